"""Calendar files (.ics) as another program writes them, and as another program reads them."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from io import StringIO
from pathlib import Path
from typing import Any

import vobject
from dateutil.tz import tzical

from signpost_bot.catalog.ics_reading import IcsFile, parse_ics
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.texts import say

FILE = Path("rooster.ics")


def zone(name: str, ahead: tuple[int, int], spring: str, autumn: str) -> str:
    """A VTIMEZONE, written by hand: hours ahead of UTC in winter and in summer, and the rules and
    hours of both changes."""
    winter, summer = (f"{hours:+03}00" for hours in ahead)
    parts = [("DAYLIGHT", winter, summer, spring), ("STANDARD", summer, winter, autumn)]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    for part, before, after, rule in parts:
        days, clock = rule.split("@")
        lines += [f"BEGIN:{part}", f"DTSTART:20070101T{clock}00", f"RRULE:FREQ=YEARLY;{days}"]
        lines += [f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", f"END:{part}"]
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


EUROPE = ("BYMONTH=3;BYDAY=-1SU@0200", "BYMONTH=10;BYDAY=-1SU@0300")
AMERICA = ("BYMONTH=3;BYDAY=2SU@0200", "BYMONTH=11;BYDAY=1SU@0200")
ZONES = {
    "Europe/Amsterdam": zone("Europe/Amsterdam", (1, 2), *EUROPE),
    "W. Europe Standard Time": zone("W. Europe Standard Time", (1, 2), *EUROPE),
    "America/New_York": zone("America/New_York", (-5, -4), *AMERICA),
    "Customized Time Zone": zone("Customized Time Zone", (1, 2), *EUROPE),
}
"""Zones as other programs describe them."""


def event(*lines: str, uid: str | None = "1@school", title: str = "Huiskamer") -> str:
    """One event; `lines` are its other lines."""
    named = [f"UID:{uid}"] if uid else []
    return "\r\n".join(
        (
            "BEGIN:VEVENT",
            *named,
            "DTSTAMP:20261101T090000Z",
            f"SUMMARY:{title}",
            *lines,
            "END:VEVENT",
            "",
        )
    )


def calendar(*events: str) -> str:
    """A whole file with these events."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n"
    return f"{head}{''.join(events)}END:VCALENDAR\r\n"


def read(*events: str) -> IcsFile:
    """The events of such a file, as we read them."""
    return parse_ics(FILE, calendar(*events))


def keys(findings: tuple[Finding, ...]) -> list[str]:
    """ "12 no_uid" for each finding; each can be said in both languages."""
    for finding in findings:
        for language in Language:
            assert say(finding.key, language, **dict(finding.values)).strip()
    return [f"{one.spot.line} {one.key.removeprefix('ics.')}" for one in findings]


def expand(feed: str, from_at: datetime, until_at: datetime) -> set[tuple[str, datetime, datetime]]:
    """Title, begin and end of all that another program shows of a feed between two moments."""
    # By itself it takes a zone that it knows for the one in the file, and keeps it for the next.
    for name, described in zones_in(feed).items():
        vobject.icalendar.registerTzid(name, described)
    found: set[tuple[str, datetime, datetime]] = set()
    for one in vobject.readOne(feed).vevent_list:
        start = one.dtstart.value
        if not isinstance(start, datetime):
            continue
        end = one.dtend.value if hasattr(one, "dtend") else start + timedelta(hours=1)
        starts = _starts(one, start, until_at)
        times = ((at.astimezone(UTC), (at + (end - start)).astimezone(UTC)) for at in starts)
        found |= {(one.summary.value, at, to) for at, to in times if to > from_at and at < until_at}
    return found


def zones_in(feed: str) -> dict[str, tzinfo]:
    """The zones of a feed as another program understands their description."""
    blocks = re.findall(r"BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n", feed, re.DOTALL)
    names = [re.findall(r"TZID:(.+)\r", block)[0] for block in blocks]
    return {name: tzical(StringIO(block)).get() for name, block in zip(names, blocks, strict=True)}


def _starts(one: Any, start: datetime, until_at: datetime) -> list[datetime]:
    if not hasattr(one, "rrule"):
        return [start]
    found = []
    for at in one.getrruleset(addRDate=True):
        if at > until_at:
            break
        found.append(at)
    return found


def days(feed: str) -> dict[str, tuple[date, date]]:
    """First and last day of the whole days that another program shows of a feed."""
    return {
        one.summary.value: (one.dtstart.value, one.dtend.value - timedelta(days=1))
        for one in vobject.readOne(feed).vevent_list
        if not isinstance(one.dtstart.value, datetime)
    }
