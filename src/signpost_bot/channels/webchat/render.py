"""Replies as parts of a page: in a whole one, or one by one as they come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from signpost_bot.model.language import Language
from signpost_bot.model.session import Reply
from signpost_bot.web.templates import render_part

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page is: `base` is the address its forms begin with, `token` its talk."""

    base: str
    token: str
    has_begun: bool
    language: Language


def own_line(place: Place, text: str) -> str:
    """What the student just said."""
    return render_part("chat/own.html", place.language, text=text)


def reply_line(place: Place, reply: Reply) -> str:
    """One reply, with its buttons and its file."""
    return render_part("chat/reply.html", place.language, reply=reply, place=place)


def has_begun(place: Place) -> str:
    """The fields that say so, for a page that stays."""
    return render_part("chat/begun.html", place.language, place=place, is_change=True)


def to_event(html: str) -> bytes:
    """A part of a page as one server-sent event."""
    lines = "".join(f"data: {line}\n" for line in _BREAK.split(html))
    return f"{lines}\n".encode()


def all_lines(place: Place, said: str, replies: Sequence[Reply]) -> list[str]:
    """What was said, if anything, and the replies."""
    own = [own_line(place, said)] if said else []
    return [*own, *(reply_line(place, reply) for reply in replies)]
