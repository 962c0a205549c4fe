"""The database: one engine, and transactions opened where you can see them."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

Tx = AsyncConnection


class DatabaseUnavailable(Exception):
    """The database cannot be used now; the message is one sentence for an operator."""


def parse_url(text: str) -> URL:
    """The database address with the driver we use, or `ValueError` with a clear sentence."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # the second for a port that is no number
        raise ValueError("this is no database address; try sqlite:///signpost.db") from None
    if url.drivername in ("sqlite", "sqlite+aiosqlite"):
        return url.set(drivername="sqlite+aiosqlite")
    if url.drivername in ("postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise ValueError(f"{url.drivername} is not supported; use sqlite:/// or postgresql://")


@dataclass(frozen=True)
class Database:
    """An engine; `transaction()` is the only way to a connection."""

    engine: AsyncEngine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """One transaction: committed at the end, rolled back when anything is raised."""
        try:
            async with self.engine.begin() as tx:
                yield tx
        except DBAPIError as error:
            # `from None`: the chain could print statements; `orig` names the cause only.
            raise DatabaseUnavailable(_sentence(error)) from None

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


def open_database(text: str) -> Database:
    """A database for this address, or `DatabaseUnavailable` for a file that cannot be opened."""
    url = parse_url(text)
    if _is_sqlite(url):
        _try_file(url)
    engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=not _is_sqlite(url))
    if _is_sqlite(url):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def _is_sqlite(url: URL) -> bool:
    return url.drivername.startswith("sqlite")


def _try_file(url: URL) -> None:
    # The async driver leaves a thread behind when it cannot open a file, which can abort the
    # program at its end. So the file is tried once without it.
    try:
        with closing(sqlite3.connect(url.database or ":memory:")) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        raise DatabaseUnavailable(str(error)) from None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions of its own: `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    # The file remembers WAL. This pragma does not wait for another process that sets it at the
    # same moment; what is really wrong with the file, the first transaction says.
    with suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # IMMEDIATE: a reader that turns writer would fail with "database is locked" at once.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sentence(error: DBAPIError) -> str:
    """What went wrong, in the driver's own words; parameters never stand in those of SQLite,
    and of PostgreSQL only the first line is kept (its DETAIL line quotes values)."""
    lines = str(error.orig).splitlines()
    return lines[0] if lines else type(error.orig).__name__
