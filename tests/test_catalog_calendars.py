"""The commands for calendar files as somebody types them."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from calendar_files import calendar, event, expand
from session_api import page, serving, session
from test_catalog_commands import TypeIn, home, type_in

from signpost_bot import clock

__all__ = ["home", "type_in"]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
EXAMS = event("DTSTART;VALUE=DATE:20270118", "DURATION:P5D", title="Tentamens / Exams", uid="t")
KERST = event("DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270104", title="Kerst", uid="k")
WEEKLY = event(
    "DTSTART;TZID=W. Europe Standard Time:20261215T120000",
    "DTEND;TZID=W. Europe Standard Time:20261215T130000",
    "RRULE:FREQ=WEEKLY;COUNT=8",
)


@pytest.fixture(autouse=True)
def _on_a_day_in_november(monkeypatch: pytest.MonkeyPatch, home: Path, type_in: TypeIn) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    type_in("apply", "--no-model")


def put(home: Path, *events: str) -> str:
    (home / "in.ics").write_text(calendar(*events), "utf-8", newline="")
    return str(home / "in.ics")


def test_periods_come_in_with_what_changes_and_how_many(home: Path, type_in: TypeIn) -> None:
    words = ("calendar", "import", put(home, EXAMS, KERST), "--institution", "school")
    changes = [
        "- kerst (holiday): Kerst / Christmas, 19 december 2026 t/m 3 januari 2027",
        "+ kerst (holiday): Kerst / Christmas, 21 december 2026 t/m 3 januari 2027",
        "+ tentamens-e3b98a4d (exams): Tentamens / Exams, 18 januari 2027 t/m 22 januari 2027",
        "2 wijzigingen",
    ]

    code, said, told = type_in(*words, "--dry-run")
    assert (code, said.splitlines()) == (0, changes)
    assert "nog niets opgeslagen" in told
    assert (
        "Let op, Kerst: onze kalender (test) zegt 19 december 2026 t/m 3 januari 2027 en in.ics "
        "zegt 21 december 2026 t/m 3 januari 2027. Ik houd 21 december"
    ) in told
    assert type_in(*words, "--author", "anne")[1].splitlines() == changes
    assert type_in(*words, "--language", "en")[1] == "0 changes\n"
    assert "anne" in type_in("history", "school/calendar")[1]


def test_moments_are_shown_back_as_the_next_five_times_without_the_holidays(
    home: Path, type_in: TypeIn
) -> None:
    words = ("moments", "import", put(home, WEEKLY), "--offering", "school/kantine")

    code, said, _ = type_in(*words)

    assert code == 0
    assert said.splitlines() == [
        "- elke dinsdag 12:00–14:00 vanaf 1 september 2026, niet in vakanties",
        "+ elke dinsdag 12:00–13:00 van 15 december 2026 tot en met 2 februari 2027, "
        "niet in vakanties",
        "De volgende keren:",
        "  dinsdag 15 december 2026 12:00–13:00",
        "  dinsdag 5 januari 2027 12:00–13:00",
        "  dinsdag 12 januari 2027 12:00–13:00",
        "  dinsdag 19 januari 2027 12:00–13:00",
        "  dinsdag 26 januari 2027 12:00–13:00",
        "2 wijzigingen",
    ]
    assert type_in(*words)[1].endswith("\n0 wijzigingen\n")
    holidays = type_in(*words, "--in-holidays", "--dry-run")[1]
    assert "  dinsdag 22 december 2026 12:00–13:00" in holidays


def test_what_is_wrong_is_said_at_its_line_in_the_language_asked_for(
    home: Path, type_in: TypeIn
) -> None:
    file = put(home, WEEKLY, event("DTSTART;VALUE=DATE:20270118", title="Les", uid="2"))

    code, said, told = type_in("moments", "import", file, "--offering", "school/kantine")
    assert (code, said) == (1, "0 wijzigingen\n")
    assert f"{file}:12:1: ‘Les’ duurt de hele dag; bij een moment hoort een begintijd" in told
    assert "Er is niets opgeslagen" in told
    gone = type_in(
        "calendar", "import", f"{home}/no.ics", "--institution", "school", "--language", "en"
    )
    assert gone[0] == 1
    assert "I cannot read this file" in gone[2]


def test_an_unknown_name_is_said(home: Path, type_in: TypeIn) -> None:
    file = put(home, EXAMS)

    assert type_in("moments", "import", file, "--offering", "kantine")[0] == 2
    code, _, told = type_in("moments", "import", file, "--offering", "school/niets")
    assert (code, "school/niets" in told) == (2, True)
    assert type_in("calendar", "import", file, "--institution", "elders")[0] == 2
    assert type_in("feed", "--institution", "elders")[0] == 2


def test_the_feed_goes_to_a_file_or_to_the_screen(home: Path, type_in: TypeIn) -> None:
    out = home / "feed.ics"

    assert type_in("feed", "--institution", "school", str(out), "--language", "en")[0] == 0
    written = out.read_bytes()
    printed = type_in("feed", "--institution", "school", "--language", "en")[1]

    assert printed.encode() == written
    assert re.search(rb"SUMMARY:Canteen\r\n", written)
    shown = expand(written.decode(), NOW, datetime(2026, 12, 9, tzinfo=UTC))
    assert {start.day for _, start, _ in shown} == {1, 8}


def test_an_api_is_fetched_and_what_differs_is_said(home: Path, type_in: TypeIn) -> None:
    api = page(
        session(),
        session(
            "Kerst", "k", academicSessionType="x", startDate="2026-12-12", endDate="2027-01-03"
        ),
    )
    type_in("calendar", "import", put(home, KERST), "--institution", "school")
    to = ("--institution", "school", "--language", "en")

    with serving(api) as (base, _):
        code, said, told = type_in("calendar", "fetch", f"{base}/v5", *to, "--author", "anne")

    assert code == 0
    assert said.splitlines()[-1] == "2 changes"
    assert "+ kerst (holiday): Kerst / Christmas, 12 December 2026 – 3 January 2027" in said
    assert (
        "Mind, Christmas: our calendar (test) says 19 December 2026 – 3 January 2027, in.ics says "
        "21 December 2026 – 3 January 2027 and Open Education API (127.0.0.1) says 12 December "
        "2026 – 3 January 2027. I go by 12 December 2026 – 3 January 2027."
    ) in told
    assert "anne" in type_in("history", "school/calendar")[1]
    sources = type_in("calendar", "sources", *to)[1].splitlines()
    assert sources[0].endswith("; begin and end: Open Education API (127.0.0.1)")


def test_an_api_that_cannot_be_read_saves_nothing(home: Path, type_in: TypeIn) -> None:
    words = ("calendar", "fetch", "http://school.example/v5", "--institution", "school")

    code, said, told = type_in(*words)

    assert (code, said) == (1, "0 wijzigingen\n")
    assert "het begint met https://" in told
    assert "Er is niets opgeslagen" in told


def test_a_day_changed_by_hand_stays_and_says_so(home: Path, type_in: TypeIn) -> None:
    to = ("--institution", "school")
    type_in("calendar", "import", put(home, KERST), *to)
    type_in("export")
    file = home / "files/school/calendar.yaml"
    text = file.read_text("utf-8")
    assert "sayings:" in text
    file.write_text(text.replace("first_on: 2026-12-21", "first_on: 2026-12-18", 1), "utf-8")
    assert type_in("apply", "--no-model")[0] == 0

    code, said, told = type_in("calendar", "import", put(home, KERST), *to)

    assert (code, said) == (0, "0 wijzigingen\n")
    assert "Met de hand staat er 18 december 2026 t/m 3 januari 2027, en dat blijft zo." in told
    sources = type_in("calendar", "sources", *to)[1]
    assert sources == (
        "kerst (holiday): Kerst / Christmas, 18 december 2026 t/m 3 januari 2027; "
        "begin: met de hand; eind: in.ics\n"
    )


def test_school_holidays_come_from_a_file_and_never_replace_our_own(
    home: Path, type_in: TypeIn
) -> None:
    file = home / "vakanties.yaml"
    rows = [("Kerst", "2026-12-05", "2027-01-10"), ("Meivakantie", "2027-05-01", "2027-05-02")]
    vacations = [
        {"type": type_, "regions": [{"region": "zuid", "startdate": first, "enddate": last}]}
        for type_, first, last in rows
    ]
    content = {"content": [{"schoolyear": "2026-2027", "vacations": vacations}]}
    file.write_text(json.dumps(content), "utf-8")
    words = ("calendar", "holidays", str(file), "--institution", "school", "--region")

    assert type_in(*words, "noord")[0] == 1
    code, said, told = type_in(*words, "zuid")

    assert code == 0
    assert "+ meivakantie-" in said
    assert said.endswith("1 wijziging\n")
    assert "schoolvakanties (vakanties.yaml, regio zuid) zegt 5 december 2026" in told
    assert "Ik houd 19 december 2026 t/m 3 januari 2027 aan" in told
