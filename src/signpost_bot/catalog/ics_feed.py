"""The feed of an institution: its times and the periods of its year, as a calendar to follow."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event, vRecur

from signpost_bot.calendar import at_local, on_clock
from signpost_bot.catalog.ics_writing import (
    describe,
    describe_zone,
    new_calendar,
    new_event,
    text_of,
)
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period, PeriodKind
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment
from signpost_bot.model.offering import Offering
from signpost_bot.recurrence import list_closed, list_days, list_missed, rule_of

FAR = timedelta(days=5 * 366)
"""How far ahead a closure is written out, day by day; a rule ends where one goes on past it."""

IN_NUMBERED_WEEKS = timedelta(days=2 * 366)
"""How far ahead odd and even weeks are written out: no two programs read such a rule alike."""

TOO_LONG = {PeriodKind.TEACHING, PeriodKind.FIRST_100_DAYS}
"""Kinds that would lie over every day of somebody's agenda for months, and ask nothing."""


def to_feed(catalog: Catalog, language: Language | None) -> bytes:
    """All that is open to everybody, in one language or in both; the same catalog is the same feed,
    byte by byte.

    What is discreet stays out whole: a neutral title that comes back each week at the same place
    tells who looks over a shoulder as much as its name, and who follows the feed nothing.
    """
    institution = catalog.institution
    holidays = catalog.calendar.holidays() if catalog.calendar else ()
    events = [
        event
        for offering in catalog.offerings
        if not offering.discreet
        for event in _events(offering, holidays, catalog, language)
    ]
    calendar = new_calendar()
    calendar.add("x-wr-calname", text_of(institution.name, language))
    calendar.add("x-wr-timezone", institution.zone)
    for zone, first_on in sorted(_zones(events).items()):
        calendar.add_component(describe_zone(ZoneInfo(zone), first_on))
    for event in (*events, *_periods(catalog, language)):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(
    offering: Offering, holidays: tuple[Period, ...], catalog: Catalog, language: Language | None
) -> Iterator[Event]:
    named: dict[str, int] = {}
    for moment in offering.moments:
        tz = ZoneInfo(moment.zone) if moment.zone else catalog.institution.tz
        rule = rule_of(moment)
        # Not from today on: then each day would bring another feed.
        from_on = moment.first_on or offering.checked_on
        if rule is None or "BYWEEKNO" in rule:
            days = list(_single(moment, holidays, from_on))
        else:
            days = list(list_days(moment, holidays, from_on))[:1]
        for day in days:
            which = rule if rule and "BYWEEKNO" not in rule else day.isoformat()
            name = f"{catalog.institution.slug}/{offering.slug}/{which}/{moment.start}/{tz.key}"
            # Two that only differ in their stretch of time are two events all the same.
            named[name] = number = named.get(name, 0) + 1
            stamp = datetime.combine(offering.checked_on, time(), UTC)
            event = new_event(name if number == 1 else f"{name}/{number}", stamp)
            event.add("dtstart", on_clock(day, moment.start, tz))
            if moment.end:
                event.add("dtend", on_clock(day, moment.end, tz))
            if which == rule:
                _add_rule(event, moment, rule, holidays, day, tz)
            describe(event, offering, language)
            yield event


def _single(moment: Moment, holidays: tuple[Period, ...], from_on: date) -> Iterator[date]:
    """The days of what has no rule that others read; they are written one by one."""
    if moment.on:
        yield from list_days(moment, holidays, moment.on[0])
        return
    ends = from_on + IN_NUMBERED_WEEKS
    while from_on <= ends:
        for day in list_days(moment, holidays, from_on):
            if day > ends:
                return
            yield day
            from_on = day
        from_on += timedelta(days=1)


def _add_rule(
    event: Event,
    moment: Moment,
    rule: str,
    holidays: tuple[Period, ...],
    first_on: date,
    tz: ZoneInfo,
) -> None:
    far = first_on + FAR
    closed_until = max((one.last_on for one in list_closed(moment, holidays)), default=first_on)
    last_on = moment.last_on
    if closed_until > far:
        last_on = min(last_on or far, far)
    until_on = max((min(closed_until, far), *moment.except_on))
    missed = list_missed(moment, holidays, first_on, min(until_on, last_on or until_on))
    parts = vRecur.from_ical(rule)
    if last_on:
        parts["UNTIL"] = at_local(last_on, moment.start, tz)
    event.add("rrule", parts)
    if without := [on_clock(day, moment.start, tz) for day in missed]:
        event.add("exdate", without)


def _zones(events: list[Event]) -> dict[str, date]:
    """The zones that are used, with the first day of each."""
    found: dict[str, date] = {}
    for event in events:
        start: Any = event["DTSTART"]
        if zone := start.params.get("TZID"):
            found[zone] = min(found.get(zone, date.max), start.dt.date())
    return found


def _periods(catalog: Catalog, language: Language | None) -> Iterator[Event]:
    if catalog.calendar is None:
        return
    stamp = datetime.combine(catalog.calendar.checked_on, time(), UTC)
    for period in catalog.calendar.periods:
        if period.kind in TOO_LONG:
            continue
        event = new_event(f"{catalog.institution.slug}/calendar/{period.slug}", stamp)
        event.add("dtstart", period.first_on)
        event.add("dtend", period.last_on + timedelta(days=1))
        event.add("summary", text_of(period.title, language))
        # It is no appointment: whoever looks for a free hour has one.
        event.add("transp", "TRANSPARENT")
        yield event
