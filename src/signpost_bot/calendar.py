"""Local time: moments, opening hours and how a date is said. The only place with local time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment, Weekday
from signpost_bot.model.offering import Offering
from signpost_bot.model.timing import QUIET_FROM, QUIET_UNTIL
from signpost_bot.recurrence import WEEKDAYS, list_days
from signpost_bot.texts import say

ABOUT = timedelta(hours=1)
"""How long something counts as going on when nobody said until when."""


@dataclass(frozen=True, kw_only=True, order=True)
class Occurrence:
    """One time a moment takes place; both ends aware, in UTC.

    Where nobody said until when, `has_end` is false and `ends_at` an hour on: it is not shown.
    """

    starts_at: datetime
    ends_at: datetime
    has_end: bool = True


def at_local(day: date, clock: time, tz: ZoneInfo) -> datetime:
    """A local day and clock time as a UTC moment.

    A time that the spring change skips becomes the first one after it (02:30 → 03:30);
    one that autumn repeats is the first of the two.
    """
    return datetime.combine(day, clock, tz).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class ClockChange:
    """One change of the clock of a zone: when, its name after it, and what the clock is ahead of
    UTC on either side."""

    at: datetime
    name: str
    before: timedelta
    after: timedelta


def list_clock_changes(tz: ZoneInfo, from_on: date, until_on: date) -> tuple[ClockChange, ...]:
    """Every change of the clock between two days."""
    first = datetime.combine(from_on, time(), UTC)
    nights = [first + timedelta(days=n) for n in range((until_on - from_on).days + 1)]
    return tuple(
        _clock_change(tz, before, after)
        for before, after in pairwise(nights)
        if _ahead(tz, before) != _ahead(tz, after)
    )


def _clock_change(tz: ZoneInfo, before: datetime, after: datetime) -> ClockChange:
    was = _ahead(tz, before)
    while after - before > timedelta(minutes=1):
        middle = (before + (after - before) / 2).replace(second=0, microsecond=0)
        before, after = (middle, after) if _ahead(tz, middle) == was else (before, middle)
    local = after.astimezone(tz)
    return ClockChange(at=after, name=local.tzname() or "", before=was, after=_ahead(tz, after))


def _ahead(tz: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(tz).utcoffset() or timedelta()


@lru_cache(maxsize=64)
def is_same_clock(one: tzinfo, tz: ZoneInfo, year: int) -> bool:
    """Whether two zones show the same time, in a year and the next one."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    return all(
        _ahead(one, moment) == _ahead(tz, moment)
        for moment in (start + timedelta(days=n) for n in range(0, 730, 5))
    )


def read_clock(moment: datetime, tz: tzinfo) -> datetime:
    """What a clock in this zone shows then, without a zone; a moment without a zone was read from
    that clock already."""
    return (moment if moment.tzinfo is None else moment.astimezone(tz)).replace(tzinfo=None)


def on_clock(day: date, clock: time, tz: ZoneInfo) -> datetime:
    """That day and hour as the clock in a zone shows it."""
    return datetime.combine(day, clock, tz)


def local_day(moment: datetime, tz: ZoneInfo) -> date:
    """The day it is there."""
    return moment.astimezone(tz).date()


def local_weekday(moment: datetime, tz: ZoneInfo) -> Weekday:
    """The day of the week it is there."""
    return WEEKDAYS[local_day(moment, tz).weekday()]


def next_occurrence(offering: Offering, catalog: Catalog, now: datetime) -> Occurrence | None:
    """The first time it takes place that is not over at `now`, within a year."""
    return next(iter(list_occurrences(offering, catalog, now, limit=1)), None)


def list_occurrences(
    offering: Offering, catalog: Catalog, now: datetime, limit: int
) -> tuple[Occurrence, ...]:
    """The first `limit` times it takes place that are not over at `now`."""
    holidays = catalog.calendar.holidays() if catalog.calendar else ()
    return occurrences_of(offering.moments, holidays, catalog.institution.tz, now, limit)


def next_come_back(offering: Offering, catalog: Catalog, now: datetime) -> Occurrence | None:
    """When one can come back after it; None where that is not agreed, or over."""
    moment = offering.follow_up.come_back if offering.follow_up else None
    holidays = catalog.calendar.holidays() if catalog.calendar else ()
    moments = (moment,) if moment else ()
    return next(iter(occurrences_of(moments, holidays, catalog.institution.tz, now, 1)), None)


def occurrences_of(
    moments: tuple[Moment, ...],
    holidays: tuple[Period, ...],
    tz: ZoneInfo,
    now: datetime,
    limit: int,
) -> tuple[Occurrence, ...]:
    """The first `limit` times one of the moments takes place that are not over at `now`."""
    found = [
        occurrence for moment in moments for occurrence in _first(moment, holidays, tz, now, limit)
    ]
    return tuple(sorted(set(found))[:limit])


