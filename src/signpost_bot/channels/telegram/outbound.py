"""A reply to a chat: sent, refused for ever, to be tried later, or nobody knows."""

import logging
import warnings
from datetime import timedelta

import httpx
from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from signpost_bot.channels.telegram.render import to_html, to_keyboard, to_plain
from signpost_bot.model.outbox import Refused, SendResult, Sent, TryLater, Uncertain
from signpost_bot.model.session import Reply

log = logging.getLogger(__name__)

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GONE = ("chat not found", "user is deactivated", "bot was blocked")


async def send(bot: Bot, address: str, reply: Reply, replaces: int | None = None) -> SendResult:
    """Send one reply, or put it in the place of an earlier message.

    What cannot be rendered, or is refused for its form, goes out as bare words: a card with 112
    in it must not be lost over a button.
    """
    try:
        html, keyboard = to_html(reply.text), to_keyboard(reply)
    except Exception as error:
        log.error("a message could not be rendered: %s", type(error).__name__)
        return await send_bare(bot, address, reply.text)
    try:
        if replaces is not None and await _replace(bot, address, replaces, html, keyboard):
            return Sent()
        if reply.file:
            await bot.send_document(
                address,
                reply.file.content.encode(),
                filename=reply.file.name,
                caption=html,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
            )
        else:
            await bot.send_message(
                address,
                html,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
            )
    except BadRequest as error:
        if _is_gone(error):
            return Refused(unreachable=True)
        log.warning("a message was refused and goes out bare: %s", error.message)
        return await send_bare(bot, address, reply.text)
    except TelegramError as error:
        return classify(error)
    return Sent()


async def send_bare(bot: Bot, address: str, text: str) -> SendResult:
    """Only words: no markup, no buttons, nothing that could be refused."""
    try:
        await bot.send_message(address, to_plain(text), link_preview_options=NO_PREVIEW)
    except TelegramError as error:
        return classify(error)
    return Sent()


def classify(error: TelegramError) -> SendResult:
    """What an error of the library says about the message. The order matters: BadRequest and
    TimedOut are kinds of NetworkError."""
    if isinstance(error, RetryAfter):
        return TryLater(seconds=_seconds(error))
    if isinstance(error, Forbidden):
        return Refused(unreachable=True)
    if isinstance(error, BadRequest | ChatMigrated | InvalidToken):
        return Refused(unreachable=isinstance(error, BadRequest) and _is_gone(error))
    if isinstance(error, NetworkError) and isinstance(error.__cause__, NOT_SENT):
        return TryLater(seconds=5)
    return Uncertain()


def _seconds(error: RetryAfter) -> float:
    with warnings.catch_warnings():
        # The library warns that this will be a timedelta one day; both are read here.
        warnings.simplefilter("ignore")
        wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def _replace(
    bot: Bot, address: str, message: int, html: str, keyboard: InlineKeyboardMarkup | None
) -> bool:
    """Whether the earlier message now says this; one that cannot be changed is left alone."""
    try:
        await bot.edit_message_text(
            html,
            chat_id=address,
            message_id=message,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        return "not modified" in error.message.lower()
    return True


def _is_gone(error: BadRequest) -> bool:
    return any(words in error.message.lower() for words in GONE)
