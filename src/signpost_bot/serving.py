"""The commands that need a bot: `run`, and `plan` and `deliver` once by hand."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from telegram import Bot

from signpost_bot import clock, serve
from signpost_bot.actions.catalog import CatalogBroken, list_changed
from signpost_bot.actions.closing import erase_closed
from signpost_bot.actions.staff_reminders import SendMail
from signpost_bot.app import App, open_app
from signpost_bot.channels.mail import outbound
from signpost_bot.channels.telegram.pacing import Pace
from signpost_bot.channels.telegram.polling import TelegramAway, TokenRefused
from signpost_bot.loopback import is_loopback
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import SendResult
from signpost_bot.pages import Outside, open_pages
from signpost_bot.settings import (
    BadSetting,
    Settings,
    load_settings,
    read_post_office,
    read_provider,
)
from signpost_bot.store.database import DatabaseUnavailable

NAMED = 5
"""How many documents are named that differ between the files and the database."""


async def run(given: Namespace) -> int:
    """Serve students in Telegram until told to stop."""
    settings = load_settings()
    ahead = read_now(given.now, settings) - clock.now() if given.now else timedelta(0)

    def at() -> datetime:
        return clock.now() + ahead

    send_mail, provider = mail_sender(settings, ahead), read_provider(settings)
    async with open_all(settings) as (app, bot):
        outside = Outside(
            send_mail=send_mail,
            provider=provider,
            username=bot.username,
            leave_to=settings.web_exit,
        )
        async with open_pages(app, settings, at, outside):
            watching = asyncio.create_task(_say_differences(app, settings))
            try:
                await serve.run(
                    app,
                    bot,
                    settings.institution,
                    at,
                    _pace(settings),
                    _guests(settings),
                    send_mail,
                    _pages_url(settings),
                )
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
    return 0


async def _say_differences(app: App, settings: Settings) -> None:
    """The database counts, so whoever changed a file has to know that it is not in use."""
    try:
        changed = await list_changed(app.database, settings.offerings, app.catalogs.needs)
    except CatalogBroken as error:
        wrong = len(error.findings)
        say = f"{wrong} things in the files are wrong; type: signpost-bot catalog check"
    except DatabaseUnavailable:
        return  # whatever is wrong with it, polling says so
    else:
        if not changed:
            return
        names = ", ".join(f"{key.institution}/{key.kind}/{key.slug}" for key in changed[:NAMED])
        more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
        say = f"the files differ from the database, which counts: {names}{more}"
    print(f"signpost-bot: {say}", file=sys.stderr, flush=True)


def mail_sender(settings: Settings, ahead: timedelta) -> SendMail | None:
    """What hands in a mail to the mail server; None without one, or without pages for its links."""
    office = read_post_office(settings)
    if office is None or settings.web_port is None:
        return None

    async def send_mail(mail: Mail) -> SendResult:
        return await outbound.send(office, mail, clock.now() + ahead)

    return send_mail


def _pages_url(settings: Settings) -> str | None:
    """Where the pages are that this process serves."""
    return settings.web_url if settings.web_port and settings.web_url else None


def _guests(settings: Settings) -> frozenset[str]:
    return frozenset(settings.guests.split())


def _pace(settings: Settings) -> Pace:
    return Pace(per_second=settings.messages_per_second)


async def plan(given: Namespace) -> int:
    """Plan once, and say how many messages were new."""
    settings = load_settings()
    now = read_now(given.now, settings)
    async with open_all(settings) as (app, bot):
        print(f"planned: {await serve.plan(app, bot, now)}")
    return 0


async def deliver(given: Namespace) -> int:
    """Send once what is due, say how many went which way, and erase what closed."""
    settings = load_settings()
    now = read_now(given.now, settings)
    async with open_all(settings) as (app, bot):
        counts = await serve.deliver(app, bot, lambda: now, _pace(settings), _guests(settings))
        erased = await erase_closed(app.database, now)
    for slug in erased:
        print(f"erased: {slug}")
    print(", ".join(f"{state}: {n}" for state, n in sorted(counts.items())) or "nothing was due")
    return 0


def read_now(text: str | None, settings: Settings) -> datetime:
    """The moment to act at. Another one than now only against a server on this machine: a
    wrong date would send real students messages that make no sense."""
    if text is None:
        return clock.now()
    if not is_loopback(urlsplit(settings.telegram_api_url).hostname or ""):
        raise BadSetting("--now is only for tests, with SIGNPOST_TELEGRAM_API_URL on this machine")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadSetting("--now: write a moment such as 2027-01-08T18:30+01:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


async def find_username(settings: Settings) -> str | None:
    """The name of the bot in `t.me/NAME`; None without a token, or when Telegram is away."""
    if settings.telegram_token is None:
        return None
    token = settings.telegram_token.get_secret_value()
    try:
        async with serve.open_bot(token, settings.telegram_api_url) as bot:
            return bot.username
    except (TokenRefused, TelegramAway):
        return None


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
            await app.catalogs.load_left(tx, settings.institution)
        try:
            async with serve.open_bot(token.get_secret_value(), settings.telegram_api_url) as bot:
                yield app, bot
        except TokenRefused:
            refused = "SIGNPOST_TELEGRAM_TOKEN: Telegram does not know this token"
            raise BadSetting(refused) from None
        except TelegramAway:
            away = f"SIGNPOST_TELEGRAM_API_URL: {settings.telegram_api_url} cannot be reached"
            raise BadSetting(away) from None
