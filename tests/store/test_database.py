"""The database says in one sentence what is wrong, and never what somebody wrote (R15, R21)."""

import os
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from running import with_database
from sqlalchemy import event, insert
from sqlalchemy.exc import StatementError

from signpost_bot.model.student import Visit, VisitState
from signpost_bot.store import insight, schema, students, visits
from signpost_bot.store.database import Database, DatabaseUnavailable, open_database, parse_url
from signpost_bot.store.sealing import Seal
from signpost_bot.store.tables import document, session, student

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET_WORDS = "geheime-woorden"
NOBODY = 65534


def _sentence(url: str, scenario: Callable[[Database], Awaitable[object]]) -> str:
    """What the operator reads when this fails: one line that repeats no words."""
    with pytest.raises(DatabaseUnavailable) as raised:
        with_database(url, scenario)
    sentence = str(raised.value)
    assert sentence.strip()
    assert "\n" not in sentence
    assert SECRET_WORDS not in sentence
    assert raised.value.__suppress_context__, "a traceback would print what is hidden here"
    return sentence


async def _write(database: Database) -> None:
    async with database.transaction() as tx:
        await students.add_student(tx, "terminal", SECRET_WORDS, NOW.date())


async def _read(database: Database) -> None:
    async with database.transaction() as tx:
        await students.find_student(tx, "terminal", SECRET_WORDS)


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("sqlite:///signpost.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///signpost.db", "sqlite+aiosqlite"),
        ("postgresql://a:b@host/name", "postgresql+psycopg"),
        ("postgresql+psycopg://a:b@host/name", "postgresql+psycopg"),
    ],
)
def test_an_address_gets_the_driver_we_use(text: str, driver: str) -> None:
    url = parse_url(text)

    assert url.drivername == driver
    assert url.database in ("signpost.db", "name")


@pytest.mark.parametrize(
    "text",
    ["", "signpost.db", "sqlite", "://", "mysql://u:hunter2@host/name", "postgres://u:hunter2@h/n"],
)
def test_what_is_no_address_of_ours_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///") as raised:
        parse_url(text)

    assert "hunter2" not in str(raised.value)
    assert raised.value.__suppress_context__


def test_a_password_does_not_show_in_a_log() -> None:
    database = open_database("postgresql://somebody:hunter2@host/name")

    assert "hunter2" not in repr(database)


def test_a_transaction_is_kept_when_it_ends_and_undone_when_it_fails(database_url: str) -> None:
    async def fail(database: Database, address: str) -> None:
        async with database.transaction() as tx:
            await students.add_student(tx, "terminal", address, NOW.date())
            raise LookupError

    async def scenario(database: Database) -> list[bool]:
        async with database.transaction() as tx:
            await students.add_student(tx, "terminal", "kept", NOW.date())
        with pytest.raises(LookupError):
            await fail(database, "undone")
        async with database.transaction() as tx:
            found = [
                await students.find_student(tx, "terminal", address)
                for address in ("kept", "undone")
            ]
        return [one is not None for one in found]

    assert with_database(database_url, scenario) == [True, False]


def test_naive_datetimes_are_refused_wherever_a_moment_is_kept(database_url: str) -> None:
    naive = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001
    planned = Visit(offering="a", state=VisitState.PLANNED, starts_at=naive)

    async def save(database: Database) -> None:
        async with database.transaction() as tx:
            someone = await students.add_student(tx, "terminal", "somebody", NOW.date())
            await visits.save_visit(tx, someone, "leiden", planned, NOW)

    async def take(database: Database) -> None:
        async with database.transaction() as tx:
            await visits.take_due_reminders(tx, students.StudentId(uuid4()), "leiden", naive)

    for scenario in (save, take):
        with pytest.raises(StatementError, match="without a zone"):
            with_database(database_url, scenario)


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


def test_a_value_that_is_too_long_or_has_a_null_is_told_without_it(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite takes both")

    for words in (SECRET_WORDS * 20, f"{SECRET_WORDS}\x00"):

        async def add(database: Database, address: str = words) -> None:
            async with database.transaction() as tx:
                await students.add_student(tx, "terminal", address, NOW.date())

        assert _sentence(database_url, add)
