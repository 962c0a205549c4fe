"""A bot that serves over the real library against our stand-in, on a database of the test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from botapi.server import StandIn
from sqlalchemy import func, select
from talking import opened_app, run

from signpost_bot.app import App
from signpost_bot.channels.telegram.polling import Line
from signpost_bot.serve import open_bot, open_line, serve
from signpost_bot.store.database import Database
from signpost_bot.store.tables import inbox, reply

STUDENT, OTHER = 4711, 4712
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@dataclass
class Served:
    """What a test needs of a bot that serves."""

    telegram: StandIn
    app: App
    line: Line


@asynccontextmanager
async def serving(url: str, telegram: StandIn) -> AsyncIterator[Served]:
    api = telegram.url.removesuffix("/bot")
    async with opened_app(NOW, url) as app, open_bot(telegram.token, api) as bot:
        line = open_line(app, bot, "voorbeeld", lambda: NOW)
        stop = asyncio.Event()
        task = asyncio.create_task(serve(line, stop))
        try:
            yield Served(telegram=telegram, app=app, line=line)
        finally:
            stop.set()
            await asyncio.wait_for(task, 20)


def serve_for(url: str, scenario: Callable[[Served], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with (
            StandIn.started(lambda: NOW) as telegram,
            serving(url, telegram) as served,
        ):
            await scenario(served)

    run(whole())


async def count_waiting(database: Database) -> tuple[int, int]:
    """Rows in the inbox, and replies not yet sent."""
    async with database.transaction() as tx:
        counts = [
            (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (inbox, reply)
        ]
    return counts[0], counts[1]
