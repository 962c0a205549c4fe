"""`catalog check` as staff see it: errors fail it, advice is counted and shown when asked for."""

import asyncio
from pathlib import Path

import pytest
from folders import KANTINE, NATIONAL, OFFERING, SCHOOL, write

from signpost_bot import clock
from signpost_bot.cli import build_parser

LONG = OFFERING.replace("nl: Kantine", f"nl: {'Kantine ' * 9}").replace("Canteen", "Hall")


def check(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> tuple[int, str]:
    given = build_parser().parse_args(["catalog", "check", str(folder), *options])
    code: int = asyncio.run(given.command(given))
    return code, capsys.readouterr().out


def write_today(folder: Path, offering: str) -> None:
    """All checked today: the command reads the clock, and old checks are findings too."""
    files = {"national.yaml": NATIONAL, "school/institution.yaml": SCHOOL, KANTINE: offering}
    other = {"school/offerings/huiskamer.yaml": OFFERING.replace("kantine", "huiskamer")}
    today = clock.now().date().isoformat()
    write(
        folder, {name: text.replace("2026-11-23", today) for name, text in (files | other).items()}
    )


def test_advice_is_counted_and_never_fails_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_today(tmp_path, LONG)
    code, out = check(capsys, tmp_path, "--language", "en")

    assert code == 0
    assert "pieces of advice; --advice shows them" in out
    assert "a phone shows 60" not in out


def test_advice_is_shown_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_today(tmp_path, LONG)
    code, out = check(capsys, tmp_path, "--advice")

    assert code == 0
    assert "kantine.yaml:3:7: advies: dit is 71 tekens; op een telefoon past 60" in out


def test_a_deficit_word_fails_the_check_and_gets_a_proposal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """R2."""
    write_today(tmp_path, LONG.replace("Hall", "Fear of failure training"))
    code, out = check(capsys, tmp_path, "--language", "en")

    assert code == 1
    assert "kantine.yaml:4:7: 'Fear of failure' says what is wrong" in out
    assert "confidence in your exams" in out
