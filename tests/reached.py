"""Students in Telegram the bot can write to first, ten days before the exams of `voorbeeld`."""

from datetime import UTC, datetime

from talking import BOT, Chat, new_chat, reach

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.session import Channel

EARLY = datetime(2027, 1, 8, 10, tzinfo=UTC)
DUE = datetime(2027, 1, 8, 17, 30, tzinfo=UTC)
"""Ten days before the exams of block 2, 18:30."""


async def reached_chat(app: App, *choices: str, address: str = "a", now: datetime = EARLY) -> Chat:
    chat = new_chat(app, now, address=address, channel=Channel.TELEGRAM)
    await chat.start("")
    await reach(chat)
    for choice in choices:
        await chat.choose(choice)
    return chat


async def plan(app: App, now: datetime = EARLY) -> None:
    assert await plan_ahead(app.database, app.catalogs, BOT, now) > 0
