"""The commands `institution …` as an operator types them: no question back, no half state (R21)."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from filled import OFFERINGS, SECRET
from reached import EARLY, reached_chat
from talking import run

from signpost_bot import cli
from signpost_bot.app import open_app

TypeIn = Callable[..., tuple[int, str, str]]
"""Exit code, what the command says, and what it says of trouble."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/signpost.db"


@pytest.fixture
def type_in(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> TypeIn:
    """Type a command; nobody answers a question."""
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", url)
    monkeypatch.setattr("sys.stdin", None)

    def typed(*words: str) -> tuple[int, str, str]:
        try:
            code = cli.run(["institution", *words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


def _fill(url: str, students: int = 0) -> None:
    async def scenario() -> None:
        async with open_app(url, OFFERINGS, SECRET, EARLY) as app:
            for number in range(students):
                await reached_chat(app, "yes:messages", address=f"student {number}")

    run(scenario())


def _all_rows(url: str) -> str:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        return "\n".join(connection.iterdump())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 1),
        (("--dry-run",), 0),
        (("--dry-run", "--yes", "voorbeeld"), 0),
        (("--without-message",), 1),
        (("--yes", "leiden"), 2),
        (("--yes",), 2),
    ],
)
def test_without_the_slug_typed_again_nothing_changes(
    words: tuple[str, ...], code: int, url: str, type_in: TypeIn
) -> None:
    _fill(url)
    before = _all_rows(url)

    done = type_in("close", "voorbeeld", *words)

    assert done[0] == code
    assert _all_rows(url) == before
    assert "Traceback" not in done[2]


def test_it_says_what_it_would_do_and_how(url: str, type_in: TypeIn) -> None:
    _fill(url)

    _, said, _ = type_in("close", "voorbeeld", "--without-message")
    _, dutch, _ = type_in("close", "voorbeeld", "--language", "nl")

    assert "nobody gets a message" in said
    assert "chats in Telegram, backups of the database" in said
    assert said.endswith(
        "signpost-bot institution close voorbeeld --yes voorbeeld --without-message\n"
    )
    assert "nog één bericht aan minder dan 10 mensen" in dutch


@pytest.mark.parametrize(("students", "expected"), [(9, "fewer than 10"), (10, "10")])
def test_a_small_number_of_people_is_never_said(
    students: int, expected: str, url: str, type_in: TypeIn
) -> None:
    _fill(url, students)

    _, said, _ = type_in("close", "voorbeeld")

    assert f"one more message to {expected} people" in said


def test_closing_waits_for_the_messages_and_twice_is_once(url: str, type_in: TypeIn) -> None:
    _fill(url, students=1)

    first = type_in("close", "voorbeeld", "--yes", "voorbeeld")
    listed = type_in("list")[1]
    again = type_in("close", "voorbeeld", "--yes", "voorbeeld")
    asked = type_in("close", "voorbeeld")
    silent = type_in("close", "voorbeeld", "--yes", "voorbeeld", "--without-message")
    over = type_in("close", "voorbeeld", "--yes", "voorbeeld")

    assert (first[0], again[0], asked[0], silent[0], over[0]) == (0, 0, 1, 0, 0)
    assert "Keep `run` going" in first[1]
    assert "voorbeeld     closed since" in listed
    assert "leiden        in trial" in listed
    assert again[1].startswith("voorbeeld is closed. `run` or `deliver` sends")
    assert "everything was erased on" in silent[1]
    assert over[1] == silent[1].splitlines(keepends=True)[-1]
    assert "voorbeeld     closed, erased on" in type_in("list")[1]


def test_what_is_not_there_is_said(url: str, type_in: TypeIn) -> None:
    assert type_in("list") == (0, "there are no schools\n", "")
    code, _, trouble = type_in("close", "nowhere", "--yes", "nowhere")
    assert code == 2
    assert "there is no institution 'nowhere'" in trouble


def test_the_files_of_it_are_refused_in_one_sentence(
    url: str, type_in: TypeIn, capsys: pytest.CaptureFixture[str]
) -> None:
    _fill(url)
    type_in("close", "voorbeeld", "--yes", "voorbeeld")

    code = cli.run(["catalog", "apply", "--no-model"])

    assert code == 1
    assert capsys.readouterr().err == (
        "signpost-bot: closed for good: voorbeeld; move its folder out of the files\n"
    )
