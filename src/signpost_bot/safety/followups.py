"""What people say after a card ("I don't dare to call"), each with an answer of its own."""

import re
from enum import StrEnum

from signpost_bot.meaning.text import normalise
from signpost_bot.texts import read_packaged

MAX_LENGTH = 200
"""A follow-up is short; a long message is a story and goes the normal way."""


class Followup(StrEnum):
    """Which follow-up it is; the value is its key under `followup.` in `words/`."""

    AFRAID_TO_CALL = "afraid_to_call"
    DID_NOT_HELP = "did_not_help"
    WAS_A_JOKE = "was_a_joke"
    TELL_NOBODY = "tell_nobody"


def _compile() -> dict[Followup, re.Pattern[str]]:
    rows = read_packaged("safety", "followups.yaml")
    return {one: re.compile("|".join(f"(?:{row})" for row in rows[one])) for one in Followup}


_PATTERNS = _compile()


def find_followup(text: str) -> Followup | None:
    """The follow-up this message is, if it is one."""
    if len(text) > MAX_LENGTH:
        return None
    words = normalise(text)
    return next((one for one, pattern in _PATTERNS.items() if pattern.search(words)), None)
