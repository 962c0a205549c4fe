"""Runs an async scenario on a database, and gives the database back whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from signpost_bot.store.database import Database, open_database

T = TypeVar("T")
Command = Callable[..., tuple[int, str, str]]
"""Types a command; gives its code, out and err."""


def with_database(url: str, scenario: Callable[[Database], Awaitable[T]]) -> T:
    """What `scenario` returns; the database is opened before and closed after it."""

    async def run() -> T:
        database = open_database(url)
        try:
            return await scenario(database)
        finally:
            await database.close()

    return asyncio.run(run())
