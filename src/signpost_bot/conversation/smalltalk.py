"""Greetings, thanks and the like: no question, so no search, but always a friendly way on."""

import re

from signpost_bot.conversation.ask import something_else
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.turn import Turn
from signpost_bot.texts import read_packaged

SOMETHING_ELSE = "something_else"

_PATTERNS = {
    kind: re.compile("|".join(f"(?:{row})" for row in rows))
    for kind, rows in read_packaged("conversation", "smalltalk.yaml").items()
}


def small_talk(scene: Scene, words: str) -> Turn | None:
    """The answer to `words` (normalised) when the whole message is small talk; else None."""
    kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(words)), None)
    if kind is None:
        return None
    if kind == SOMETHING_ELSE:
        return something_else(scene, "") if scene.session.needs else guidance(scene)
    return guidance(scene, f"smalltalk.{kind}")
