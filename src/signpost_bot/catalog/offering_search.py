"""Finding an offering at the desk by what staff remember of it, typing mistakes forgiven."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Self

from signpost_bot.meaning.text import normalise
from signpost_bot.model.language import Both
from signpost_bot.model.offering import Offering

LONGEST = 100
"""Letters of a question; more finds nothing that these do not."""
FORGIVEN_FROM = 4
"""Letters of a word from which on a mistake is forgiven; shorter ones are all alike."""
ALIKE = 0.75
"""How alike a word must be: one letter wrong in four, or two that changed places in six."""


@dataclass(frozen=True, kw_only=True)
class OfferingSearch:
    """The words of each offering, in the order they came, and all words there are."""

    texts: tuple[str, ...] = field(repr=False)
    words: tuple[str, ...] = field(repr=False)

    @classmethod
    def build(cls, texts: Sequence[str]) -> Self:
        """Ready to be asked; each of the texts is what `text_of` makes of an offering."""
        words = {word for text in texts for word in text.split()}
        return cls(texts=tuple(texts), words=tuple(sorted(words)))

    def find(self, asked: str) -> frozenset[int]:
        """Which offerings have every word that is asked for, or a part of a word: who searches
        while typing has not finished the last one. Without words all of them."""
        found = frozenset(range(len(self.texts)))
        for word in normalise(asked[:LONGEST]).split():
            found &= self._having(word) or self._nearly_having(word)
        return found

    def _having(self, word: str) -> frozenset[int]:
        return frozenset(at for at, text in enumerate(self.texts) if word in text)

    def _nearly_having(self, word: str) -> frozenset[int]:
        if len(word) < FORGIVEN_FROM:
            return frozenset()
        close = set(get_close_matches(word, self.words, n=5, cutoff=ALIKE))
        return frozenset(at for at, text in enumerate(self.texts) if close & set(text.split()))


def text_of(offering: Offering, needs: Mapping[str, Both]) -> str:
    """The words by which an offering is found; `needs` are the names of the needs, by slug."""
    place = offering.place
    both = [
        offering.title,
        *(needs[slug] for slug in offering.needs if slug in needs),
        *((place.where,) if place and place.where else ()),
    ]
    words = [
        offering.slug,
        *(text for one in both for text in (one.nl, one.en)),
        *offering.also_called.nl,
        *offering.also_called.en,
        *(person.name for person in offering.persons),
    ]
    return normalise(" ".join(words))
