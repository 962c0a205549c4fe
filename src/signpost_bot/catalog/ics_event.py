"""An event as a calendar file (.ics) brings it, or what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component

from signpost_bot.model.finding import Finding, Spot

Day = date | datetime
"""A whole day, or a moment: with its zone, or on the clock of the institution."""

YEARS = range(2000, 2101)
"""An event in another year is a typing error."""

ONCE = ("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID")
SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class IcsEvent:
    """One VEVENT of RFC 5545. `end` is exclusive; `rule` is its RRULE by part, without UNTIL,
    which is `until`; `instead_of` is the time of a series that it takes the place of."""

    spot: Spot
    uid: str
    title: str
    start: Day
    categories: tuple[str, ...] = ()
    end: Day | None = None
    rule: tuple[tuple[str, str], ...] = ()
    until: Day | None = None
    also_on: tuple[Day, ...] = ()
    except_on: tuple[Day, ...] = ()
    instead_of: Day | None = None
    is_cancelled: bool = False

    @property
    def is_all_day(self) -> bool:
        """Whether it has days and no hours."""
        return not isinstance(self.start, datetime)


class Damaged(Exception):
    """An event that says something that cannot be; `key` of `words/` says what."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def read_event(
    component: Component, spot: Spot, zones: Mapping[str, tzinfo], is_cancelled: bool
) -> IcsEvent | Finding:
    """One VEVENT as an event. `zones` are those that the file itself describes."""
    try:
        return _Reading(component, zones).event(spot, is_cancelled)
    except Damaged as error:
        values = error.values | {"title": _short(component.get("SUMMARY"))}
        return Finding(spot=spot, key=error.key, values=tuple(sorted(values.items())))


@dataclass(frozen=True)
class _Reading:
    component: Component
    zones: Mapping[str, tzinfo]

    def event(self, spot: Spot, is_cancelled: bool) -> IcsEvent:
        for name in ONCE:
            if isinstance(self.component.get(name), list):
                raise Damaged("ics.twice", name=name)
        # What the library could not read it keeps aside, and goes on.
        for broken, _ in self.component.errors:
            value = _short(self.component.get(broken)) if broken else ""
            raise Damaged("ics.bad_value", name=broken or "?", value=value or "?")
        uid = str(self.component.get("UID", "")).strip()
        if not uid:
            raise Damaged("ics.no_uid")
        start = self._only("DTSTART")
        if start is None:
            raise Damaged("ics.no_start")
        rule = self.component.get("RRULE")
        return IcsEvent(
            spot=spot,
            uid=uid,
            title=" ".join(str(self.component.get("SUMMARY", "")).split()),
            categories=tuple(self._categories()),
            start=start,
            end=self._end(start),
            rule=_parts(rule),
            until=self._until(rule),
            also_on=tuple(self._days("RDATE")),
            except_on=tuple(self._days("EXDATE")),
            instead_of=self._only("RECURRENCE-ID"),
            is_cancelled=is_cancelled
            or str(self.component.get("STATUS", "")).upper() == "CANCELLED",
        )

    def _only(self, name: str) -> Day | None:
        value = self.component.get(name)
        if value is None:
            return None
        if name == "RECURRENCE-ID" and "RANGE" in value.params:
            raise Damaged("ics.range")
        return self._day(name, value.dt, value.params.get("TZID"))

    def _day(self, name: str, value: object, zone: str | None) -> Day:
        # The library also takes an hour, a length and a stretch for a DTSTART.
        if not isinstance(value, date) or value.year not in YEARS:
            raise Damaged("ics.bad_value", name=name, value=_short(self.component.get(name)))
        if not isinstance(value, datetime) or zone is None:
            return value
        if isinstance(value.tzinfo, ZoneInfo):
            return value
        # A zone nobody knows becomes no zone at all in the library, and one that an earlier file
        # described goes on in the next.
        if zone not in self.zones:
            raise Damaged("ics.unknown_zone", zone=_short(zone) or "?")
        return value.replace(tzinfo=self.zones[zone])

    def _end(self, start: Day) -> Day | None:
        end = self._only("DTEND")
        length = self.component.get("DURATION")
        if end is None and length is not None:
            end = _after(start, length.dt)
        if end is None:
            return None
        if _shape(end) != _shape(start):
            raise Damaged("ics.mixed")
        if end < start:
            raise Damaged("ics.end_before_start")
        return end

    def _until(self, rule: Any) -> Day | None:
        values = rule.get("UNTIL", []) if rule is not None else []
        if not values:
            return None
        if not isinstance(values[0], date):
            raise Damaged("ics.bad_value", name="RRULE", value=_short(rule))
        return values[0]

    def _days(self, name: str) -> Iterator[Day]:
        found = self.component.get(name, [])
        for each in found if isinstance(found, list) else [found]:
            for one in each.dts:
                yield self._day(name, one.dt, each.params.get("TZID") or one.params.get("TZID"))

    def _categories(self) -> Iterator[str]:
        found = self.component.get("CATEGORIES", [])
        for each in found if isinstance(found, list) else [found]:
            yield from (str(one) for one in getattr(each, "cats", ()))


def _parts(rule: Any) -> tuple[tuple[str, str], ...]:
    if rule is None:
        return ()
    parts = tuple(
        (name.upper(), ",".join(str(value) for value in values))
        for name, values in rule.items()
        if name.upper() != "UNTIL"
    )
    if not any(name == "FREQ" for name, _ in parts):
        raise Damaged("ics.bad_value", name="RRULE", value=_short(rule))
    return parts


def _after(start: Day, length: object) -> Day:
    """So long after it: days by the calendar, hours by the clock that stands still at night."""
    if not isinstance(length, timedelta):
        raise Damaged("ics.bad_value", name="DURATION", value="?")
    try:
        if isinstance(start, datetime) and start.tzinfo and length < timedelta(days=1):
            return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
        return start + length
    except OverflowError:
        raise Damaged("ics.bad_value", name="DURATION", value=str(length)[:SHOWN]) from None


def _shape(day: Day) -> tuple[bool, bool]:
    is_moment = isinstance(day, datetime)
    return is_moment, is_moment and isinstance(day, datetime) and day.tzinfo is not None


def _short(value: Any) -> str:
    if value is None or isinstance(value, list):
        return ""
    try:
        text = value if isinstance(value, str) else value.to_ical().decode("utf-8", "replace")
    except (AttributeError, ValueError, TypeError):
        return ""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
