"""The events of a calendar file as moments of an offering, or why a moment cannot say that."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from signpost_bot.calendar import is_same_clock, read_clock
from signpost_bot.catalog.ics_event import Day, IcsEvent
from signpost_bot.catalog.ics_rules import NoSuchMoment, read_rule
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.moment import Moment
from signpost_bot.recurrence import rule_of

UTC_NAMES = {"UTC", "Etc/UTC"}


def read_moments(
    events: tuple[IcsEvent, ...], tz: ZoneInfo, *, in_holidays: bool = False
) -> tuple[tuple[Moment, ...], tuple[Finding, ...]]:
    """The moments, and findings about what cannot be one.

    What comes back skips the holidays unless `in_holidays`; a day that somebody put in the
    calendar by itself never does. Days of the same hours become one moment.
    """
    reading = _Reading(tz=tz, in_holidays=in_holidays)
    series = {event.uid: event for event in reversed(events) if event.instead_of is None}
    for event in events:
        if event.instead_of is None and series[event.uid] is not event:
            reading.say(event, "ics.double_uid")
    moved: dict[str, list[IcsEvent]] = {}
    for event in events:
        if event.instead_of is not None:
            moved.setdefault(event.uid, []).append(event)
    for event in events:
        if series.get(event.uid) is event:
            reading.add(event, tuple(moved.get(event.uid, ())))
        elif event.instead_of is not None and event.uid not in series:
            reading.add(event, ())
    return reading.moments(), tuple(reading.findings)


@dataclass(frozen=True, kw_only=True)
class _Clock:
    """The day and hours of an event on the clock of its zone; None is that of the institution."""

    zone: ZoneInfo | None
    day: date
    start: time
    end: time | None

    def fields(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "zone": self.zone.key if self.zone else None,
        }


@dataclass(kw_only=True)
class _Reading:
    tz: ZoneInfo
    in_holidays: bool
    rules: list[Moment] = field(default_factory=list)
    days: dict[tuple[time, time | None, str | None], set[date]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(self, event: IcsEvent, key: str, level: Level = Level.ERROR) -> None:
        values = (("title", event.title),)
        self.findings.append(Finding(spot=event.spot, key=key, values=values, level=level))

    def add(self, event: IcsEvent, moved: tuple[IcsEvent, ...]) -> None:
        """One event, with what takes the place of some of its times."""
        if event.is_cancelled:
            return
        try:
            clock = self._clock(event)
            others = [(one, self._clock(one)) for one in moved if not one.is_cancelled]
            without = {self._day(one.instead_of, clock) for one in moved if one.instead_of}
            stay = {c.day for one, c in others if self._day(one.instead_of, clock) == c.day}
            same = {c.day for _, c in others if c.fields() == clock.fields()} & stay
            except_on = without - same | {self._day(day, clock) for day in event.except_on}
            also_on = {self._day(day, clock) for day in event.also_on} - except_on
            if event.rule:
                self.rules.append(self._rule(event, clock, except_on))
            elif clock.day not in except_on:
                also_on.add(clock.day)
        except NoSuchMoment as error:
            self.say(event, error.key)
            return
        self._add_days(clock, also_on)
        for _, other in others:
            if other.day not in same:
                self._add_days(other, {other.day})
        if event.rule and clock.zone and clock.zone.key in UTC_NAMES:
            self.say(event, "ics.utc_rule", Level.ADVICE)

    def moments(self) -> tuple[Moment, ...]:
        """All of them, in an order that does not hang on that of the file."""
        single = [
            Moment(start=start, end=end, zone=zone, on=tuple(days), in_holidays=True)
            for (start, end, zone), days in self.days.items()
            if days
        ]
        return tuple(sorted({*self.rules, *single}, key=_order))

    def _add_days(self, clock: _Clock, days: set[date]) -> None:
        key = (clock.start, clock.end, clock.zone.key if clock.zone else None)
        self.days.setdefault(key, set()).update(days)

    def _rule(self, event: IcsEvent, clock: _Clock, except_on: set[date]) -> Moment:
        fields = clock.fields() | {"in_holidays": self.in_holidays}
        fields["except_on"] = tuple(sorted(except_on))
        return read_rule(dict(event.rule), clock.day, self._until(event.until, clock), fields)

    def _until(self, until: Day | None, clock: _Clock) -> date | None:
        """The last day: that of UNTIL, or the one before when it is past by then."""
        if not isinstance(until, datetime):
            return until
        local = read_clock(until, clock.zone or self.tz)
        return local.date() if local.time() >= clock.start else local.date() - timedelta(days=1)

    def _day(self, day: Day | None, clock: _Clock) -> date:
        assert day is not None
        return read_clock(day, clock.zone or self.tz).date() if isinstance(day, datetime) else day

    def _clock(self, event: IcsEvent) -> _Clock:
        if not isinstance(event.start, datetime):
            raise NoSuchMoment("ics.all_day")
        zone = self._zone(event.start, bool(event.rule))
        start = read_clock(event.start, zone or self.tz)
        end = None
        if isinstance(event.end, datetime) and event.end != event.start:
            end = read_clock(event.end, zone or self.tz)
            if end.date() != start.date() or end <= start:
                raise NoSuchMoment("ics.over_midnight")
        return _Clock(
            zone=zone, day=start.date(), start=start.time(), end=end.time() if end else None
        )

    def _zone(self, start: datetime, comes_back: bool) -> ZoneInfo | None:
        zone = start.tzinfo
        if zone is None or is_same_clock(zone, self.tz, start.year):
            return None
        if not isinstance(zone, ZoneInfo):
            raise NoSuchMoment("ics.own_zone")
        # A single time in UTC is a time on our own clock; a rule in UTC is not.
        return zone if comes_back or zone.key not in UTC_NAMES else None


def _order(moment: Moment) -> tuple[date, time, str, str]:
    first = moment.first_on or moment.on[0]
    return first, moment.start, rule_of(moment) or "", moment.zone or ""
