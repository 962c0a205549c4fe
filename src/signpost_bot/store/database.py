"""The database: one engine, and transactions opened where you can see them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
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
    except ArgumentError:
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
    """A database for this address; nothing is connected yet."""
    url = parse_url(text)
    engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=not _is_sqlite(url))
    if _is_sqlite(url):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def is_new_file(text: str) -> bool:
    """Whether this is an SQLite address whose file is not there yet."""
    url = parse_url(text)
    return _is_sqlite(url) and (not url.database or not Path(url.database).exists())


def _is_sqlite(url: URL) -> bool:
    return url.drivername.startswith("sqlite")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions of its own: `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=5000",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "synchronous=FULL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # IMMEDIATE: a reader that turns writer would fail with "database is locked" at once.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sentence(error: DBAPIError) -> str:
    """What went wrong, in the driver's own words; parameters never stand in those of SQLite,
    and of PostgreSQL only the first line is kept (its DETAIL line quotes values)."""
    lines = str(error.orig).splitlines()
    return lines[0] if lines else type(error.orig).__name__
