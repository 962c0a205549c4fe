"""Nothing a student writes is stored or logged (R15, R21): tests that try to find it anyway."""

import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from filled import OFFERINGS, SECRET
from talking import Chat, new_chat, run

from signpost_bot import logs
from signpost_bot.answering.postings import Postings
from signpost_bot.app import App, open_app
from signpost_bot.meaning import vectors
from signpost_bot.model.alarm import Level
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.safety import reading
from signpost_bot.safety.guard import read_text, respond

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
MARKER = "qzxmarker"
TOKEN = "123456789:AAtokenmarkertokenmarkertokenmarker"


def test_no_layer_stores_or_logs_what_was_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with _everything_logged(tmp_path / "all.log"):
        run(_talk_through_every_broken_layer(tmp_path / "talk.db"))
    out, err = capfd.readouterr()

    assert (tmp_path / "all.log").stat().st_size > 1000, "something was logged at all"
    assert MARKER not in (out + err).casefold()
    _assert_nowhere(tmp_path, MARKER, SECRET, TOKEN)


def test_words_that_wait_to_be_passed_on_are_sealed(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        async with open_app(f"sqlite:///{tmp_path}/talk.db", OFFERINGS, SECRET, NOW) as app:
            chat = new_chat(app, NOW)
            await chat.choose("pass-on")
            await chat.say(f"graag {MARKER} op vrijdag")
            _assert_nowhere(tmp_path, MARKER)
            shown = chat.text
            await chat.tap("Geef dit door")
            return [shown, chat.text]

    shown, passed = run(scenario())

    assert MARKER in shown, "the student sees exactly what will be passed on"
    assert "Doorgegeven" in passed
    _assert_nowhere(tmp_path, MARKER)


def test_a_token_in_a_request_of_an_http_client_is_never_printed(tmp_path: Path) -> None:
    with _everything_logged(tmp_path / "all.log"):
        for name in ("httpx", "httpcore.http11", "telegram.Bot"):
            logging.getLogger(name).info("POST /bot%s/sendMessage", TOKEN)

    assert TOKEN not in (tmp_path / "all.log").read_text()


@pytest.mark.parametrize("line", [f'{{"say": "{MARKER}', f'{{"{MARKER}": 1}}', f'"{MARKER}"'])
def test_a_json_line_that_is_wrong_is_not_repeated(line: str, tmp_path: Path) -> None:
    done = _command(["chat", "--json"], tmp_path, given=line + "\n")

    assert done.returncode == 0
    assert json.loads(done.stdout)["error"].startswith("line 1: ")
    assert MARKER not in done.stdout + done.stderr


def test_a_database_that_fails_does_not_print_the_question(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"this is no database, whatever it is called" * 100)
    done = _command(["ask", MARKER, "--institution", "voorbeeld"], tmp_path, "broken.db")

    assert done.returncode == 1
    assert done.stderr.startswith("signpost-bot: the database cannot be used: ")
    assert MARKER not in done.stdout + done.stderr


def test_an_incoming_does_not_show_its_words_when_printed() -> None:
    assert MARKER not in repr(read_text(MARKER, Channel.TERMINAL))


def test_a_model_or_layer_that_fails_does_not_log_the_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError(MARKER)

    with _everything_logged(tmp_path / "all.log"):
        monkeypatch.setattr(vectors, "clean", fails)
        monkeypatch.setattr(reading, "_load", fails)
        incoming = read_text(f"{MARKER} ik slaap slecht", Channel.TERMINAL)
        danger = read_text(f"{MARKER} ik wil dood", Channel.TERMINAL)

    said = (tmp_path / "all.log").read_text()
    assert incoming.vector is None
    assert danger.alarm
    assert danger.alarm.level is Level.STRONG
    assert "the danger layer failed: ValueError" in said
    assert MARKER not in said


async def _talk_through_every_broken_layer(file: Path) -> None:
    async with open_app(f"sqlite:///{file}", OFFERINGS, SECRET, NOW) as app:
        chat = new_chat(app, NOW, address=f"address-{MARKER}")
        await chat.say(f"{MARKER} ik slaap slecht")
        await chat.say(f"ik wil dood {MARKER}")
        await chat.say(f"{MARKER} " * 2000)
        await chat.choose("pass-on")
        await chat.say(f"{MARKER} graag")
        await _render_fails(chat)
        _break_index(app)
        await chat.say(f"{MARKER} geen geld meer")
        app.catalogs.kept.clear()
        with sqlite3.connect(file) as connection:
            connection.execute("ALTER TABLE session RENAME TO gone")
        await chat.say(f"{MARKER} geen vrienden")
        _assert_nowhere(file.parent, MARKER)


async def _render_fails(chat: Chat) -> None:
    async def fails(incoming: Incoming) -> list[Reply]:
        raise ValueError(f"{incoming.text} {TOKEN}")

    await respond(
        read_text(MARKER, Channel.TERMINAL), fails, lambda reply: reply.text, str, chat.app.spare
    )


def _break_index(app: App) -> None:
    version, catalog = app.catalogs.kept["voorbeeld"]
    app.catalogs.kept["voorbeeld"] = (version, replace(catalog, fields=cast(Postings, None)))


def _assert_nowhere(folder: Path, *markers: str) -> None:
    """In no file: database, WAL, shared memory, log."""
    for file in folder.rglob("*"):
        content = file.read_bytes().lower() if file.is_file() else b""
        for marker in markers:
            assert marker.casefold().encode() not in content, f"{marker} stands in {file.name}"


@contextmanager
def _everything_logged(file: Path) -> Iterator[None]:
    root = logging.getLogger()
    handler, level = logging.FileHandler(file), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logs.set_up(logging.DEBUG)
    try:
        root.debug("x" * 2000)
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()


def _command(
    arguments: list[str], folder: Path, database: str = "own.db", given: str = ""
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "signpost_bot", *arguments],
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        env={"SIGNPOST_DATABASE_URL": f"sqlite:///{folder}/{database}", "PATH": ""},
        check=False,
    )
