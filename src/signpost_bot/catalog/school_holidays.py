"""The Dutch school holidays of one region, from the file of the ministry or one that is alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, TypeAdapter, ValidationError

from signpost_bot.catalog.ics_event import YEARS
from signpost_bot.catalog.lines import Lines, read_lines
from signpost_bot.catalog.period_sources import BroughtPeriod, PeriodSource
from signpost_bot.model.finding import Finding
from signpost_bot.model.institution import PeriodKind, SourceKind
from signpost_bot.model.language import Both, Language
from signpost_bot.texts import has, say

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
EVERYWHERE = "heel nederland"


class Region(StrEnum):
    """The part of the country, as the ministry divides it for school holidays."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


class _InRegion(BaseModel):
    region: str
    startdate: str
    enddate: str


class _Vacation(BaseModel):
    type: str
    regions: tuple[_InRegion, ...]


class _Year(BaseModel):
    schoolyear: str
    vacations: tuple[_Vacation, ...]


class _Holidays(BaseModel):
    """What https://www.rijksoverheid.nl/opendata/schoolvakanties gives for a school year. Read as
    YAML, for JSON is YAML too; what else stands in it is not ours."""

    content: tuple[_Year, ...]


_FILES = TypeAdapter(tuple[_Holidays, ...])


@dataclass(frozen=True, kw_only=True)
class _Found:
    where: tuple[object, ...]
    uid: str
    type: str
    days: _InRegion


def read_holidays(file: Path, region: Region) -> tuple[PeriodSource, tuple[Finding, ...]]:
    """The holidays of this region in a file with one school year or all of them. Nothing of it is
    known to us beforehand: a year that is not in the file has no holidays."""
    empty = PeriodSource(kind=SourceKind.SCHOOL_HOLIDAYS, name=_name(file, region), periods=())
    lines = read_lines(file)
    if isinstance(lines, Finding):
        return empty, (lines,)
    is_list = isinstance(lines.values, list)
    try:
        read = _FILES.validate_python(lines.values if is_list else [lines.values])
    except ValidationError as error:
        where = error.errors()[0]["loc"]
        return empty, (_finding(lines, where if is_list else where[1:], "holidays.other_shape"),)
    found = [_brought(lines, one, is_list) for one in _in_region(read, region)]
    periods = tuple(one for one in found if isinstance(one, BroughtPeriod))
    findings = [one for one in found if isinstance(one, Finding)]
    findings += [
        _finding(lines, (), "holidays.twice", title=one.title.nl)
        for n, one in enumerate(periods)
        if one.uid in [other.uid for other in periods[:n]]
    ]
    if not found:
        findings.append(_finding(lines, (), "holidays.none", region=region.value))
    source = PeriodSource(
        kind=SourceKind.SCHOOL_HOLIDAYS,
        name=_name(file, region),
        periods=periods,
        first_on=min((one.first_on for one in periods), default=date.max),
        last_on=max((one.last_on for one in periods), default=date.min),
    )
    return source, tuple(findings)


def _name(file: Path, region: Region) -> str:
    return f"{file.name}, regio {region}"


def _in_region(read: tuple[_Holidays, ...], region: Region) -> Iterator[_Found]:
    for f, holidays in enumerate(read):
        for y, year in enumerate(holidays.content):
            for v, vacation in enumerate(year.vacations):
                type_ = " ".join(vacation.type.split())
                for r, one in enumerate(vacation.regions):
                    if one.region.strip().lower() in (region.value, EVERYWHERE):
                        yield _Found(
                            where=(f, "content", y, "vacations", v, "regions", r),
                            uid="".join(f"{year.schoolyear}{type_}".lower().split()),
                            type=type_,
                            days=one,
                        )


def _brought(lines: Lines, found: _Found, is_list: bool) -> BroughtPeriod | Finding:
    where = found.where if is_list else found.where[1:]
    first_on, last_on = _day(found.days.startdate), _day(found.days.enddate)
    if first_on is None or last_on is None:
        name = "startdate" if first_on is None else "enddate"
        value = getattr(found.days, name)[:40]
        return _finding(lines, (*where, name), "holidays.bad_day", title=found.type, value=value)
    if last_on < first_on:
        return _finding(lines, (*where, "enddate"), "ics.end_before_start", title=found.type)
    key = f"holidays.{found.type.lower()}"
    title = {one: say(key, one) if has(key) else found.type for one in Language}
    return BroughtPeriod(
        spot=lines.spot(where),
        uid=found.uid,
        kind=PeriodKind.HOLIDAY,
        title=Both(nl=title[Language.NL], en=title[Language.EN]),
        is_one_language=not has(key),
        first_on=first_on,
        last_on=last_on,
    )


def _day(value: str) -> date | None:
    """A day. The ministry writes moments in world time: 2026-10-18T21:59:00.000Z is late on the
    18th; both days are holidays."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if "T" in value.upper():
        if moment.tzinfo is None:
            return None
        moment = moment.astimezone(DUTCH_TIME)
    return moment.date() if moment.year in YEARS else None


def _finding(lines: Lines, where: tuple[object, ...], key: str, **values: str) -> Finding:
    return Finding(spot=lines.spot(where), key=key, values=tuple(sorted(values.items())))
