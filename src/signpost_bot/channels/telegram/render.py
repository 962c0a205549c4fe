"""A reply as Telegram takes it: HTML that cannot break, and buttons it cannot refuse."""

import re
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from signpost_bot.model.session import Button, Reply

MAX_TEXT = 4096
MAX_DATA = 64
NARROW = 16
"""A label of at most this many characters may share a row with another."""

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"^(https?|tg)://")


def to_html(text: str) -> str:
    """Escaped, with the bold words in `<b>`; cut where Telegram would refuse the whole message."""
    short = text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
    return BOLD.sub(r"<b>\1</b>", escape(short, quote=False))


def to_plain(text: str) -> str:
    """The bare words: what is sent when anything else was refused."""
    return BOLD.sub(r"\1", text).encode("utf-8", "replace").decode("utf-8")[:MAX_TEXT]


def to_keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Short labels two in a row. A button that Telegram would refuse is left out: one bad link
    loses the whole message."""
    rows: list[list[InlineKeyboardButton]] = []
    for button in reply.buttons:
        made = _button(button)
        if made is None:
            continue
        last = rows[-1] if rows else []
        if len(last) == 1 and len(last[0].text) <= NARROW and len(button.label) <= NARROW:
            last.append(made)
        else:
            rows.append([made])
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton | None:
    if button.url and LINK.match(button.url):
        return InlineKeyboardButton(button.label, url=button.url)
    if 0 < len(button.id.encode()) <= MAX_DATA:
        return InlineKeyboardButton(button.label, callback_data=button.id)
    return None
