"""`campaigns simulate` and `campaigns preview`, as somebody types them; there is no database."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled import OFFERINGS

from signpost_bot import clock
from signpost_bot.cli import run

TypeIn = Callable[..., tuple[int, str, str]]
AUTUMN = ("--from", "2026-08-24", "--to", "2026-11-21")


@pytest.fixture(name="type_in")
def _type_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> TypeIn:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))
    monkeypatch.setenv("SIGNPOST_OFFERINGS", str(OFFERINGS))
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", f"sqlite:///{tmp_path}/none/none.db")

    def type_in(*words: str, institution: str = "voorbeeld") -> tuple[int, str, str]:
        code = run(["campaigns", *words, "--institution", institution])
        out = capsys.readouterr()
        return code, out.out, out.err

    return type_in


def test_json_is_one_object_a_line_and_nothing_else(type_in: TypeIn, tmp_path: Path) -> None:
    picture = tmp_path / "year.svg"

    code, said, told = type_in("simulate", *AUTUMN, "--json", "--svg", str(picture))

    rows = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert {row["decision"] for row in rows} <= {"send", "drop"}
    assert {row["kind"] for row in rows} <= {"nudge", "checkin", "reminder"}
    assert len({row["student"] for row in rows}) >= 4
    assert str(OFFERINGS) in told, "it says where from"
    assert picture.read_bytes().startswith(b"<?xml")


def test_a_student_of_ones_own_takes_the_place_of_the_six(type_in: TypeIn, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "students:\n"
        "  - {slug: ik, about: {nl: Ik, en: Me}, joined_on: 2026-08-31, consents: [checkins],"
        " told: {began_on: 2026-08-31}}\n"
    )

    code, said, _ = type_in("simulate", *AUTUMN, "--student", str(file), "--lang", "en")

    assert code == 0
    assert "\nMe\n1 message, 0 dropped\n" in said
    assert "Sanne" not in said


def test_what_is_wrong_with_such_a_file_is_said(type_in: TypeIn, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("students:\n  - {slug: ik, about: {nl: Ik, en: Me}, joined_on: nooit}\n")

    code, said, told = type_in("simulate", *AUTUMN, "--student", str(file))

    assert (code, said) == (1, "")
    assert "mine.yaml:2:" in told


def test_a_wrong_call_says_what_to_do(type_in: TypeIn) -> None:
    backwards = type_in("simulate", "--from", "2026-11-21", "--to", "2026-08-24")
    nobody = type_in("simulate", *AUTUMN, institution="avans")
    unknown = type_in("preview", "kerst")

    assert [code for code, *_ in (backwards, nobody, unknown)] == [2, 2, 2]
    assert "draai ze om" in backwards[2]
    assert "students.yaml" in nobody[2]
    assert "tentamens" in unknown[2], "it says which there are"


def test_a_preview_is_made_without_a_database(type_in: TypeIn) -> None:
    code, said, _ = type_in("preview", "tentamens", "--from", "2026-12-01")

    assert code == 0
    assert "vr 8 jan 2027 18:30, dan: Studiecentrum" in said
    assert "Exams are coming up." in said
