"""The truth for who asks "are you a human?" or "who reads this?", also inside a longer text."""

import re

from signpost_bot.conversation.patterns import read_patterns
from signpost_bot.conversation.scene import Scene
from signpost_bot.meaning.text import normalise, shorten
from signpost_bot.model.session import Channel, Reply

_PATTERNS = read_patterns("truth.yaml")
_ASKED, _ALONE, _MAY_ASK = (_PATTERNS[kind] for kind in ("asked", "alone", "may_ask"))
_PARTS = re.compile(r"[,.;:?!\n…]+")

FEWEST_WORDS = 3
"""What else is said is looked up too, if it is more than "sorry" or "hello there"."""


def asks_who(text: str) -> bool:
    """Whether some part of a message asks who is there, or who reads."""
    parts = _split(text)
    return any(_ASKED.search(part) for part in parts) or bool(_ALONE.search(" ".join(parts)))


def may_ask_who(text: str) -> bool:
    """Whether it could be such a question; only for a message that has no sure answer."""
    return _MAY_ASK.search(normalise(shorten(text))) is not None


def besides(text: str) -> str:
    """What else the message says; empty when that is too little to be a question."""
    rest = " ".join(part for part in _split(text) if not _ASKED.search(part))
    return rest if len(rest.split()) >= FEWEST_WORDS else ""


def _split(text: str) -> list[str]:
    return [words for part in _PARTS.split(shorten(text)) if (words := normalise(part))]


def tell(scene: Scene) -> Reply:
    """A program; who reads; and where a human is."""
    buttons = (
        scene.button("talk", "common.somebody"),
        scene.button("now", "common.talk_now"),
        scene.button("privacy", "nudge.privacy"),
    )
    return Reply(text=scene.say("truth.tell", channel=_channel(scene)), buttons=buttons)


def tell_shortly(scene: Scene) -> Reply:
    """The same in one line, above what else was asked for."""
    return Reply(text=scene.say("truth.short", channel=_channel(scene)))


def _channel(scene: Scene) -> str:
    return scene.say("welcome.telegram") if scene.channel is Channel.TELEGRAM else ""
