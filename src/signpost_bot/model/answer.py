"""A question understood, and the places that fit it."""

from dataclasses import dataclass
from enum import StrEnum

from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering


class Band(StrEnum):
    """How sure we are: show one to three, up to two that might fit, or say there is nothing."""

    SURE = "sure"
    UNSURE = "unsure"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What we understood of a question: needs with their shares, best first, and its language.

    `elsewhere` is the share of what no institution offers. With `has_vector` the meaning was
    looked at too, not only the words.
    """

    needs: tuple[tuple[str, float], ...]
    language: Language | None = None
    elsewhere: float = 0.0
    is_small: bool = False
    has_vector: bool = False


@dataclass(frozen=True, kw_only=True)
class Match:
    """An offering that fits a wish; `needs` are the slugs that are the reason."""

    offering: Offering
    score: float
    needs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All that is said to one question, best match first; `asked` counts how often in a row it is
    about the same need."""

    band: Band
    matches: tuple[Match, ...]
    wish: Wish
    asked: int = 1
