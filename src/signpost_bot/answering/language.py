"""Which language somebody writes in, from the words of the bank; only for choosing the reply's."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from signpost_bot.answering.words import STOPWORDS
from signpost_bot.meaning.text import normalise
from signpost_bot.model.language import Language

FEWEST_WORDS = 4
"""Three words or fewer say too little: the student's own setting stays."""
CLEAR = 1.5
"""Evidence (log odds) from which a text counts as clearly Dutch or clearly English."""


@dataclass(frozen=True, kw_only=True)
class LanguageGuess:
    """Log odds per word: above zero is Dutch, below zero English."""

    odds: Mapping[str, float]

    def guess(self, text: str) -> Language | None:
        """The language of `text`, or None for short, mixed or foreign text."""
        words = normalise(text[:1000]).split()
        if len(words) < FEWEST_WORDS:
            return None
        evidence = sum(self.odds.get(word, 0.0) for word in words)
        if abs(evidence) < CLEAR:
            return None
        return Language.NL if evidence > 0 else Language.EN


def learn_language(
    phrases: Sequence[tuple[Language, str]],
) -> tuple[list[str], list[float]]:
    """Words and their log odds, from phrases whose language is known; function words count as
    often seen. Words that say nothing are left out."""
    seen = {language: Counter[str]() for language in Language}
    for language, phrase in phrases:
        seen[language].update(normalise(phrase).split())
    for language in Language:
        seen[language].update({word: 20 for word in STOPWORDS[language]})
    dutch, english = seen[Language.NL], seen[Language.EN]
    odds = {w: math.log((dutch[w] + 0.3) / (english[w] + 0.3)) for w in sorted(dutch | english)}
    kept = {word: value for word, value in odds.items() if abs(value) > 0.5}
    return list(kept), list(kept.values())
