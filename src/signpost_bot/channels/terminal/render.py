"""Replies as text for a terminal, or as JSON for a program."""

import re
import shutil
import textwrap
from collections.abc import Iterator
from string import ascii_lowercase

from signpost_bot.model.session import Button, Reply

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
WIDEST = 100
LETTERS = (*ascii_lowercase, *(a + b for a in ascii_lowercase for b in ascii_lowercase))
"""What is typed for a button: a, b … z, aa, ab …; they run on over all replies of a turn."""


def to_plain(text: str) -> str:
    """The words without markup."""
    return BOLD.sub(r"\1", text)


def to_terminal(reply: Reply, letters: Iterator[str]) -> str:
    """The reply with bold words, broken between words, and its buttons as the next letters."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    lines = [textwrap.fill(line, width) for line in _safe(reply.text).splitlines()]
    words = BOLD.sub("\x1b[1m\\1\x1b[0m", "\n".join(lines))
    return words + _file(reply) + _buttons(reply.buttons, letters)


def to_lines(reply: Reply, letters: Iterator[str]) -> str:
    """The same without any control codes, for a pipe."""
    return to_plain(_safe(reply.text)) + _file(reply) + _buttons(reply.buttons, letters)


def to_json(reply: Reply) -> dict[str, object]:
    """`{"text", "buttons": [{"id", "label"}]}`, and `"file": {"name", "content"}` with a file."""
    shown: dict[str, object] = {
        "text": to_plain(reply.text),
        "buttons": [{"id": button.id, "label": button.label} for button in reply.buttons],
    }
    if reply.file:
        shown["file"] = {"name": reply.file.name, "content": reply.file.content}
    return shown


def _file(reply: Reply) -> str:
    """Where a phone shows a file to open, a terminal names it."""
    return f"\n  ({reply.file.name})" if reply.file else ""


def _buttons(buttons: tuple[Button, ...], letters: Iterator[str]) -> str:
    rows = [
        f"\n  {letter}) {_safe(button.label)}" + (f"  {button.url}" if button.url else "")
        # The buttons first: `zip` takes one from its first part to see that it has ended.
        for button, letter in zip(buttons, letters, strict=False)
    ]
    return "".join(rows)


def _safe(text: str) -> str:
    """Without control characters that could steer a terminal, and writable as UTF-8."""
    kept = "".join(c for c in text if c == "\n" or c.isprintable())
    return kept.encode("utf-8", "replace").decode("utf-8")
