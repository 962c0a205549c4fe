"""The commands as somebody types them, in a process of their own."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from signpost_bot.model.language import Language
from signpost_bot.texts import say

ANSWER_FIELDS = {"question", "language", "alarm", "band", "answers", "milliseconds"}


def _run(
    *arguments: str, folder: Path, given: bytes = b"", settings: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    own = {"SIGNPOST_DATABASE_URL": f"sqlite:///{folder}/signpost.db", "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-m", "signpost_bot", *arguments],
        input=given,
        capture_output=True,
        timeout=120,
        cwd=folder,
        env=own | {f"SIGNPOST_{name.upper()}": value for name, value in (settings or {}).items()},
        check=False,
    )


def _ask(*arguments: str, folder: Path) -> list[dict[str, Any]]:
    done = _run("ask", *arguments, "--institution", "voorbeeld", folder=folder)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ask_prints_the_agreed_json(tmp_path: Path) -> None:
    (row,) = _ask("ik slaap slecht", "--json", folder=tmp_path)

    assert set(row) == ANSWER_FIELDS
    assert row["question"] == "ik slaap slecht"
    assert (row["language"], row["alarm"], row["band"]) == ("nl", None, "sure")
    assert row["answers"][0]["offering"] == "voorbeeld/slaap"
    assert set(row["answers"][0]) == {"offering", "title", "score", "reason"}
    assert row["answers"][0]["reason"] == "slapen"
    assert row["milliseconds"] > 0


def test_a_batch_gives_one_line_each_and_the_bands_keep_their_limits(tmp_path: Path) -> None:
    questions = [
        {"q": "geld op", "lang": "nl"},
        {"q": "I don't want to be alive anymore", "lang": "en"},
        {"q": "asdkjh qwe", "lang": "en"},
        {"q": "", "lang": "nl"},
        {"q": "\ud83d\ude00" * 50},
        {"q": "\x00 ik slaap slecht \x00"},
        {"q": "slaap " * 20000, "lang": "nl"},
        {"q": "<b>slecht</b> & <script>slapen</script>"},
    ]
    file = tmp_path / "batch.jsonl"
    rows = [json.dumps(row) for row in questions]
    file.write_text("\n".join([*rows, '{"q": "lone \\ud800 surrogate ik slaap slecht"}']))
    answers = _ask("--batch", str(file), folder=tmp_path)

    assert len(answers) == len(questions) + 1
    assert answers[1]["alarm"] == {"level": "strong", "kind": "suicide"}
    most = {"sure": 3, "unsure": 2, "nothing": 0}
    for row in answers:
        assert len(row["answers"]) <= most[row["band"]]
        assert bool(row["answers"]) is (row["band"] != "nothing")
    assert [row["band"] for row in answers[2:5]] == ["nothing"] * 3
    assert answers[5]["answers"][0]["offering"] == "voorbeeld/slaap"


def test_a_batch_says_which_lines_are_wrong_and_answers_the_others(tmp_path: Path) -> None:
    """Lines are counted as an editor counts them; a byte order mark is no part of the first."""
    rows = ['{"q": "geld"}', "", "no json", "", '{"lang": "nl"}', '{"q": "ik wil dood"}']
    (tmp_path / "batch.jsonl").write_text("\n".join(rows), "utf-8-sig")
    done = _run("ask", "--batch", "batch.jsonl", "--institution", "voorbeeld", folder=tmp_path)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [line.split(";")[0] for line in done.stderr.decode().splitlines()]

    assert done.returncode == 2
    assert wrong == [
        "signpost-bot: batch.jsonl: line 3: this is not JSON",
        "signpost-bot: batch.jsonl: line 5: q: Field required",
    ]
    assert [row["question"] for row in answers] == ["geld", "ik wil dood"]
    assert answers[1]["alarm"] == {"level": "strong", "kind": "suicide"}


def test_a_question_leaves_nothing_in_the_database(tmp_path: Path) -> None:
    """R15: `ask` is no student, so it is not counted either."""
    answers = {
        "ik slaap slecht": "Rustig slapen",
        "ik wil dood": "113",
        "qwe asdkjh": "",
        "/vergeet": "weg",
    }
    for question, words in answers.items():
        done = _run("ask", question, "--institution", "voorbeeld", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert words in done.stdout.decode()
        assert done.stdout.strip()
    with sqlite3.connect(tmp_path / "signpost.db") as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in names]
        filled = {name for name in tables if connection.execute(f"SELECT 1 FROM {name}").fetchone()}

    assert filled == {"alembic_version", "document"}


def test_an_unknown_institution_is_told_which_there_are(tmp_path: Path) -> None:
    done = _run("ask", "geld", "--institution", "hogwarts", folder=tmp_path)

    assert done.returncode == 2
    assert b"there is no institution 'hogwarts'; known are: avans, hanze, leiden" in done.stderr


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"database_url": "mysql://x"}, b"SIGNPOST_DATABASE_URL: mysql is not supported"),
        ({"secret_key": "short-and-secret"}, b"SIGNPOST_SECRET_KEY: use 32 characters or more"),
        ({"offerings": "/nowhere/at/all"}, b"/nowhere/at/all:1:1: deze map is er niet"),
        ({"database_url": "sqlite:////nowhere/x.db"}, b"the database cannot be used: unable to"),
    ],
)
def test_a_bad_setting_stops_with_one_clear_line(
    settings: dict[str, str], sentence: bytes, tmp_path: Path
) -> None:
    done = _run("ask", "geld", "--institution", "voorbeeld", folder=tmp_path, settings=settings)

    assert done.returncode != 0
    assert sentence in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"short-and-secret" not in done.stderr


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_danger_is_answered_even_when_nothing_can_be_opened(
    form: tuple[str, ...], tmp_path: Path
) -> None:
    done = _run(
        *("ask", "ik wil dood", "--institution", "voorbeeld", *form),
        folder=tmp_path,
        settings={"database_url": "sqlite:////nowhere/x.db"},
    )

    assert done.returncode == 1
    said = done.stdout.decode()
    assert '"kind": "suicide"' in said if form else "Bel 113" in said


def test_a_chat_over_json_answers_every_line_and_ends_well(tmp_path: Path) -> None:
    given = [
        {"start": "voorbeeld_poster"},
        {"say": "ik slaap slecht"},
        {"tap": "remind:slaap"},
        {"wait": "P40D"},
        {"tap": "no-such-button"},
        {"tap": "more:../../etc/passwd"},
        {"say": ""},
        {"say": "😀😀"},
        {"say": "x" * 100_000},
        {"say": "\ud800"},
        {"wait": "-P1D"},
        {"wait": "a week"},
        {"say": "a", "tap": "b"},
        ["no", "object"],
        {"say": "ik wil niet meer leven"},
    ]
    lines = "\n".join(json.dumps(row) for row in given) + "\nno json\n"
    done = _run("chat", "--json", folder=tmp_path, given=lines.encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr
    assert len(rows) == len(given) + 1
    assert all(set(row) <= {"replies", "error"} for row in rows)
    assert "Die knop hoort bij een ouder gesprek" in rows[4]["replies"][0]["text"]
    assert all("line " in row["error"] for row in rows[10:14] + rows[15:])
    assert "113" in rows[14]["replies"][0]["text"]
    assert not done.stderr


@pytest.mark.parametrize(
    ("form", "line"), [("--json", '{"tap": "language:en"}'), ("--language=nl", "d")]
)
def test_a_byte_order_mark_is_no_part_of_what_was_said(
    form: str, line: str, tmp_path: Path
) -> None:
    done = _run("chat", form, folder=tmp_path, given=f"\ufeff{line}\n".encode())

    assert done.returncode == 0, done.stderr
    assert say("welcome.switched", Language.EN) in done.stdout.decode()


def test_a_chat_leaves_nothing_behind(tmp_path: Path) -> None:
    done = _run("chat", folder=tmp_path, given="ik slaap slecht\na\n\xff\xfe\n".encode("latin-1"))

    assert done.returncode == 0
    assert "Rustig slapen" in done.stdout.decode()
    assert list(tmp_path.iterdir()) == []


def test_the_demo_keeps_its_database_apart_and_starts_twice(tmp_path: Path) -> None:
    for _ in range(2):
        done = _run("demo", folder=tmp_path, given=b"geld op\n")
        assert done.returncode == 0, done.stderr
        assert b"budgetcoach" in done.stdout

    assert [path.name for path in tmp_path.iterdir()] == [".demo"]


def test_serving_without_a_token_says_which_setting_it_needs(tmp_path: Path) -> None:
    done = _run("run", folder=tmp_path)

    assert done.returncode == 2
    assert b"SIGNPOST_TELEGRAM_TOKEN: this command needs it" in done.stderr


def test_a_broken_catalog_file_is_named_with_line_and_column(tmp_path: Path) -> None:
    folder = tmp_path / "offerings" / "school"
    folder.mkdir(parents=True)
    (folder / "institution.yaml").write_text("slug: school\nname: {nl: School\n")
    done = _run("catalog", "check", "offerings", folder=tmp_path)

    assert done.returncode == 1
    assert b"offerings/school/institution.yaml:" in done.stdout
    assert "national.yaml ontbreekt" in done.stdout.decode()


def test_an_old_schema_says_what_to_type(tmp_path: Path) -> None:
    assert _run("db", "upgrade", folder=tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "signpost.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    done = _run("ask", "geld", "--institution", "voorbeeld", folder=tmp_path)

    assert done.returncode == 1
    assert b"type: signpost-bot db upgrade" in done.stderr
