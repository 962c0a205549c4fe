"""Drives the stand-in with the real python-telegram-bot, over the loopback network."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.request import HTTPXRequest

from botapi.server import StandIn

STUDENT = 7001
Scenario = Callable[[StandIn, Bot], Awaitable[None]]


def new_bot(telegram: StandIn, *, token: str | None = None, read_timeout: float = 5.0) -> Bot:
    """A bot that talks to the stand-in; open it with `async with`."""
    return Bot(
        token or telegram.token,
        base_url=telegram.url,
        request=HTTPXRequest(connection_pool_size=4, read_timeout=read_timeout),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=read_timeout),
    )


def with_bot(scenario: Scenario, *, read_timeout: float = 5.0) -> None:
    """Run a scenario in which the student has started the bot before."""

    async def run() -> None:
        async with StandIn.started() as telegram:
            telegram.meet(STUDENT)
            async with new_bot(telegram, read_timeout=read_timeout) as bot:
                await scenario(telegram, bot)

    asyncio.run(run())
