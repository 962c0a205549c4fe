"""Brings the many spellings of a chat back to the words that the patterns are written in."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from signpost_bot.meaning.text import normalise

_HIDDEN_LETTER = re.compile(r"(?<=[^\W\d_])[*\u2022\u00b7]+(?=[^\W\d_])")
_AT_FOR_A = re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_])")
_DIGIT_FOR_LETTER = re.compile(r"[^\W\d_]+\d\w*[^\W\d_]")
_LEET = str.maketrans("0134578", "oieastb")
_SHORTEST_HEAVY_WORD, _LONGEST_HEAVY_WORD = 6, 24


class Spelling:
    """Reads a text as words. Heavy words are recognised with one wrong letter as well."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take `words` (as typed: as meant), `heavy` (words to recognise) and `ordinary`."""
        self._table: dict[str, list[str]] = {
            typed: meant.split() for typed, meant in tables["words"].items()
        }
        self._firsts = frozenset(typed.split()[0] for typed in self._table)
        self._ordinary = frozenset(tables["ordinary"])
        self._heavy: dict[str, str] = {}
        for word in tables["heavy"]:
            self._heavy[word] = word
            for shorter in _one_letter_less(word):
                self._heavy.setdefault(shorter, word)

    def words(self, text: str, known: Collection[str] = ()) -> list[str]:
        """The words of a text in the spelling of the patterns; `known` ones are left alone."""
        words = normalise(_AT_FOR_A.sub("a", _HIDDEN_LETTER.sub("", text))).split()
        meant = {word: self._meant(word, known) for word in set(words)}
        return self.from_table([meant[word] for word in words])

    def from_table(self, words: Sequence[str]) -> list[str]:
        """Words, and pairs of words, in the spelling that the table gives for them."""
        if self._firsts.isdisjoint(words):
            # Most words: all phrases of the patterns pass here at every start.
            return list(words)
        pairs = self._pairs(words)
        return self._pairs([meant for word in pairs for meant in self._table.get(word, (word,))])

    def _pairs(self, words: Sequence[str]) -> list[str]:
        result: list[str] = []
        place = 0
        while place < len(words):
            pair = self._table.get(" ".join(words[place : place + 2]))
            if pair is None or place + 1 == len(words):
                result.append(words[place])
                place += 1
            else:
                result += pair
                place += 2
        return result

    def _meant(self, word: str, known: Collection[str]) -> str:
        if word in known or word in self._table or word in self._ordinary:
            return word
        for other in _respelled(word):
            if other in known or other in self._table or other in self._heavy:
                word = other
                break
        return word if word in known else self._heavy_word(word)

    def _heavy_word(self, word: str) -> str:
        if not _SHORTEST_HEAVY_WORD <= len(word) <= _LONGEST_HEAVY_WORD:
            return word
        spellings = (word, *_one_letter_less(word))
        return next((self._heavy[s] for s in spellings if s in self._heavy), word)


def _respelled(word: str) -> Iterator[str]:
    """Without digits for letters ("d00d"), without a letter that was held down ("dieee")."""
    if _DIGIT_FOR_LETTER.fullmatch(word):
        yield word.translate(_LEET)
    if word[-1:] == word[-2:-1] and word.isalpha():
        yield word[:-1]
    if "ii" in word:
        yield word.replace("ii", "i")


def _one_letter_less(word: str) -> list[str]:
    return [word[:n] + word[n + 1 :] for n in range(len(word))]
