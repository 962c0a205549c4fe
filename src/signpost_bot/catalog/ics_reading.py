"""A calendar file (.ics) as events, or what is wrong with it, with the line of each event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from icalendar import Calendar, Component, Timezone

from signpost_bot.catalog.ics_event import IcsEvent, read_event
from signpost_bot.catalog.lines import read_text
from signpost_bot.model.finding import Finding, Spot

MAX_BYTES = 5_000_000
MAX_EVENTS = 5_000
"""The largest timetable of one student has hundreds, a calendar of a school dozens."""

_MARK = re.compile(r"(BEGIN|END):([A-Z0-9-]+)[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class IcsFile:
    """All events of a file that can be read, and findings about the rest; `name` is what the
    calendar calls itself, or its file."""

    name: str
    events: tuple[IcsEvent, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_ics(file: Path) -> IcsFile:
    """Read a file; a damaged one gives findings."""
    text = read_text(file, MAX_BYTES)
    if isinstance(text, Finding):
        return IcsFile(name=file.name, findings=(text,))
    return parse_ics(file, text)


def parse_ics(file: Path, text: str) -> IcsFile:
    """The same for a text that is already read."""
    text = text.removeprefix("\ufeff").lstrip()
    lines = _find_events(file, text)
    if isinstance(lines, Finding):
        return IcsFile(name=file.name, findings=(lines,))
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [one for calendar in calendars for one in _events(calendar)]
        zones = {tzid: zone for one in calendars for tzid, zone in _zones(one)}
    # Whatever else it trips over: a file from outside is never a reason to stop with a stack.
    except Exception as error:
        return IcsFile(name=file.name, findings=(_broken(file, error),))
    if len(events) != len(lines):
        return IcsFile(name=file.name, findings=(_finding(file, 1, "ics.not_a_calendar"),))
    read = [
        read_event(component, Spot(file=file, line=line), zones, is_cancelled)
        for (component, is_cancelled), line in zip(events, lines, strict=True)
    ]
    return IcsFile(
        name=_name(calendars[0]) or file.name,
        events=tuple(one for one in read if isinstance(one, IcsEvent)),
        findings=tuple(one for one in read if isinstance(one, Finding)),
    )


def _find_events(file: Path, text: str) -> list[int] | Finding:
    """The line of each event. The library takes a file that was cut off for a shorter one."""
    if text.startswith("<"):
        return _finding(file, 1, "ics.web_page")
    lines = re.split(r"\r\n|\n|\r", text)
    if lines[0].strip().upper() != "BEGIN:VCALENDAR":
        return _finding(file, 1, "ics.not_a_calendar")
    marks = [(number, mark) for number, mark in enumerate(map(_MARK.fullmatch, lines), 1) if mark]
    if (wrong := _find_cut(marks)) is not None:
        return _finding(file, wrong or len(lines), "ics.cut_off")
    found = [number for number, mark in marks if mark[0].upper().strip() == "BEGIN:VEVENT"]
    if len(found) > MAX_EVENTS:
        return _finding(file, found[MAX_EVENTS], "ics.too_many", most=str(MAX_EVENTS))
    return found or _finding(file, 1, "ics.no_events")


def _find_cut(marks: list[tuple[int, re.Match[str]]]) -> int | None:
    """The line with an END that ends nothing; 0 when an END is missing; None when all is well."""
    open_: list[str] = []
    for number, mark in marks:
        name = mark[2].upper()
        if mark[1].upper() == "BEGIN":
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return number
    return 0 if open_ else None


def _events(calendar: Component) -> Iterator[tuple[Component, bool]]:
    is_cancelled = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    yield from ((event, is_cancelled) for event in calendar.walk("VEVENT"))


def _zones(calendar: Component) -> Iterator[tuple[str, tzinfo]]:
    """The zones that the file describes itself. Not through the library's own memory, in which
    "Customized Time Zone" is whatever the first file of this process meant by it."""
    for zone in calendar.walk("VTIMEZONE"):
        if isinstance(zone, Timezone) and zone.get("TZID") and zone.subcomponents:
            yield str(zone["TZID"]), zone.to_tz(lookup_tzid=False)


def _name(calendar: Component) -> str:
    return " ".join(str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or "").split())[:80]


def _broken(file: Path, error: Exception) -> Finding:
    part = " ".join(str(error).split())[:80]
    return _finding(file, 1, "ics.broken", part=part or type(error).__name__)


def _finding(file: Path, line: int, key: str, **values: str) -> Finding:
    return Finding(spot=Spot(file=file, line=line), key=key, values=tuple(sorted(values.items())))
