"""Text with HTML, read as Telegram reads it: what the student sees, and where it is marked up.

The complaints are Telegram's own, up to the byte offset.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from botapi.refusals import bad_request

TYPE_OF_TAG = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    **{"a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote"},
}
TAG = re.compile(r"""<(?P<inside>(?:"[^"]*"|'[^']*'|[^>"'])*)(?P<closed>>?)""")
LINK = re.compile(r"""href\s*=\s*["']?((?:https?|tg):[^"'\s]*)""", re.IGNORECASE)
# Telegram knows four named entities and the numbered ones; others stay as they are typed.
CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


@dataclass(frozen=True)
class Text:
    """What the student sees, with Telegram's entities, and the text as the bot wrote it."""

    plain: str
    entities: tuple[dict[str, Any], ...]
    written: str


def length(text: str) -> int:
    """How long Telegram finds it: in UTF-16 units, as its offsets are."""
    return len(text.encode("utf-16-le")) // 2


def plain(written: str) -> Text:
    """A text without a parse mode."""
    return Text(written.strip(), (), written)


def parse(written: str) -> Text:
    """A text with `parse_mode=HTML`; raises Telegram's refusal where it is not well-formed."""
    reader = _Reader(written)
    at = 0
    for tag in TAG.finditer(written):
        reader.read_text(written[at : tag.start()])
        if tag["inside"].startswith("/"):
            reader.read_end(tag)
        else:
            reader.read_start(tag)
        at = tag.end()
    reader.read_text(written[at:])
    return reader.finish()


@dataclass(frozen=True)
class _Open:
    """A start tag that waits for its end tag."""

    name: str
    offset: int
    attributes: str


class _Reader:
    def __init__(self, written: str) -> None:
        self.written = written
        self.text = ""
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []

    def read_text(self, piece: str) -> None:
        self.text += CHARACTER.sub(lambda found: html.unescape(found[0]), piece)

    def read_start(self, tag: re.Match[str]) -> None:
        name, _, attributes = re.sub(r"\s", " ", tag["inside"], count=1).partition(" ")
        at = self._bytes_before(tag)
        if not tag["closed"] and name == tag["inside"]:
            raise _unreadable(f"Unclosed start tag at byte offset {at}")
        if name.lower() not in TYPE_OF_TAG:
            raise _unreadable(f'Unsupported start tag "{name.lower()}" at byte offset {at}')
        if not tag["closed"]:
            raise _unreadable(f'Unclosed start tag "{name.lower()}" at byte offset {at}')
        if name.lower() == "span" and "tg-spoiler" not in attributes:
            raise _unreadable(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.open.append(_Open(name.lower(), length(self.text), attributes))

    def read_end(self, tag: re.Match[str]) -> None:
        name = tag["inside"][1:].strip().lower()
        at = self._bytes_before(tag)
        if not self.open:
            raise _unreadable(f"Unexpected end tag at byte offset {at}")
        if not tag["closed"]:
            raise _unreadable(f"Unclosed end tag at byte offset {at}")
        start = self.open.pop()
        if name not in ("", start.name):
            raise _unreadable(
                f'Unmatched end tag at byte offset {at}, expected "</{start.name}>", '
                f'found "</{name}>"'
            )
        self._mark(start)

    def finish(self) -> Text:
        if self.open:
            name = self.open[-1].name
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = self.text.strip()
        before = length(self.text) - length(self.text.lstrip())
        moved = (_moved(entity, before, length(text)) for entity in self.entities)
        entities = sorted((one for one in moved if one["length"] > 0), key=lambda e: e["offset"])
        return Text(text, tuple(entities), self.written)

    def _mark(self, start: _Open) -> None:
        entity: dict[str, Any] = {"type": TYPE_OF_TAG[start.name], "offset": start.offset}
        entity["length"] = length(self.text) - start.offset
        if start.name == "a":
            link = LINK.search(start.attributes)
            if link is None:
                # Telegram drops links that are no http, https or tg and leaves their words.
                return
            entity["url"] = html.unescape(link[1])
        self.entities.append(entity)

    def _bytes_before(self, tag: re.Match[str]) -> int:
        return len(self.written[: tag.start()].encode())


def _moved(entity: dict[str, Any], before: int, total: int) -> dict[str, Any]:
    """The same entity after the space around the text is taken off."""
    start = max(0, entity["offset"] - before)
    end = min(total, entity["offset"] + entity["length"] - before)
    return entity | {"offset": start, "length": end - start}


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
