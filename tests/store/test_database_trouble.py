"""The database says in one sentence what is wrong, and never what somebody wrote (R15, R21)."""

import os
import stat
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from traceback import format_exception
from typing import Any
from uuid import uuid4

import pytest
from running import with_database
from sqlalchemy import event, insert

from signpost_bot.store import insight, schema, students
from signpost_bot.store.database import Database, DatabaseUnavailable
from signpost_bot.store.school_tables import document
from signpost_bot.store.sealing import Seal
from signpost_bot.store.tables import session

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET_WORDS = "geheime-woorden"
NOBODY = 65534
SEAL = Seal.from_secret("a secret of the tests, long enough to be one")


def _sentence(url: str, scenario: Callable[[Database], Awaitable[object]]) -> str:
    """What the operator reads when this fails: one line that repeats no words."""
    with pytest.raises(DatabaseUnavailable) as raised:
        with_database(url, scenario)
    sentence = str(raised.value)
    assert sentence.strip()
    assert "\n" not in sentence
    assert SECRET_WORDS not in sentence
    assert SECRET_WORDS not in "".join(format_exception(raised.value))
    assert raised.value.__cause__ is None
    return sentence


async def _write(database: Database) -> None:
    async with database.transaction() as tx:
        await students.add_student(tx, "terminal", SECRET_WORDS, NOW.date())


async def _read(database: Database) -> None:
    async with database.transaction() as tx:
        await students.find_student(tx, "terminal", SECRET_WORDS)


async def _twice(database: Database) -> None:
    await _write(database)
    await _write(database)


async def _without_student(database: Database) -> None:
    async with database.transaction() as tx:
        words = {"institution": SECRET_WORDS, "language": "nl", "step": "open"}
        values = {**words, "shown": (SECRET_WORDS,), "seen": (), "needs": ()}
        await tx.execute(insert(session).values(student_id=uuid4(), **values))


async def _without_a_value(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute(
            insert(document).values(
                institution=SECRET_WORDS,
                kind="offering",
                slug="a",
                revision=1,
                body=SECRET_WORDS,
                author=None,
                saved_at=NOW,
                note="",
            )
        )


@pytest.mark.parametrize("scenario", [_twice, _without_student, _without_a_value])
def test_a_broken_promise_is_told_without_its_values(
    database_url: str, scenario: Callable[[Database], Awaitable[None]]
) -> None:
    """PostgreSQL quotes the whole row in its DETAIL line; that line must not come along."""
    sentence = _sentence(database_url, scenario)

    assert "constraint" in sentence


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("words", [SECRET_WORDS * 20, f"{SECRET_WORDS}\x00"])
def test_a_value_postgresql_cannot_keep_is_told_without_it(database_url: str, words: str) -> None:
    async def add(database: Database) -> None:
        async with database.transaction() as tx:
            await students.add_student(tx, "terminal", words, NOW.date())

    assert _sentence(database_url, add)


@contextmanager
def _rights_taken(file: Path) -> Iterator[None]:
    """Nobody may write to the file or beside it, not even root, who becomes somebody else."""
    before = stat.S_IMODE(file.stat().st_mode)
    file.chmod(0o444)
    file.parent.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        file.parent.chmod(0o755)
        file.chmod(before)


@pytest.mark.parametrize("scenario", [_write, _read])
def test_a_read_only_file_is_said(scenario: Callable[[Database], Awaitable[None]]) -> None:
    # Not `tmp_path`: its parents are closed to whom root becomes.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signpost.db"
        with_database(f"sqlite:///{file}", schema.migrate)
        with _rights_taken(file):
            sentence = _sentence(f"sqlite:///{file}", scenario)

    assert "readonly" in sentence


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'signpost.db'}"

    async def fill(database: Database) -> None:
        @event.listens_for(database.engine.sync_engine, "connect")
        def leave_no_room(connection: Any, _record: object) -> None:
            connection.cursor().execute("PRAGMA max_page_count=1")

        async with database.transaction() as tx:
            for _ in range(100):
                await insight.add_suggestion(tx, SEAL, SECRET_WORDS, "word " * 99, NOW.date())

    with_database(url, schema.migrate)
    with_database(url, _write)
    sentence = _sentence(url, fill)

    assert "full" in sentence
    with pytest.raises(DatabaseUnavailable, match="UNIQUE"):
        with_database(url, _write)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    sentence = _sentence(f"sqlite:///{tmp_path / 'nowhere' / 'signpost.db'}", _read)

    assert sentence == "unable to open database file"


def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "signpost.db"
    file.write_text("a shopping list " * 100)

    sentence = _sentence(f"sqlite:///{file}", _read)

    assert sentence == "file is not a database"
    assert file.read_text() == "a shopping list " * 100


def test_a_server_that_is_not_there_is_said_without_the_password(tmp_path: Path) -> None:
    sentence = _sentence(f"postgresql://u:{SECRET_WORDS}@/name?host={tmp_path}", _read)

    assert "No such file" in sentence
