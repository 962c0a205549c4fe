"""Which question an institution asks after a visit, and what an answer leads to."""

from datetime import datetime

from signpost_bot.calendar import next_come_back, next_occurrence
from signpost_bot.model.campaign import Campaign, CampaignKind
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.offering import Offering
from signpost_bot.model.question import CheckinAnswer, NextStep

OF_A_VISIT = (
    NextStep.COME_BACK,
    NextStep.SMALL_STEP,
    NextStep.ANOTHER_WAY,
    NextStep.NEXT_TIME,
)
"""What an answer can only lead to where it is about a visit."""


def running_checkin(catalog: Catalog) -> Campaign | None:
    """What an institution asks after a visit; the first that runs, so nobody is asked twice."""
    return next(iter(catalog.running(CampaignKind.AFTER_VISIT)), None)


def next_step(
    answer: CheckinAnswer, offering: Offering | None, catalog: Catalog, now: datetime
) -> NextStep:
    """What an answer leads to: coming back only where there is a next time to come back to. Where
    no visit is asked about, only what needs none."""
    if offering is None:
        return NextStep.ELSE if answer.next in OF_A_VISIT else answer.next
    coming = next_come_back(offering, catalog, now) or next_occurrence(offering, catalog, now)
    if answer.next is NextStep.COME_BACK and coming is None:
        return NextStep.ELSE
    return answer.next
