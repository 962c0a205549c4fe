"""How a text reads on a phone: length, difficulty (LIX), and the two languages side by side."""

import re
from dataclasses import dataclass

from signpost_bot.model.institution import Sort
from signpost_bot.model.language import Both

LONG_WORD = 6
"""A word of more letters than this is long: LIX, Björnsson 1968, works for Dutch and English."""

FEWEST_WORDS = 8
"""A text of fewer words says too little about itself to measure."""

SHORT_NAME = 3
"""So many words may be the same in both languages: a proper name such as Serious Experience."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a reader can be asked: words in a sentence, LIX, letters in one word."""

    sentence: int
    lix: int
    word: int


B1 = Limits(sentence=20, lix=55, word=24)
A2 = Limits(sentence=15, lix=50, word=20)
"""B1 for hbo and wo, A2 for mbo."""

TITLE, SUMMARY, OTHER, PASTE = 60, 200, 160, 300
"""Characters: a title on two lines of a phone, a summary on five, a post in Teams on eight."""


def limits_for(sort: Sort | None) -> Limits:
    """The limits for a kind of school."""
    return A2 if sort is Sort.MBO else B1


def words_of(text: str) -> list[str]:
    """The words; `buddy's`, `laat-het` and `2.04` are one each."""
    return re.findall(r"\w+(?:['’.-]\w+)*", text)


def longest_sentence(text: str) -> int:
    """Words in the longest sentence."""
    return max(len(words_of(part)) for part in re.split(r"[.!?:](?:\s|$)|\n", text))


def longest_word(text: str) -> str:
    """The longest part of a word between hyphens."""
    return max(re.findall(r"[^\W\d_]+", text), key=len, default="")


def lix(text: str) -> int | None:
    """Words per sentence plus the share of long words in percent; None for a text too short.

    Below 40 reads easily, above 50 is work, above 60 is written for specialists.
    """
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = len([part for part in re.split(r"[.!?:](?:\s|$)|\n", text) if part.strip()])
    long = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / sentences + 100 * long / len(words))


def is_same(both: Both) -> bool:
    """Whether one of the languages was not written; a short name may be the same."""
    return both.nl == both.en and len(words_of(both.nl)) > SHORT_NAME


def is_uneven(both: Both) -> bool:
    """Whether one says far less than the other: under half the letters, and 25 fewer."""
    shorter, longer = sorted((len(both.nl), len(both.en)))
    return shorter * 2 < longer and longer - shorter > 25
