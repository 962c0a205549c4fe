"""What a student writes is in no table, WAL or log, also while it waits to be sent (R15, R21)."""

import logging
from pathlib import Path

import psycopg
import pytest
from botapi.faults import FaultKind
from running import with_database
from telegram_line import NOW, STUDENT, Served, count_waiting, serve_for

from signpost_bot import logs
from signpost_bot.store import insight
from signpost_bot.store.database import Database

MARKER = "qzxwaitingmarker"
PLANTED = "qzxplantedmarker"


def _files(url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the database keeps its files; PostgreSQL writes all it has to them first."""
    if url.startswith("sqlite"):
        return tmp_path
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    folder = request.getfixturevalue("postgres")
    assert isinstance(folder, Path)
    return folder


def _is_in(folder: Path, marker: str) -> list[str]:
    found = []
    for file in folder.rglob("*"):
        if file.is_file() and marker.encode() in file.read_bytes().lower():
            found.append(file.name)
    return found


async def _plant(database: Database) -> None:
    async with database.transaction() as tx:
        await insight.add_count(tx, "voorbeeld", "shown", PLANTED, NOW.date())


def test_words_and_names_are_nowhere_while_replies_wait(
    database_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "hoi")
        (hello,) = await telegram.sent_to(STUDENT, 1)
        telegram.tap(STUDENT, hello, "pass-on")
        await telegram.sent_to(STUDENT, 2)
        # From here on nothing gets out, so what was written is shown in a reply that waits.
        telegram.faults.add("sendMessage", FaultKind.FLOOD, times=None, retry_after=1)
        telegram.write(STUDENT, f"graag een {MARKER} op vrijdag")
        tries = len(telegram.called("sendMessage")) + 2
        await telegram.until(lambda: len(telegram.called("sendMessage")) >= tries, 20)

    root, level = logging.getLogger(), logging.getLogger().level
    handler = logging.FileHandler(tmp_path / "all.log")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logs.set_up(logging.DEBUG)
    root.debug(PLANTED)
    try:
        serve_for(database_url, scenario)
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()
    with_database(database_url, _plant)

    assert with_database(database_url, count_waiting)[1] == 1, "a reply waits"
    folder = _files(database_url, request, tmp_path)
    assert _is_in(folder, PLANTED), "the search finds what is there"
    assert PLANTED in (tmp_path / "all.log").read_text(), "everything was logged"
    for marker in (MARKER, "merelvoornaam", "merelachternaam", "merelgebruikersnaam"):
        assert _is_in(folder, marker) == []
        assert _is_in(tmp_path, marker) == []
