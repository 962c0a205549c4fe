"""Replies as text for a terminal, or as JSON for a program."""

import re
import shutil
import textwrap

from signpost_bot.model.session import Button, Reply

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
WIDEST = 100
LETTERS = "abcdefghijklmnop"


def to_plain(text: str) -> str:
    """The words without markup."""
    return BOLD.sub(r"\1", text)


def to_terminal(reply: Reply) -> str:
    """The reply with bold words, broken between words, and its buttons as letters to type."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    lines = [textwrap.fill(line, width) for line in _safe(reply.text).splitlines()]
    return BOLD.sub("\x1b[1m\\1\x1b[0m", "\n".join(lines)) + _buttons(reply.buttons)


def to_lines(reply: Reply) -> str:
    """The same without any control codes, for a pipe."""
    return to_plain(_safe(reply.text)) + _buttons(reply.buttons)


def to_json(reply: Reply) -> dict[str, object]:
    """`{"text", "buttons": [{"id", "label"}]}`."""
    return {
        "text": to_plain(reply.text),
        "buttons": [{"id": button.id, "label": button.label} for button in reply.buttons],
    }


def _buttons(buttons: tuple[Button, ...]) -> str:
    rows = [
        f"\n  {letter}) {_safe(button.label)}" + (f"  {button.url}" if button.url else "")
        for letter, button in zip(LETTERS, buttons, strict=False)
    ]
    return "".join(rows)


def _safe(text: str) -> str:
    """Without control characters that could steer a terminal, and writable as UTF-8."""
    kept = "".join(c for c in text if c == "\n" or c.isprintable())
    return kept.encode("utf-8", "replace").decode("utf-8")
