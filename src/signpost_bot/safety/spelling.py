"""Brings the many spellings of a chat back to the words that the patterns are written in."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from signpost_bot.meaning import normalise

_HIDDEN_LETTER = re.compile(r"(?<=[^\W\d_])[*\u2022\u00b7]+(?=[^\W\d_])")
_AT_LETTER = re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_])")
_LEET = str.maketrans("0134578", "oieastb")
_TWICE = re.compile(r"(\w)\1")
_TWICE_CONSONANT = re.compile(r"([b-df-hj-np-tv-z])\1")
_LONG_ENOUGH, _LONGEST_HEAVY_WORD = 5, 24


class Spelling:
    """Reads a text as words. Heavy words are recognised with one wrong letter as well."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take `words` (as typed: as meant), `heavy` (words to recognise) and `ordinary`."""
        self._table: dict[str, list[str]] = {
            typed: str(meant).split() for typed, meant in tables["words"].items()
        }
        self._ordinary = frozenset(tables["ordinary"])
        self._heavy: dict[str, str] = {}
        for word in tables["heavy"]:
            self._heavy[word] = word
            for shorter in _one_letter_less(word):
                self._heavy.setdefault(shorter, word)
        self.known: Collection[str] = frozenset()

    def words(self, text: str) -> list[str]:
        """The words of a text, in the spelling of the patterns."""
        text = _AT_LETTER.sub("a", _HIDDEN_LETTER.sub("", text))
        meant: dict[str, str] = {}
        words = normalise(text).split()
        for word in set(words):
            meant[word] = self._meant(word)
        return self.table([meant[word] for word in words])

    def table(self, words: Sequence[str]) -> list[str]:
        """Words and pairs of words from the table in the spelling they stand for."""
        once: list[str] = []
        for word in words:
            once += self._table.get(word, (word,))
        twice: list[str] = []
        place = 0
        while place < len(once):
            pair = (
                self._table.get(" ".join(once[place : place + 2]))
                if place + 1 < len(once)
                else None
            )
            twice += pair or once[place : place + 1]
            place += 2 if pair else 1
        return twice

    def _meant(self, word: str) -> str:
        if word in self.known or word in self._table or word in self._ordinary:
            return word
        if any(c.isdigit() for c in word) and not word.isdigit():
            word = self._if_known(word.translate(_LEET), word)
        once = _TWICE_CONSONANT.sub(r"\1", word)
        if len(word) >= _LONG_ENOUGH:
            word = self._if_known(once, self._if_known(_TWICE.sub(r"\1", word), word))
        return self._heavy_word(word)

    def _if_known(self, word: str, otherwise: str) -> str:
        return (
            word if word in self.known or word in self._table or word in self._heavy else otherwise
        )

    def _heavy_word(self, word: str) -> str:
        if word in self.known or not _LONG_ENOUGH <= len(word) <= _LONGEST_HEAVY_WORD:
            return word
        if word in self._heavy:
            return self._heavy[word]
        return next((self._heavy[s] for s in _one_letter_less(word) if s in self._heavy), word)


def _one_letter_less(word: str) -> list[str]:
    return [word[:n] + word[n + 1 :] for n in range(len(word))]
