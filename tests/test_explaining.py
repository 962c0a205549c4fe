"""`catalog schema`, `catalog needs` and `catalog moment`, as somebody types them."""

import json
from datetime import UTC, datetime

import pytest
from filled import OFFERINGS

from signpost_bot import clock
from signpost_bot.app import build_index
from signpost_bot.cli import run


@pytest.fixture(autouse=True)
def _on_a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))
    monkeypatch.setenv("SIGNPOST_OFFERINGS", str(OFFERINGS))


def test_the_schema_of_an_offering_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "schema"]) == 0

    assert "moments" in json.loads(capsys.readouterr().out)["properties"]


def test_the_schema_of_another_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "schema", "calendar"]) == 0

    assert "periods" in json.loads(capsys.readouterr().out)["properties"]


def test_the_needs_to_choose_from_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """R1: staff tick them, so they have to be able to find them."""
    assert run(["catalog", "needs", "--language", "en"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [need.slug for need in build_index().needs]


def test_the_next_five_times_without_the_holidays(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "moment", "elke dinsdag 12-13u", "--institution", "voorbeeld"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Zo lees ik het: elke dinsdag 12:00–13:00, niet in vakanties.",
        "De volgende keren:",
        "  dinsdag 1 december 2026 12:00–13:00",
        "  dinsdag 8 december 2026 12:00–13:00",
        "  dinsdag 15 december 2026 12:00–13:00",
        "  dinsdag 5 januari 2027 12:00–13:00",
        "  dinsdag 12 januari 2027 12:00–13:00",
    ]


def test_without_a_school_it_says_that_holidays_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "moment", "Tuesdays 4pm", "--language", "en"]) == 0

    out = capsys.readouterr().out
    assert "I skip no holidays" in out
    assert "Tuesday 22 December 2026 16:00\n" in out


def test_what_is_not_understood_is_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "moment", "elke dinsdag 12-13u bij mooi weer"]) == 1

    assert "‘bij mooi weer’" in capsys.readouterr().out


def test_dates_that_have_been_have_no_next_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "moment", "12 januari 2026 om 12:00"]) == 0

    assert "Er komt geen keer meer" in capsys.readouterr().out


def test_a_school_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "moment", "elke dinsdag 12-13u", "--institution", "nergens"]) == 2

    assert "nergens" in capsys.readouterr().err
