"""The commands that need a bot: `run`, and `plan` and `deliver` once by hand."""

from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from telegram import Bot

from signpost_bot import clock, serve
from signpost_bot.app import App, open_app
from signpost_bot.channels.telegram.polling import TelegramAway, TokenRefused
from signpost_bot.settings import BadSetting, Settings, load_settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def run(_: Namespace) -> int:
    """Serve students in Telegram until told to stop."""
    settings = load_settings()
    async with open_all(settings) as (app, bot):
        await serve.run(app, bot, settings.institution, clock.now)
    return 0


async def plan(given: Namespace) -> int:
    """Plan once, and say how many messages were new."""
    settings = load_settings()
    now = read_now(given.now, settings)
    async with open_all(settings) as (app, bot):
        print(f"planned: {await serve.plan(app, bot, now)}")
    return 0


async def deliver(given: Namespace) -> int:
    """Send once what is due, and say how many went which way."""
    settings = load_settings()
    now = read_now(given.now, settings)
    async with open_all(settings) as (app, bot):
        counts = await serve.deliver(app, bot, lambda: now)
    print(", ".join(f"{state}: {n}" for state, n in sorted(counts.items())) or "nothing was due")
    return 0


def read_now(text: str | None, settings: Settings) -> datetime:
    """The moment to act at. Another one than now only against a server on this machine: a
    wrong date would send real students messages that make no sense."""
    if text is None:
        return clock.now()
    if urlsplit(settings.telegram_api_url).hostname not in LOOPBACK:
        raise BadSetting("--now is only for tests, with SIGNPOST_TELEGRAM_API_URL on this machine")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadSetting("--now: write a moment such as 2027-01-08T18:30+01:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@asynccontextmanager
async def open_all(settings: Settings) -> AsyncIterator[tuple[App, Bot]]:
    """The app and its bot; `BadSetting` for what is missing or refused."""
    token, secret = settings.telegram_token, settings.secret_key
    if token is None or secret is None:
        missing = "SIGNPOST_TELEGRAM_TOKEN" if token is None else "SIGNPOST_SECRET_KEY"
        raise BadSetting(f"{missing}: this command needs it; see docs/settings.md")
    key, url = secret.get_secret_value(), settings.database_url
    async with open_app(url, settings.offerings, key, clock.now()) as app:
        async with app.database.transaction() as tx:
            await app.catalogs.load(tx, settings.institution)
        try:
            async with serve.open_bot(token.get_secret_value(), settings.telegram_api_url) as bot:
                yield app, bot
        except TokenRefused:
            refused = "SIGNPOST_TELEGRAM_TOKEN: Telegram does not know this token"
            raise BadSetting(refused) from None
        except TelegramAway:
            away = f"SIGNPOST_TELEGRAM_API_URL: {settings.telegram_api_url} cannot be reached"
            raise BadSetting(away) from None
