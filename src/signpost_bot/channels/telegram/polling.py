"""The Telegram channel: poll, write to the inbox, answer chat by chat, send what is left.

An update is confirmed to Telegram only after it stands in the inbox, so a crash loses nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from signpost_bot.actions import inbox
from signpost_bot.actions.conversation import Talk
from signpost_bot.actions.inbox import Mailbox
from signpost_bot.channels.telegram.inbound import GroupMet, read_update
from signpost_bot.channels.telegram.order import ChatQueues
from signpost_bot.channels.telegram.outbound import send, send_bare
from signpost_bot.meaning.vectors import Embed, embed_one
from signpost_bot.model.alarm import Level
from signpost_bot.model.inbox import Received, WaitingReply
from signpost_bot.model.language import Language
from signpost_bot.model.outbox import TryLater, Uncertain
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.safety.card import SpareCards
from signpost_bot.safety.guard import find_strong, read_start, read_text, respond
from signpost_bot.store.database import DatabaseUnavailable
from signpost_bot.texts import say

log = logging.getLogger(__name__)

KINDS = ["message", "callback_query", "my_chat_member"]
POLL_SECONDS, READ_SECONDS = 25, 10
REST_SECONDS = 3.0
"""How long to wait after an error before asking again."""
LONGEST_WAIT = 60.0


class TokenRefused(Exception):
    """Telegram does not know this token."""


class TelegramAway(Exception):
    """The server cannot be reached at all."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One bot's line to Telegram."""

    bot: Bot
    box: Mailbox
    talk: Callable[[str], Talk]
    spare: SpareCards
    clock: Callable[[], datetime]
    embed: Embed = embed_one
    answered: set[int] = field(default_factory=set)
    """Updates with danger that got their spare card while the database was away."""


async def poll(line: Line, stop: asyncio.Event) -> None:
    """Serve until `stop`. First what an earlier process left: replies, then the inbox."""
    queues = ChatQueues(take=lambda received: take(line, received))
    await _catch_up(line, queues)
    offset = 0
    while not stop.is_set():
        try:
            offset = offset or await inbox.load_received_to(line.box) + 1
            updates = await _next(line, offset, stop)
            offset = await _receive(line, queues, updates) or offset
        except InvalidToken:
            raise TokenRefused from None
        except (TelegramError, DatabaseUnavailable) as error:
            if isinstance(error, Conflict):
                log.error("another process polls with this token; only one can")
            log.warning("polling waits a moment: %s", type(error).__name__)
            await _rest(stop)
    await queues.finish()


async def take(line: Line, received: Received) -> None:
    """One update to its replies. Whatever breaks, the guard has something to say."""
    incoming = await _read(received, line.embed)
    talk = line.talk(received.address)

    async def handle(incoming: Incoming) -> Sequence[Reply]:
        now = line.clock()
        waiting.extend(await inbox.answer(line.box, talk, received, incoming, now))
        return [one.reply for one in waiting]

    waiting: list[WaitingReply] = []
    shown = await respond(incoming, handle, lambda reply: reply.text, lambda text: text, line.spare)
    if received.tap_id:
        await _confirm(line, received.tap_id)
    if waiting:
        for one in waiting:
            await deliver(line, one)
        return
    for text in shown:
        await send_bare(line.bot, received.address, text)
    try:
        await inbox.drop(line.box, received)
    except DatabaseUnavailable:
        log.warning("an update stays in the inbox until the database is back")


async def deliver(line: Line, waiting: WaitingReply) -> None:
    """Send one saved reply and remove it. What cannot be sent now stays for the next start."""
    result = await send(line.bot, waiting.address, waiting.reply, waiting.replaces)
    if isinstance(result, TryLater | Uncertain):
        # A reply the student waits for: rather twice than not at all.
        seconds = result.seconds if isinstance(result, TryLater) else REST_SECONDS
        await asyncio.sleep(min(seconds, LONGEST_WAIT))
        result = await send(line.bot, waiting.address, waiting.reply)
    if isinstance(result, TryLater):
        return
    try:
        await inbox.record_sent(line.box, waiting)
    except DatabaseUnavailable:
        log.warning("a reply was sent and could not be crossed off")


