"""One budget of attention per student, over all campaigns; less for those who never react (R20)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from signpost_bot.calendar import local_day
from signpost_bot.campaigns.circles import Known, is_in
from signpost_bot.model.attention import Attention, Waiting
from signpost_bot.model.campaign import Campaign, Circle
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period, PeriodKind
from signpost_bot.model.outbox import Reason

A_WEEK, IN_EXAMS = 1, 2
"""So many messages of campaigns in an ISO week of the institution's zone."""

LOOKED_BACK = timedelta(days=16)
"""Two whole weeks and the hours by which zones differ: that far back the budget looks."""

LOOKED_AHEAD = timedelta(days=7)
"""What waits longer than this is never ahead of what goes out now."""

HALF_AFTER, STOP_AFTER = 2, 4
"""After so many without any reaction half as often; after so many one way back, then nothing.
Texting those who never react may hurt (the research behind it is named in docs/campaigns.md)."""


class Word(StrEnum):
    """What may be said: the message, or for the last time how to hear from us again."""

    MESSAGE = "message"
    WAY_BACK = "way_back"


def weigh(
    campaign: Campaign,
    attention: Attention,
    known: Known,
    catalog: Catalog,
    now: datetime,
    has_step: Callable[[Waiting], bool],
) -> Word | Reason:
    """Whether there is attention left for a message of this campaign to this student now.

    `has_step` says of another message that waits whether it would have something to offer: only
    then it can go before this one.
    """
    if attention.unanswered > STOP_AFTER:
        return Reason.TAPERED
    tz = catalog.institution.tz
    week = _week(local_day(now, tz))
    days = [local_day(at, tz) for at in attention.sent]
    used = sum(_week(day) == week for day in days)
    left = _most(known, catalog, local_day(now, tz)) - used
    if left <= 0:
        return Reason.BUDGET
    before = _week(local_day(now, tz) - timedelta(days=7))
    if attention.unanswered >= HALF_AFTER and (used or any(_week(day) == before for day in days)):
        return Reason.TAPERED
    ahead = _more_urgent(campaign, attention.waiting, catalog)
    this_week = (one for one in ahead if _week(local_day(max(one.due_at, now), tz)) == week)
    if sum(has_step(one) for one in this_week) >= left:
        return Reason.BUDGET
    return Word.WAY_BACK if attention.unanswered == STOP_AFTER else Word.MESSAGE


def _more_urgent(campaign: Campaign, waiting: Iterable[Waiting], catalog: Catalog) -> list[Waiting]:
    return [
        one
        for one in waiting
        if (other := catalog.campaign(one.campaign))
        and other.is_running
        and other.priority > campaign.priority
    ]


def _most(known: Known, catalog: Catalog, day: date) -> int:
    periods = catalog.calendar.periods if catalog.calendar else ()
    exams = [one for one in periods if one.kind is PeriodKind.EXAMS and _is_in_week(one, day)]
    return IN_EXAMS if any(_applies(one, periods, known) for one in exams) else A_WEEK


def _applies(period: Period, periods: tuple[Period, ...], known: Known) -> bool:
    replaced = (one for one in periods if one.replaces == period.slug)
    return _is_for(period, known) and not any(_is_for(one, known) for one in replaced)


def _is_for(period: Period, known: Known) -> bool:
    return is_in(Circle(programmes=period.programmes, campuses=period.campuses), known)


def _is_in_week(period: Period, day: date) -> bool:
    monday = day - timedelta(days=day.weekday())
    return period.first_on <= monday + timedelta(days=6) and period.last_on >= monday


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
