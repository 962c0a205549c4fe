"""When to ask how a visit went, and what an answer leads to."""

from datetime import datetime, timedelta

from signpost_bot.calendar import after_quiet, at_local, local_day, next_occurrence
from signpost_bot.model.campaign import Campaign, CampaignKind, CheckinAnswer, NextStep
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.offering import Offering


def running_checkin(catalog: Catalog) -> Campaign | None:
    """What an institution asks after a visit; the first that runs, so nobody is asked twice."""
    return next(iter(catalog.running(CampaignKind.AFTER_VISIT)), None)


def when_to_ask(catalog: Catalog, went_at: datetime) -> datetime | None:
    """When to ask a student who just said that they went; None when nobody asks here."""
    campaign = running_checkin(catalog)
    if campaign is None or campaign.after_visit is None:
        return None
    tz = catalog.institution.tz
    day = local_day(went_at, tz) + timedelta(days=campaign.after_visit.days)
    return after_quiet(at_local(day, campaign.after_visit.at, tz), tz)


def next_step(
    answer: CheckinAnswer, offering: Offering | None, catalog: Catalog, now: datetime
) -> NextStep:
    """What an answer leads to: coming back only where there is a next time to come back to."""
    coming = next_occurrence(offering, catalog, now) if offering else None
    if answer.next is NextStep.COME_BACK and coming is None:
        return NextStep.ELSE
    return answer.next
