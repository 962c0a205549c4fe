"""Addresses, transactions, and how SQLite is set up."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from running import with_database
from sqlalchemy.exc import StatementError

from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store import schema, students, visits
from signpost_bot.store.database import Database, open_database, parse_url

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


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
    [
        "",
        "signpost.db",
        "sqlite",
        "://",
        "mysql://u:hunter2@host/name",
        "postgresql://u:hunter2",
    ],
)
def test_what_is_no_address_of_ours_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///") as raised:
        parse_url(text)

    assert "hunter2" not in str(raised.value)


def test_neither_password_nor_parameters_show_in_a_log() -> None:
    database = open_database("postgresql://somebody:hunter2@host/name")

    assert "hunter2" not in repr(database)
    assert database.engine.sync_engine.hide_parameters


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
            await visits.take_due_reminders(tx, StudentId(uuid4()), "leiden", naive)

    for scenario in (save, take):
        with pytest.raises(StatementError, match="without a zone"):
            with_database(database_url, scenario)


def test_a_new_file_that_somebody_else_writes_is_waited_for(tmp_path: Path) -> None:
    """The change to WAL does not wait by itself; it must not be what fails."""
    file = tmp_path / "signpost.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE other (id INTEGER)")
        commit = threading.Timer(0.3, other.execute, ("COMMIT",))
        commit.start()
        version = with_database(f"sqlite:///{file}", schema.load_version)
        commit.join()

    assert version is None


def test_sqlite_is_set_up_to_be_safe(tmp_path: Path) -> None:
    """Keys are checked, deleted rows are overwritten, a commit survives a power cut."""

    async def scenario(database: Database) -> dict[str, object]:
        async with database.transaction() as tx:
            return {
                name: (await tx.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
                for name in ("foreign_keys", "secure_delete", "journal_mode", "synchronous")
            }

    settings = with_database(f"sqlite:///{tmp_path / 'signpost.db'}", scenario)

    assert settings == {
        "foreign_keys": 1,
        "secure_delete": 1,
        "journal_mode": "wal",
        "synchronous": 2,
    }
