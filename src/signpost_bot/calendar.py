"""Local time: moments, opening hours and how a date is said. The only place with local time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from signpost_bot.model.campaign import QUIET_FROM, QUIET_UNTIL
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Moment, Offering, Weekday
from signpost_bot.texts import say

HORIZON = timedelta(days=370)
WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, kw_only=True, order=True)
class Occurrence:
    """One time a moment takes place; both ends aware, in UTC."""

    starts_at: datetime
    ends_at: datetime


def at_local(day: date, clock: time, tz: ZoneInfo) -> datetime:
    """A local day and clock time as a UTC moment.

    A time that the spring change skips becomes the first one after it (02:30 → 03:30);
    one that autumn repeats is the first of the two.
    """
    return datetime.combine(day, clock, tz).astimezone(UTC)


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
    tz = catalog.institution.tz
    holidays = catalog.calendar.holidays() if catalog.calendar else ()
    found = [
        occurrence
        for moment in offering.moments
        for occurrence in _first(moment, holidays, tz, now, limit)
    ]
    return tuple(sorted(set(found))[:limit])


def _first(
    moment: Moment, holidays: tuple[Period, ...], tz: ZoneInfo, now: datetime, limit: int
) -> list[Occurrence]:
    found: list[Occurrence] = []
    for day in _days(moment, local_day(now, tz)):
        if not moment.in_holidays and any(p.first_on <= day <= p.last_on for p in holidays):
            continue
        occurrence = Occurrence(
            starts_at=at_local(day, moment.start, tz), ends_at=at_local(day, moment.end, tz)
        )
        if occurrence.ends_at > now:
            found.append(occurrence)
        if len(found) == limit:
            break
    return found


def _days(moment: Moment, today: date) -> Iterator[date]:
    if moment.on:
        yield from sorted(day for day in moment.on if day >= today)
        return
    day = max(today, moment.first_on) if moment.first_on else today
    end = min(moment.last_on or date.max, today + HORIZON)
    while day <= end:
        if WEEKDAYS[day.weekday()] in moment.weekdays and _is_its_week(moment, day):
            yield day
        day += timedelta(days=1)


def _is_its_week(moment: Moment, day: date) -> bool:
    if moment.every_weeks == 1 or moment.first_on is None:
        return True
    first_monday = moment.first_on - timedelta(days=moment.first_on.weekday())
    return (day - first_monday).days // 7 % moment.every_weeks == 0


def say_when(occurrence: Occurrence, catalog: Catalog, now: datetime, language: Language) -> str:
    """ "vandaag 12:00–14:00", "di 24 nov 16:00–17:00": the day as one says it, and the hours."""
    tz = catalog.institution.tz
    start, end = occurrence.starts_at.astimezone(tz), occurrence.ends_at.astimezone(tz)
    return f"{_say_day(start, local_day(now, tz), language)} {start:%H:%M}–{end:%H:%M}"


def say_day(day: date, language: Language) -> str:
    """ "7 december"."""
    return format_date(day, "d MMMM", locale=language.value)


def say_start(moment: datetime, catalog: Catalog, now: datetime, language: Language) -> str:
    """The day and the hour of one moment."""
    local = moment.astimezone(catalog.institution.tz)
    return f"{_say_day(local, local_day(now, catalog.institution.tz), language)} {local:%H:%M}"


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
