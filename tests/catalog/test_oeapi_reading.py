"""Sessions of an Open Education API as periods (R5): v5, v6, and what is neither."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from session_api import moments, session

from signpost_bot.catalog.oeapi_pages import SessionPage
from signpost_bot.catalog.oeapi_reading import read_sessions
from signpost_bot.catalog.period_sources import PeriodSource
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.institution import SourceKind
from signpost_bot.model.language import Language
from signpost_bot.texts import say

JANUARY, JUNE = ("2027-01-18", "2027-01-29"), ("2027-06-14", "2027-06-25")
EASTER = ("2027-03-26", "2027-03-29")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def read(*sessions: Mapping[str, object]) -> tuple[PeriodSource, tuple[Finding, ...]]:
    page = SessionPage(
        name=PurePosixPath("api.school.example/academic-sessions"),
        sessions=tuple(map(dict, sessions)),
        has_next=False,
    )
    return read_sessions((page,), AMSTERDAM, "api.school.example")


def keys(findings: tuple[Finding, ...]) -> list[str]:
    for one in findings:
        for language in Language:
            assert say(one.key, language, **dict(one.values)).strip()
    return [f"{one.spot.line} {one.key} {one.level}" for one in findings]


def names(nl: str = "", en: str = "") -> list[dict[str, str]]:
    both = (("nl-NL", nl), ("en-GB", en))
    return [{"language": language, "value": value} for language, value in both if value]


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, JANUARY),
        ({"startDate": "2027-01-18", "endDate": "2027-01-18"}, ("2027-01-18",) * 2),
        # v6: moments, in the zone of the school, in winter and in summer, or in UTC.
        (moments("2027-01-18T08:30:00+01:00", "2027-01-29T17:00:00+01:00"), JANUARY),
        (moments("2027-06-13T22:00:00Z", "2027-06-25T21:59:59Z"), JUNE),
        (moments("2027-03-26T00:00:00+01:00", "2027-03-29T23:59:59+02:00"), EASTER),
        # Until midnight is until the day before; begin and end at once is that day.
        (moments("2027-01-18T00:00:00+01:00", "2027-01-30T00:00:00+01:00"), JANUARY),
        (moments("2027-01-18T00:00:00+01:00", "2027-01-18T00:00:00+01:00"), ("2027-01-18",) * 2),
        # The examples of the specification say +01:00 in summer: here it makes no difference.
        (moments("2027-06-14T08:30:00+01:00", "2027-06-25T17:00:00+01:00"), JUNE),
        # Whole days in the fields of v6, as its own description says.
        (moments(*JANUARY), JANUARY),
    ],
)  # fmt: skip
def test_its_days_are_those_of_the_school(fields: dict[str, Any], days: tuple[str, str]) -> None:
    source, findings = read(session(**fields))

    (period,) = source.periods
    assert (str(period.first_on), str(period.last_on)) == days
    assert (source.kind, source.name) == (SourceKind.OEAPI, "api.school.example")
    assert (source.first_on, source.last_on) == (period.first_on, period.last_on)
    assert [one for one in findings if one.level is Level.ERROR] == []


AUTUMN = "Herfstvakantie | Autumn break"
GERMAN = {"language": "de", "value": "Herbst"}


@pytest.mark.parametrize(
    ("type_", "name", "kind", "title"),
    [
        ("testing period", names("Blok 1"), "exams", "Blok 1 | Blok 1"),
        ("testing_period", names("Hertentamens", "Resits"), "resits", "Hertentamens | Resits"),
        ("semester", names("Najaar", "Autumn"), "teaching", "Najaar | Autumn"),
        ("quarter", names("", "Q1"), "teaching", "Q1 | Q1"),
        ("period", names("Herfstvakantie", "Autumn break"), "holiday", AUTUMN),
        ("period", "Herfstvakantie / Autumn break", "holiday", AUTUMN),
        ("x-week", names("Bufferweek"), "buffer_week", "Bufferweek | Bufferweek"),
        (None, "Tentamens blok 1", "exams", "Tentamens blok 1 | Tentamens blok 1"),
        ("semester", [GERMAN, *names("", "Autumn")], "teaching", "Autumn | Autumn"),
        ("semester", [GERMAN], "teaching", "Herbst | Herbst"),
    ],
)  # fmt: skip
def test_its_kind_comes_from_its_name_or_else_its_type(
    type_: str | None, name: object, kind: str, title: str
) -> None:
    (period,) = read(session(academicSessionType=type_, name=name))[0].periods

    assert period.kind == kind
    assert f"{period.title.nl} | {period.title.en}" == title
    nl, en = title.split(" | ")
    assert period.is_one_language is (nl == en)


def test_a_whole_year_is_no_period_and_what_is_not_known_is_listed_and_never_guessed() -> None:
    source, findings = read(
        session("Studiejaar", "a", academicSessionType="academic_year", endDate="2027-08-31"),
        session("Open dagen", "b", academicSessionType="period"),
        session("x", "c", name=names("Tentamens", "Resits"), academicSessionType="semester"),
    )

    assert source.periods == ()
    assert str(source.last_on) == "2027-08-31", "the year it is about counts as covered"
    assert keys(findings) == ["2 ics.no_kind advice", "3 ics.several_kinds advice"]


NAIVE = moments("2027-01-18T08:30:00", "2027-01-29T17:00:00")
SUMMER = moments("2027-06-14T08:30:00+01:00", "2027-06-25T23:30:00+01:00")
HALF = session(uid="b", startDate=None, startDateTime="2027-02-01T00:00:00+01:00")


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ([session(**NAIVE)], "1 oeapi.bad_day error"),
        ([session(startDate="18-01-2027")], "1 oeapi.bad_day error"),
        ([session(startDate="2027-02-30")], "1 oeapi.bad_day error"),
        ([session(startDate="0027-01-18")], "1 oeapi.bad_day error"),
        ([session(startDate="2027-W03-1")], "1 oeapi.bad_day error"),
        ([session(startDate=20270118)], "1 oeapi.bad_day error"),
        ([session(), session(uid="b", endDate=None)], "2 oeapi.bad_day error"),
        ([session(startDate=None, endDate=None)], "1 oeapi.no_days error"),
        ([session(startDate="2027-02-18")], "1 oeapi.end_before_start error"),
        # +01:00 in summer, and half an hour before the end of the day that is written there.
        ([session(**SUMMER)], "1 oeapi.offset error"),
        ([session(startDate="2027-01-18T00:00:00+01:00")], "1 oeapi.mixed error"),
        ([session(), HALF], "2 oeapi.mixed error"),
        (
            [
                session(),
                session(uid="b", **moments("2027-02-01T00:00:00Z", "2027-02-02T12:00:00Z")),
            ],
            "1 oeapi.mixed_feed error",
        ),
        ([session(academicSessionId=None)], "1 oeapi.no_id error"),
        ([session(name=[])], "1 oeapi.no_name error"),
        ([session(name=7)], "1 oeapi.no_name error"),
        ([], "1 oeapi.no_sessions error"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_place(
    sessions: list[dict[str, object]], expected: str
) -> None:
    _, findings = read(*sessions)

    assert keys(findings) == [expected]


def test_midnight_is_one_line_of_advice_however_many_end_then() -> None:
    until = moments("2027-01-18T00:00:00+01:00", "2027-01-30T00:00:00+01:00")

    at_once = moments("2027-01-18T00:00:00+01:00", "2027-01-18T00:00:00+01:00")

    _, findings = read(
        session(uid="x", **at_once), *[session(uid=str(n), **until) for n in range(5)]
    )

    assert keys(findings) == ["2 oeapi.midnight advice"]
    assert dict(findings[0].values)["number"] == "5"
