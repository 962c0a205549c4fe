"""The events of a calendar file as periods of the academic year."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from signpost_bot.calendar import read_clock
from signpost_bot.catalog.ics_event import IcsEvent
from signpost_bot.catalog.ics_kinds import NoKind, recognise
from signpost_bot.catalog.ics_reading import IcsFile
from signpost_bot.catalog.period_sources import BroughtPeriod, PeriodSource
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.institution import SourceKind


def read_periods(file: IcsFile, tz: ZoneInfo) -> tuple[PeriodSource, tuple[Finding, ...]]:
    """The periods that the events of a file are, and what is to be said of the others. It covers
    the days of all its events, also of those left out."""
    events = file.events
    findings = [*file.findings, *_find_doubles(events)]
    periods = []
    for event in events:
        found = _read(event, tz)
        if isinstance(found, Finding):
            findings.append(found)
        elif found is not None:
            periods.append(found)
    source = PeriodSource(
        kind=SourceKind.ICS,
        name=file.name,
        periods=tuple(periods),
        first_on=min((_day(event.start, tz) for event in events), default=date.max),
        last_on=max((_days(event, tz)[1] for event in events), default=date.min),
    )
    return source, tuple(findings)


def _read(event: IcsEvent, tz: ZoneInfo) -> BroughtPeriod | Finding | None:
    if event.is_cancelled:
        return None
    found = recognise(event.title, event.categories)
    if isinstance(found, NoKind):
        if found.several:
            return _advice(event, "ics.several_kinds", kinds=", ".join(found.several))
        return _advice(event, "ics.no_kind")
    if event.rule or event.also_on or event.instead_of:
        return _advice(event, "ics.period_repeats")
    first_on, last_on = _days(event, tz)
    return BroughtPeriod(
        spot=event.spot,
        uid=event.uid,
        kind=found.kind,
        title=found.title,
        is_one_language=found.is_one_language,
        first_on=first_on,
        last_on=last_on,
    )


def _days(event: IcsEvent, tz: ZoneInfo) -> tuple[date, date]:
    """First and last day. An end is exclusive: a day that ends at midnight ended the day before."""
    first = _day(event.start, tz)
    if event.end is None or event.end == event.start:
        return first, first
    if isinstance(event.end, datetime):
        return first, (read_clock(event.end, tz) - timedelta(microseconds=1)).date()
    return first, event.end - timedelta(days=1)


def _day(day: date | datetime, tz: ZoneInfo) -> date:
    return read_clock(day, tz).date() if isinstance(day, datetime) else day


def _find_doubles(events: Iterable[IcsEvent]) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for event in events:
        if event.instead_of is None and event.uid in seen:
            values = (("title", event.title),)
            found.append(Finding(spot=event.spot, key="ics.double_uid", values=values))
        seen.add(event.uid)
    return found


def _advice(event: IcsEvent, key: str, **values: str) -> Finding:
    named = tuple(sorted({"title": event.title, **values}.items()))
    return Finding(spot=event.spot, key=key, values=named, level=Level.ADVICE)