def _first(
    moment: Moment, holidays: tuple[Period, ...], tz: ZoneInfo, now: datetime, limit: int
) -> list[Occurrence]:
    tz = ZoneInfo(moment.zone) if moment.zone else tz
    found: list[Occurrence] = []
    for day in list_days(moment, holidays, local_day(now, tz)):
        occurrence = _occurrence(moment, day, tz)
        if occurrence.ends_at > now:
            found.append(occurrence)
        if len(found) == limit:
            break
    return found


def _occurrence(moment: Moment, day: date, tz: ZoneInfo) -> Occurrence:
    starts_at = at_local(day, moment.start, tz)
    if moment.end is None:
        return Occurrence(starts_at=starts_at, ends_at=starts_at + ABOUT, has_end=False)
    return Occurrence(starts_at=starts_at, ends_at=at_local(day, moment.end, tz))


def say_when(occurrence: Occurrence, catalog: Catalog, now: datetime, language: Language) -> str:
    """ "vandaag 12:00–14:00", "di 24 nov 16:00–17:00": the day as one says it, and the hours."""
    if not occurrence.has_end:
        return say_start(occurrence.starts_at, catalog, now, language)
    tz = catalog.institution.tz
    start, end = occurrence.starts_at.astimezone(tz), occurrence.ends_at.astimezone(tz)
    return f"{_say_day(start, local_day(now, tz), language)} {start:%H:%M}–{end:%H:%M}"


def say_in_full(occurrence: Occurrence, tz: ZoneInfo, language: Language) -> str:
    """ "dinsdag 24 november 2026 16:00–17:00", whatever day it is now."""
    start, end = occurrence.starts_at.astimezone(tz), occurrence.ends_at.astimezone(tz)
    day = format_datetime(start, "EEEE d MMMM y", locale=language.value)
    return f"{day} {start:%H:%M}" + (f"–{end:%H:%M}" if occurrence.has_end else "")


def say_day(day: date, language: Language) -> str:
    """ "7 december"."""
    return format_date(day, "d MMMM", locale=language.value)


def say_date(day: date, language: Language) -> str:
    """ "7 december 2026", where the year matters."""
    return format_date(day, "d MMMM y", locale=language.value)


def say_days(first_on: date, last_on: date, language: Language) -> str:
    """ "18 January 2027 – 29 January 2027", or one day."""
    first, last = (say_date(day, language) for day in (first_on, last_on))
    return first if first_on == last_on else say("ics.days", language, first=first, last=last)


def say_month(day: date, language: Language) -> str:
    """ "november"."""
    return format_date(day, "LLLL", locale=language.value)


def say_short(day: date, today: date, language: Language) -> str:
    """ "12 nov", with the year when it is another one than today."""
    pattern = "d MMM" if day.year == today.year else "d MMM y"
    return format_date(day, pattern, locale=language.value)


def say_start(moment: datetime, catalog: Catalog, now: datetime, language: Language) -> str:
    """The day and the hour of one moment."""
    local = moment.astimezone(catalog.institution.tz)
    return f"{_say_day(local, local_day(now, catalog.institution.tz), language)} {local:%H:%M}"


def say_moment_of(moment: datetime, tz: ZoneInfo, language: Language) -> str:
    """ "vr 20 nov 18:30", where the year stands above it already."""
    return format_datetime(moment.astimezone(tz), "EEE d MMM HH:mm", locale=language.value)


def _say_day(start: datetime, today: date, language: Language) -> str:
    if start.date() == today:
        return say("when.today", language)
    if start.date() == today + timedelta(days=1):
        return say("when.tomorrow", language)
    pattern = "EEE d MMM" if start.year == today.year else "EEE d MMM yyyy"
    return format_datetime(start, pattern, locale=language.value)


def reminder_moment(starts_at: datetime, tz: ZoneInfo, now: datetime) -> datetime | None:
    """When to remind: 18:30 the evening before, else an hour before; never in quiet hours.

    None when there is no such moment left.
    """
    start = starts_at.astimezone(tz)
    evening = at_local(start.date() - timedelta(days=1), time(18, 30), tz)
    if evening > now:
        return evening
    hour_before = starts_at - timedelta(hours=1)
    clock = hour_before.astimezone(tz).time()
    return hour_before if hour_before > now and QUIET_UNTIL <= clock < QUIET_FROM else None


def after_quiet(moment: datetime, tz: ZoneInfo) -> datetime:
    """The moment itself, or in quiet hours the first one after them."""
    local = moment.astimezone(tz)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return at_local(day, QUIET_UNTIL, tz)
