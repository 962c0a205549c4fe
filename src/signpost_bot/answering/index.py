"""A catalog made ready for searching: built once per version, immutable."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from itertools import accumulate, pairwise
from typing import Self

from signpost_bot.answering.bank import list_phrases
from signpost_bot.answering.language import LanguageGuess, build_guess
from signpost_bot.answering.postings import Postings, bm25, cosine
from signpost_bot.answering.words import ngrams, stems
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.language import Both, Language, Spoken
from signpost_bot.model.need import Need
from signpost_bot.model.offering import Offering

TITLE, ALSO_CALLED, SUMMARY, PERSON = 2.5, 2.0, 1.0, 1.0
"""How much a word counts in each field of an offering (BM25F)."""


@dataclass(frozen=True, kw_only=True)
class NeedsIndex:
    """The bank of needs, searchable; the same for all institutions.

    The phrases of one need stand together: `spans` says from where to where, per need. The
    last span is `elsewhere`: what no institution offers.
    """

    needs: tuple[Need, ...]
    spans: tuple[tuple[int, int], ...]
    words: Postings
    pieces: Postings
    language: LanguageGuess

    def title(self, slug: str, language: Language) -> str | None:
        """The need's positive name."""
        return next((n.title.text(language) for n in self.needs if n.slug == slug), None)


@dataclass(frozen=True, kw_only=True)
class IndexedCatalog(Catalog):
    """A catalog with its search index; `fields` has one document per offering."""

    needs: NeedsIndex = field(repr=False)
    fields: Postings = field(repr=False)

    @classmethod
    def build(cls, catalog: Catalog, needs: NeedsIndex) -> Self:
        """The same catalog, searchable."""
        kept = {one.name: getattr(catalog, one.name) for one in fields_of(Catalog)}
        documents = [_weigh(offering) for offering in catalog.offerings]
        return cls(**kept, needs=needs, fields=bm25(documents, k1=1.2, b=0.4))


def build_needs_index(needs: tuple[Need, ...], elsewhere: Spoken) -> NeedsIndex:
    """Index every phrase of every need; about a second for 4,000 phrases."""
    phrases = [list_phrases(said) for said in (*(need.phrases for need in needs), elsewhere)]
    ends = list(accumulate(len(said) for said in phrases))
    rows = [row for said in phrases for row in said]
    return NeedsIndex(
        needs=needs,
        spans=tuple(pairwise([0, *ends])),
        words=cosine([Counter(stems(phrase, language)) for language, phrase in rows]),
        pieces=cosine([ngrams(phrase) for _, phrase in rows]),
        language=build_guess(rows),
    )


def _weigh(offering: Offering) -> dict[str, float]:
    weighed: defaultdict[str, float] = defaultdict(float)
    texts: list[tuple[float, Both | Spoken | None]] = [
        (TITLE, offering.title),
        (SUMMARY, offering.summary),
        (ALSO_CALLED, offering.also_called),
        *((PERSON, person.role) for person in offering.persons),
    ]
    for weight, text in texts:
        for language in Language:
            for stem in stems(_said(text, language), language):
                weighed[stem] += weight
    for person in offering.persons:
        for stem in stems(person.name):
            weighed[stem] += PERSON
    return dict(weighed)


def _said(text: Both | Spoken | None, language: Language) -> str:
    if isinstance(text, Both):
        return text.text(language)
    return " ; ".join(getattr(text, language)) if text else ""
