"""The events of a calendar file as periods of the academic year, laid over those there are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from signpost_bot.calendar import read_clock
from signpost_bot.catalog.ics_event import IcsEvent
from signpost_bot.catalog.ics_kinds import NoKind, Recognised, recognise
from signpost_bot.meaning.text import normalise
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.institution import Period, PeriodKind
from signpost_bot.model.language import Both

NEAR = timedelta(days=120)
"""A period of the same kind and name that begins within this time is the same one, moved."""

LONGEST_SLUG = 48
_END = 9


@dataclass(frozen=True, kw_only=True)
class PeriodChange:
    """A period before and after; None is not there."""

    before: Period | None
    after: Period | None


@dataclass(frozen=True, kw_only=True)
class PeriodPlan:
    """What the periods become, each change, and what is to be said of the events."""

    periods: tuple[Period, ...]
    changes: tuple[PeriodChange, ...]
    findings: tuple[Finding, ...]


def plan_periods(
    events: tuple[IcsEvent, ...], there: tuple[Period, ...], tz: ZoneInfo, source: str
) -> PeriodPlan:
    """Lay the events over the periods there are. `source` is written on what they bring.

    A period is the same one when it was made from an event of this UID, or when it has the same
    kind and name at about the same time; it keeps its slug, and what staff wrote. A period of
    this source, in the stretch of time that the events cover, is gone when no event brings it.
    """
    findings = _find_doubles(events)
    named: dict[str, Period] = {}
    made: list[Period] = []
    in_one_language: list[IcsEvent] = []
    known = _know(there, {_mark(event.uid) for event in events})
    for event in events:
        found = _read(event, tz)
        if isinstance(found, Finding):
            findings.append(found)
        elif found is not None:
            old = _find_old(event, found, known, named)
            period = _lay_over(old, event, found, source)
            if old is None:
                made.append(period)
            else:
                named[old.slug] = period
            if found.recognised.is_one_language and period.title == found.recognised.title:
                in_one_language.append(event)
    if in_one_language:
        number = str(len(in_one_language))
        findings.append(_advice(in_one_language[0], "ics.one_language", number=number))
    gone = _find_gone(events, there, named, tz, source)
    kept = [named.get(one.slug, one) for one in there if one.slug not in gone]
    changes = [PeriodChange(before=one, after=None) for one in there if one.slug in gone]
    changes += [
        PeriodChange(before=one, after=named[one.slug])
        for one in there
        if one.slug in named and named[one.slug] != one
    ]
    changes += [PeriodChange(before=None, after=one) for one in made]
    # As in the file of a school: by day. What was in order stays as it is, so that a diff reads.
    periods = kept if not made else sorted([*kept, *made], key=lambda one: one.first_on)
    return PeriodPlan(
        periods=tuple(periods),
        changes=tuple(sorted(changes, key=_first_day)),
        findings=tuple(findings),
    )


@dataclass(frozen=True, kw_only=True)
class _Found:
    recognised: Recognised
    first_on: date
    last_on: date


def _read(event: IcsEvent, tz: ZoneInfo) -> _Found | Finding | None:
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
    return _Found(recognised=found, first_on=first_on, last_on=last_on)


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


@dataclass(frozen=True, kw_only=True)
class _Known:
    """The periods there are: those that an event of the file made, by the end of their slug; the
    others by kind and name."""

    made: dict[str, Period]
    called: dict[tuple[PeriodKind, str], list[Period]]


def _know(there: tuple[Period, ...], marks: set[str]) -> _Known:
    made = {one.slug[-_END:]: one for one in there if one.source and one.slug[-_END:] in marks}
    called: dict[tuple[PeriodKind, str], list[Period]] = {}
    for one in there:
        if made.get(one.slug[-_END:]) is not one:
            for title in {normalise(one.title.nl), normalise(one.title.en)}:
                called.setdefault((one.kind, title), []).append(one)
    return _Known(made=made, called=called)


def _find_old(
    event: IcsEvent, found: _Found, known: _Known, named: dict[str, Period]
) -> Period | None:
    """The same period as it was, when no event before this one had it."""
    kind, title = found.recognised.kind, found.recognised.title
    if made := known.made.get(_mark(event.uid)):
        return None if made.slug in named else made
    called = [
        (abs(one.first_on - found.first_on), one.slug, one)
        for words in {normalise(title.nl), normalise(title.en)}
        for one in known.called.get((kind, words), ())
        if one.slug not in named
    ]
    near, _, old = min(called, default=(NEAR, "", None))
    return old if near < NEAR else None


def _lay_over(old: Period | None, event: IcsEvent, found: _Found, source: str) -> Period:
    kind, title = found.recognised.kind, found.recognised.title
    days = {"first_on": found.first_on, "last_on": found.last_on}
    if old is None:
        slug = _slug(title.nl, event.uid)
        return Period(slug=slug, kind=kind, title=title, source=source, **days)
    is_same = old.kind is kind and (old.first_on, old.last_on) == (found.first_on, found.last_on)
    title = _title(old.title, found.recognised)
    if is_same and title == old.title:
        return old
    return old.model_copy(update={"kind": kind, "title": title, "source": source, **days})


def _title(old: Both, found: Recognised) -> Both:
    """A title in one language says nothing about the words that staff gave it in the other."""
    said = {normalise(found.title.nl), normalise(found.title.en)}
    if found.is_one_language and said & {normalise(old.nl), normalise(old.en)}:
        return old
    return found.title


def _find_gone(
    events: tuple[IcsEvent, ...],
    there: tuple[Period, ...],
    named: dict[str, Period],
    tz: ZoneInfo,
    source: str,
) -> set[str]:
    """Those of this source in the stretch that the file is about, and not in the file."""
    first = min((_day(event.start, tz) for event in events), default=date.max)
    last = max((_days(event, tz)[1] for event in events), default=date.min)
    return {
        one.slug
        for one in there
        if _is_same_source(one.source, source)
        and one.slug not in named
        and first <= one.first_on
        and one.last_on <= last
    }


def _is_same_source(one: str | None, other: str) -> bool:
    """Whatever the day of the export, which TimeEdit puts in the name of a calendar."""
    return one is not None and re.sub(r"\d", "", one) == re.sub(r"\d", "", other)


def _slug(title: str, uid: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", normalise(title)).strip("-")[: LONGEST_SLUG - _END]
    return f"{words.strip('-') or 'periode'}{_mark(uid)}"


def _mark(uid: str) -> str:
    """The end of a slug, by which an event is known again when its title or days change."""
    return f"-{sha256(uid.encode()).hexdigest()[: _END - 1]}"


def _first_day(change: PeriodChange) -> date:
    one = change.after or change.before
    assert one
    return one.first_on


def _advice(event: IcsEvent, key: str, **values: str) -> Finding:
    named = tuple(sorted({"title": event.title, **values}.items()))
    return Finding(spot=event.spot, key=key, values=named, level=Level.ADVICE)
