"""What every calendar file (.ics) of ours has in common: its frame, and what an event says."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from signpost_bot.calendar import ClockChange, list_clock_changes
from signpost_bot.model.language import Both, Language
from signpost_bot.model.offering import Offering

YEARS_OF_CLOCK = 12
"""How many years of changes of the clock go into a file, where no rule says them all."""


def new_calendar() -> Calendar:
    """An empty one, with what RFC 5545 asks for."""
    calendar = Calendar()
    calendar.add("prodid", "-//signpost_bot//")
    calendar.add("version", "2.0")
    return calendar


def new_event(name: str, stamp: datetime) -> Event:
    """An event that is the same one for everybody whenever `name` is the same; `stamp` is when
    somebody last said that it is so."""
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, name)))
    event.add("dtstamp", stamp)
    return event


def describe(event: Event, offering: Offering, language: Language | None) -> None:
    """What it is and where it is; without a language in both."""
    event.add("summary", text_of(offering.title, language))
    event.add("description", text_of(offering.summary, language))
    if offering.link:
        event.add("url", str(offering.link))
    add_place(event, offering, language)


def add_place(event: Event, offering: Offering, language: Language | None) -> None:
    """Where it is, when that is a place."""
    if offering.place and offering.place.where:
        event.add("location", text_of(offering.place.where, language))


def text_of(words: Both, language: Language | None) -> str:
    """The words in one language, or without one "Herfstvakantie / Autumn holiday"."""
    if language:
        return words.text(language)
    return words.nl if words.nl == words.en else f"{words.nl} / {words.en}"


def describe_zone(tz: ZoneInfo, from_on: date) -> Timezone:
    """A VTIMEZONE with every change of the clock since the year before `from_on`.

    Not the library's own: in spring it writes the new hour where the old one belongs.
    """
    first = date(from_on.year - 1, 1, 1)
    changes = list_clock_changes(tz, first, date(first.year + YEARS_OF_CLOCK, 1, 1))
    zone = Timezone()
    zone.add("tzid", tz.key)
    if not changes:
        noon = datetime.combine(first, time(12), tz)
        still = noon.utcoffset() or timedelta()
        change = ClockChange(at=noon, name=noon.tzname() or tz.key, before=still, after=still)
        zone.add_component(_observance((change,)))
    ordered = sorted(changes, key=_sort)
    for _, alike in groupby(ordered, key=_sort):
        zone.add_component(_observance(tuple(alike)))
    return zone


def _sort(change: ClockChange) -> tuple[timedelta, timedelta, str]:
    return change.before, change.after, change.name


def _observance(changes: tuple[ClockChange, ...]) -> TimezoneStandard | TimezoneDaylight:
    first = changes[0]
    is_summer = first.after > first.before
    one = TimezoneDaylight() if is_summer else TimezoneStandard()
    # What the clock shows at that moment, before it is changed.
    shown = [(change.at + change.before).replace(tzinfo=None) for change in changes]
    one.add("dtstart", shown[0])
    if len(shown) > 1 and _is_last_sunday_each_year(shown):
        # Outlook reads this, and forgets all dates but one of a list.
        month = shown[0].month
        one.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
    elif len(shown) > 1:
        one.add("rdate", shown[1:])
    one.add("tzoffsetfrom", first.before)
    one.add("tzoffsetto", first.after)
    one.add("tzname", first.name)
    return one


def _is_last_sunday_each_year(shown: list[datetime]) -> bool:
    return (
        len({(day.month, day.time()) for day in shown}) == 1
        and [day.year for day in shown] == list(range(shown[0].year, shown[0].year + len(shown)))
        and all(
            day.weekday() == 6 and (day + timedelta(days=7)).month != day.month for day in shown
        )
    )
