"""The days that students and semesters begin on, from the calendar."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from signpost_bot.calendar import local_day
from signpost_bot.campaigns.planning import YEAR_BEGINS
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period, PeriodKind

BACK, AHEAD = timedelta(days=365), timedelta(days=120)
"""Who began longer ago has nothing left to come that counts from it; who begins later than that
has time to tell it."""

OF_STUDENTS = (PeriodKind.INTRODUCTION, PeriodKind.TEACHING)
OF_SEMESTERS = (PeriodKind.TEACHING, PeriodKind.INTRODUCTION)
"""What they begin with; the second where the calendar does not have the first."""

SPRING = ((1, 20), (3, 31))
"""Between these two (month, day) the second intake of a year begins; what begins in the first
days of January only goes on after Christmas."""


def list_starts(catalog: Catalog, now: datetime) -> tuple[date, ...]:
    """The first days for new students around now, oldest first: of each year the introduction, or
    else the first teaching, and the same for who begins in February."""
    today = local_day(now, catalog.institution.tz)
    periods = catalog.calendar.periods if catalog.calendar else ()
    years = sorted({period.first_on.year for period in periods})
    found = (day for year in years for day in _starts_in(year, periods, OF_STUDENTS))
    return tuple(day for day in found if today - BACK <= day <= today + AHEAD)


def list_semesters(catalog: Catalog) -> tuple[date, ...]:
    """The first days of the semesters in the calendar, oldest first: of each half the first
    teaching, or else the introduction."""
    periods = catalog.calendar.periods if catalog.calendar else ()
    years = sorted({period.first_on.year for period in periods})
    return tuple(day for year in years for day in _starts_in(year, periods, OF_SEMESTERS))


def is_spring(day: date) -> bool:
    """Whether it is the start of who begins halfway the academic year."""
    return SPRING[0] <= (day.month, day.day) <= SPRING[1]


def _starts_in(
    year: int, periods: tuple[Period, ...], kinds: tuple[PeriodKind, ...]
) -> Iterator[date]:
    of_year = [period for period in periods if period.first_on.year == year]
    for half in (
        [one for one in of_year if is_spring(one.first_on)],
        [one for one in of_year if one.first_on.month >= YEAR_BEGINS],
    ):
        for kind in kinds:
            if days := [one.first_on for one in half if one.kind is kind]:
                yield min(days)
                break
