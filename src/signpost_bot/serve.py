"""The command `run`: one process that polls Telegram and keeps the jobs going."""

import asyncio
import logging
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from signpost_bot.actions.alerts import warn_operator
from signpost_bot.actions.closing import erase_closed
from signpost_bot.actions.delivery import Send, deliver_due
from signpost_bot.actions.feeds import forget_old_feeds
from signpost_bot.actions.inbox import Mailbox
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.actions.reading import read_new_offerings
from signpost_bot.actions.staff_reminders import Reached, SendMail, Ways, remind_staff
from signpost_bot.actions.web_talks import end_idle
from signpost_bot.app import App
from signpost_bot.channels.telegram.order import AT_ONCE
from signpost_bot.channels.telegram.outbound import send
from signpost_bot.channels.telegram.pacing import Pace
from signpost_bot.channels.telegram.polling import Line, TelegramAway, TokenRefused, poll
from signpost_bot.channels.telegram.profile import set_up_profile
from signpost_bot.jobs import (
    DELIVER_EVERY,
    END_TALKS_EVERY,
    ERASE_EVERY,
    PLAN_EVERY,
    READ_EVERY,
    REMIND_STAFF_EVERY,
    WARN_EVERY,
    Job,
    keep_going,
)
from signpost_bot.model.outbox import OutboxState, SendResult
from signpost_bot.model.session import Channel, Reply

log = logging.getLogger(__name__)

READ_SECONDS, POOL_SECONDS = 20.0, 10.0
"""A slow answer usually means that the message was sent: better to wait than not to know."""


@asynccontextmanager
async def open_bot(token: str, api_url: str) -> AsyncIterator[Bot]:
    """The bot, known to Telegram; `TokenRefused` when it is not."""

    def request() -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=AT_ONCE, read_timeout=READ_SECONDS, pool_timeout=POOL_SECONDS
        )

    bot = Bot(token, base_url=f"{api_url}/bot", request=request(), get_updates_request=request())
    try:
        await bot.initialize()
    except (InvalidToken, NetworkError) as error:
        await bot.shutdown()
        raise (TokenRefused if isinstance(error, InvalidToken) else TelegramAway) from None
    try:
        yield bot
    finally:
        await bot.shutdown()


def open_line(
    app: App,
    bot: Bot,
    institution: str,
    clock: Callable[[], datetime],
    guests: frozenset[str] = frozenset(),
    web_url: str | None = None,
) -> Line:
    """The bot's line with all it needs; `guests` may talk to institutions in trial, staff get
    links to the pages at `web_url`."""
    box = Mailbox(
        database=app.database,
        seal=app.seal,
        channel=Channel.TELEGRAM,
        bot_id=str(bot.id),
        web_url=web_url,
    )
    return Line(
        bot=bot,
        box=box,
        talk=lambda address: app.talk(Channel.TELEGRAM, address, institution, guests),
        spare=app.spare,
        clock=clock,
    )


async def run(
    app: App,
    bot: Bot,
    institution: str,
    clock: Callable[[], datetime],
    pace: Pace,
    guests: frozenset[str] = frozenset(),
    send_mail: SendMail | None = None,
    web_url: str | None = None,
) -> None:
    """Serve until Ctrl-C or SIGTERM; what is being answered is finished first. Staff are mailed
    when there is a way to, and pages behind the links in a mail."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    print(f"signpost-bot: serving as @{bot.username}; Ctrl-C stops", file=sys.stderr)
    ways = find_ways(bot, pace, send_mail, web_url)
    jobs = {
        "plan": (PLAN_EVERY, lambda: plan(app, bot, clock())),
        "deliver": (DELIVER_EVERY, lambda: deliver(app, bot, clock, pace, guests)),
        "end talks": (END_TALKS_EVERY, lambda: end_idle(app.database, clock())),
        "warn": (WARN_EVERY, lambda: warn_operator(app.database, app.catalogs, clock())),
    }
    slow: dict[str, tuple[timedelta, Job]] = {
        "read": (READ_EVERY, lambda: read_new_offerings(app.database)),
        "erase": (ERASE_EVERY, lambda: erase_closed(app.database, clock())),
        "forget feeds": (ERASE_EVERY, lambda: forget_old_feeds(app.database, clock())),
        "remind staff": (REMIND_STAFF_EVERY, lambda: remind(app, ways, clock())),
    }
    async with keep_going(jobs, slow):
        await serve(open_line(app, bot, institution, clock, guests, web_url), stop)


async def plan(app: App, bot: Bot, now: datetime) -> int:
    """Who gets what when, for the next two weeks; how many were new."""
    return await plan_ahead(app.database, app.catalogs, str(bot.id), now)


async def deliver(
    app: App,
    bot: Bot,
    clock: Callable[[], datetime],
    pace: Pace,
    guests: frozenset[str] = frozenset(),
) -> Counter[OutboxState]:
    """Send what is due, a batch at a time until nothing is; how many went which way. `guests`
    are those to whom an institution in trial speaks."""

    send_paced = _paced(bot, pace)
    total: Counter[OutboxState] = Counter()
    while counts := await deliver_due(
        app.database, app.catalogs, app.seal, str(bot.id), clock(), send_paced, guests=guests
    ):
        total += counts
    return total


def find_ways(
    bot: Bot, pace: Pace, send_mail: SendMail | None = None, web_url: str | None = None
) -> Ways:
    """The ways to staff: by this bot, and by mail where there is one."""
    return Ways(bot_id=str(bot.id), send=_paced(bot, pace), send_mail=send_mail, web_url=web_url)


async def remind(app: App, ways: Ways, now: datetime) -> Counter[Reached]:
    """Remind the staff for whom something waits; how many went which way."""
    return await remind_staff(app.database, app.seal, app.doubts, ways, now)


def _paced(bot: Bot, pace: Pace) -> Send:
    """Send at the pace of what the bot says first."""

    async def send_paced(address: str, reply: Reply) -> SendResult:
        async with pace.room:
            await pace.wait_turn(address)
            return await send(bot, address, reply)

    return send_paced


async def serve(line: Line, stop: asyncio.Event) -> None:
    """Poll until told to stop. A profile that cannot be set does not keep us from answering."""
    try:
        await set_up_profile(line.bot)
    except TelegramError as error:
        log.warning("commands and descriptions were not set: %s", type(error).__name__)
    await poll(line, stop)
