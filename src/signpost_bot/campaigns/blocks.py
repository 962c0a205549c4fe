"""Blocks: the stretches of the year that totals are of, from the calendar or else a quarter."""

from datetime import date, timedelta

from signpost_bot.campaigns.planning import academic_year
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period, PeriodKind
from signpost_bot.model.totals import Block

SETTLES_IN = timedelta(days=14)
"""So long after a message what a student does still counts for it: the longest best-before of a
campaign. So long after its end a block says nothing yet, and nothing is counted in it later."""

QUARTER = "quarter"
"""How the key of a block begins that is no teaching block."""

A_DAY = timedelta(days=1)

LONGEST_BREAK = timedelta(weeks=6)
"""So long after the last lesson of a block it goes on, when no other one begins before."""


def block_of(catalog: Catalog, day: date) -> Block:
    """The block in which a day is: every day is in exactly one. A teaching block goes on until the
    next one begins, so that its exams and the holiday after it belong to it."""
    periods = _teaching(catalog)
    begun = [one for one in periods if one.first_on <= day]
    current = begun[-1] if begun else None
    if current is None or day > current.last_on + LONGEST_BREAK:
        return _quarter_of(day, periods)
    return Block(
        key=f"{current.slug}:{academic_year(current.first_on)}",
        first_on=current.first_on,
        last_on=_ends_on(current, periods),
    )


def is_settled(last_on: date, today: date) -> bool:
    """Whether the totals of a block with this last day can be shown: before that a second look
    could show who came in between."""
    return today > last_on + SETTLES_IN


def _teaching(catalog: Catalog) -> list[Period]:
    """The teaching blocks of everybody: those of one programme would divide a day in two."""
    periods = catalog.calendar.periods if catalog.calendar else ()
    everybodys = (
        one
        for one in periods
        if one.kind is PeriodKind.TEACHING and not (one.programmes or one.campuses)
    )
    return sorted(everybodys, key=lambda one: (one.first_on, one.slug))


def _ends_on(period: Period, periods: list[Period]) -> date:
    last_on = period.last_on + LONGEST_BREAK
    later = [one.first_on - A_DAY for one in periods if one.first_on > period.first_on]
    return min([last_on, *later])


def _quarter_of(day: date, periods: list[Period]) -> Block:
    """The quarter, cut off where teaching blocks take over."""
    quarter = (day.month - 1) // 3
    first_on = date(day.year, quarter * 3 + 1, 1)
    last_on = date(day.year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1) - A_DAY
    ended = [_ends_on(one, periods) + A_DAY for one in periods if one.first_on <= day]
    begins = [one.first_on - A_DAY for one in periods if one.first_on > day]
    first_on, last_on = max([first_on, *ended]), min([last_on, *begins])
    return Block(key=f"{QUARTER}:{first_on:%Y%m%d}", first_on=first_on, last_on=last_on)
