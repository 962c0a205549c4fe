"""The sessions of an Open Education API (v5 and v6) as periods of the academic year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from signpost_bot.catalog.ics_event import YEARS, Damaged
from signpost_bot.catalog.ics_kinds import NoKind, Recognised
from signpost_bot.catalog.oeapi_kinds import recognise_session, title_of
from signpost_bot.catalog.oeapi_pages import Session, SessionPage, finding
from signpost_bot.catalog.period_sources import BroughtPeriod, PeriodSource
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.institution import SourceKind

_FIELDS = (("startDate", "endDate"), ("startDateTime", "endDateTime"))
"""Of v5, whole days; of v6, moments with an offset."""

_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Day = date | datetime


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A session that can be read: its days, and the period that it is, or why it is left out."""

    days: tuple[date, date]
    has_hours: bool
    ends_at_midnight: bool
    period: BroughtPeriod | Finding | None


def read_sessions(
    pages: Sequence[SessionPage], tz: ZoneInfo, name: str
) -> tuple[PeriodSource, tuple[Finding, ...]]:
    """The periods that these sessions are, and what is to be said of the others. `name` is the
    host that they are from."""
    read = [
        _read(page, line, session, tz)
        for page in pages
        for line, session in enumerate(page.sessions, 1)
    ]
    whole = [one for one in read if isinstance(one, _Read)]
    periods = tuple(one.period for one in whole if isinstance(one.period, BroughtPeriod))
    findings = [one for one in read if isinstance(one, Finding)]
    findings += [one.period for one in whole if isinstance(one.period, Finding)]
    if len({one.has_hours for one in whole}) > 1:
        findings.append(finding(pages[0].name, "oeapi.mixed_feed"))
    if not read:
        findings.append(finding(pages[0].name, "oeapi.no_sessions"))
    at_midnight = [one.period for one in whole if one.ends_at_midnight]
    if brought := [one for one in at_midnight if isinstance(one, BroughtPeriod)]:
        findings.append(_advise_midnight(brought))
    source = PeriodSource(
        kind=SourceKind.OEAPI,
        name=name,
        periods=periods,
        first_on=min((one.days[0] for one in whole), default=date.max),
        last_on=max((one.days[1] for one in whole), default=date.min),
    )
    return source, tuple(findings)


def _read(page: SessionPage, line: int, session: Session, tz: ZoneInfo) -> _Read | Finding:
    try:
        start, end = _moments(session)
        days = _days(start, end, tz)
        kind = recognise_session(session)
        period: BroughtPeriod | Finding | None = None
        if isinstance(kind, Recognised):
            period = _brought(page, line, session, kind, days)
        elif kind is not None:
            period = _leave_out(page, line, session, kind)
    except Damaged as error:
        values = error.values | {"title": title_of(session)}
        return finding(page.name, error.key, line, **values)
    return _Read(
        days=days,
        has_hours=isinstance(start, datetime),
        ends_at_midnight=_is_midnight(end, tz) and start != end,
        period=period,
    )


def _brought(
    page: SessionPage, line: int, session: Session, kind: Recognised, days: tuple[date, date]
) -> BroughtPeriod:
    uid = session.get("academicSessionId")
    if not isinstance(uid, str) or not uid.strip():
        raise Damaged("oeapi.no_id")
    return BroughtPeriod(
        spot=finding(page.name, "", line).spot,
        uid=uid,
        kind=kind.kind,
        title=kind.title,
        is_one_language=kind.is_one_language,
        first_on=days[0],
        last_on=days[1],
    )


def _moments(session: Session) -> tuple[Day, Day]:
    """Its begin and end, both whole days or both moments with an offset."""
    there = [pair for pair in _FIELDS if any(session.get(name) is not None for name in pair)]
    if not there:
        raise Damaged("oeapi.no_days")
    if len(there) > 1:
        raise Damaged("oeapi.mixed")
    start, end = (_day(session.get(name), name) for name in there[0])
    if isinstance(start, datetime) is not isinstance(end, datetime):
        raise Damaged("oeapi.mixed")
    return start, end


def _day(value: object, name: str) -> Day:
    """A day, or a moment that says how far it is from UTC: nothing is made of half a moment."""
    if isinstance(value, str):
        try:
            # Also in a field of v6: its own description says "RFC3339 (full-date)".
            day: Day = date.fromisoformat(value) if _WHOLE_DAY.fullmatch(value) else _moment(value)
        except ValueError:
            pass
        else:
            if day.year in YEARS:
                return day
    raise Damaged("oeapi.bad_day", name=name, value=str(value)[:40])


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment


def _days(start: Day, end: Day, tz: ZoneInfo) -> tuple[date, date]:
    """First and last day, both included. A moment at midnight ends the day before it."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        first_on, last_on = _bare(start), _bare(end)
    else:
        if end > start and _is_midnight(end, tz):
            end -= timedelta(microseconds=1)
        first_on, last_on = _local_day(start, tz), _local_day(end, tz)
    if last_on < first_on:
        raise Damaged("oeapi.end_before_start")
    return first_on, last_on


def _is_midnight(day: Day, tz: ZoneInfo) -> bool:
    return isinstance(day, datetime) and day.astimezone(tz).time() == time()


def _bare(day: Day) -> date:
    return day.date() if isinstance(day, datetime) else day


def _local_day(moment: datetime, tz: ZoneInfo) -> date:
    """The day it is then at the school. Where the offset is not that of the school (+01:00 in
    summer stands in the examples of the specification), it has to make no difference."""
    local = moment.astimezone(tz)
    is_known = moment.utcoffset() in (local.utcoffset(), UTC.utcoffset(None))
    if not is_known and moment.date() != local.date():
        raise Damaged("oeapi.offset", value=moment.isoformat(timespec="minutes"))
    return local.date()


def _leave_out(page: SessionPage, line: int, session: Session, kind: NoKind) -> Finding:
    values = {"title": title_of(session)}
    if kind.several:
        values |= {"kinds": ", ".join(kind.several)}
    key = "ics.several_kinds" if kind.several else "ics.no_kind"
    return replace(finding(page.name, key, line, **values), level=Level.ADVICE)


def _advise_midnight(brought: list[BroughtPeriod]) -> Finding:
    """However many there are, one line: who writes an API may have meant the day itself."""
    first, number = brought[0], str(len(brought))
    values = {"title": first.title.nl[:40], "number": number}
    found = finding(first.spot.file, "oeapi.midnight", first.spot.line, **values)
    return replace(found, level=Level.ADVICE)