def read_received(received: Received, embed: Embed = embed_one) -> Incoming:
    """What the talk sees of an update; the detectors run here."""
    hint = Language(received.hint) if received.hint else None
    if received.choice is not None:
        return Incoming(channel=Channel.TELEGRAM, choice=received.choice, hint=hint)
    if received.start is not None:
        return read_start(received.start, Channel.TELEGRAM, hint, embed)
    incoming = read_text(received.text, Channel.TELEGRAM, hint, embed)
    return replace(incoming, written_at=received.written_at)


async def _read(received: Received, embed: Embed) -> Incoming:
    """The same beside other students: models have a thread, and danger waits for neither."""
    if find_strong(received.start or received.text):
        return read_received(received, embed)
    return await asyncio.to_thread(read_received, received, embed)


async def _catch_up(line: Line, queues: ChatQueues) -> None:
    for waiting in await inbox.list_replies(line.box):
        await deliver(line, waiting)
    for received in await inbox.list_waiting(line.box):
        queues.add(received)


async def _next(line: Line, offset: int, stop: asyncio.Event) -> Sequence[Update]:
    """The next updates; an empty list when asked to stop meanwhile."""
    asking = asyncio.ensure_future(get_updates(line.bot, offset))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not asking.done():
        asking.cancel()
        return ()
    return asking.result()


async def get_updates(bot: Bot, offset: int) -> list[Update]:
    """Ask for updates, and read each by itself. The library reads them all at once: one of an
    unknown shape would block all, and its log line quotes what students wrote."""
    rows: list[dict[str, Any]] = await bot.do_api_request(
        # Methods are case-insensitive; spelled the usual way, the library warns about its own.
        "getupdates",
        api_kwargs={"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": KINDS},
        read_timeout=POLL_SECONDS + READ_SECONDS,
    )
    return [_read_row(row, bot) for row in rows]


def _read_row(row: dict[str, Any], bot: Bot) -> Update:
    try:
        return Update.de_json(row, bot)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        log.warning("an update could not be read: %s", type(error).__name__)
        return Update(int(row["update_id"]))


async def _receive(line: Line, queues: ChatQueues, updates: Sequence[Update]) -> int:
    """Write what came in, then hand it out. Gives the next offset, 0 when nothing came."""
    read = [read_update(update) for update in updates]
    received = [one for one in read if isinstance(one, Received)]
    try:
        fresh = await inbox.receive(line.box, received, line.clock())
    except DatabaseUnavailable:
        await _answer_danger(line, received)
        raise
    for group in (one for one in read if isinstance(one, GroupMet)):
        await _leave(line, group)
    for one in fresh:
        queues.add(one)
    return max((update.update_id for update in updates), default=-1) + 1


async def _answer_danger(line: Line, received: Sequence[Received]) -> None:
    """The database is away, so nothing is confirmed and all of it comes again; but a card that
    names 112 and 113 does not wait for that."""
    for one in received:
        incoming = await _read(one, line.embed)
        alarm = incoming.alarm
        if alarm and alarm.level is Level.STRONG and one.update_id not in line.answered:
            line.answered.add(one.update_id)
            card = line.spare.card(alarm.kind, incoming.hint)
            await send_bare(line.bot, one.address, card)


async def _leave(line: Line, group: GroupMet) -> None:
    try:
        await line.bot.send_message(group.address, say("trouble.group", group.hint or Language.NL))
        await line.bot.leave_chat(group.address)
    except TelegramError as error:
        log.warning("a group could not be left: %s", type(error).__name__)


async def _confirm(line: Line, tap_id: str) -> None:
    try:
        await line.bot.answer_callback_query(tap_id)
    except TelegramError:
        # Too old or confirmed before: the student sees a spinner a moment longer, no more.
        log.debug("a tap could not be confirmed")


async def _rest(stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), REST_SECONDS)
    except TimeoutError:
        return
