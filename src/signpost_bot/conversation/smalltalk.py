"""Greetings, thanks and the like: no question, so no search, but always a friendly way on."""

import re

from signpost_bot.conversation.ask import something_else
from signpost_bot.conversation.me import privacy
from signpost_bot.conversation.people import now
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import choose_language, guidance
from signpost_bot.model.language import Language
from signpost_bot.model.turn import Turn
from signpost_bot.texts import read_packaged

_PATTERNS = {
    kind: re.compile("|".join(f"(?:{row})" for row in rows))
    for kind, rows in read_packaged("conversation", "smalltalk.yaml").items()
}


def find_kind(words: str) -> str | None:
    """Which small talk the whole message (normalised) is, if it is any."""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(words)), None)


def wants_somebody(scene: Scene, words: str) -> Turn | None:
    """ "help", "nu", "113": what `/nu` gives, in every state of the talk."""
    return now(scene, "") if find_kind(words) == "now" else None


def small_talk(scene: Scene, words: str) -> Turn | None:
    """The answer when the whole message is small talk; else None."""
    match find_kind(words):
        case None:
            return None
        case "something_else":
            return something_else(scene, "") if scene.session.needs else guidance(scene)
        case "privacy":
            return privacy(scene, "")
        case "dutch":
            return choose_language(scene, Language.NL)
        case "english":
            return choose_language(scene, Language.EN)
        case kind:
            return guidance(scene, f"smalltalk.{kind}")
