"""A catalog made ready for searching: built once per version, immutable."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from typing import Self

import numpy as np

from signpost_bot.answering.bank import load_needs
from signpost_bot.answering.language import LanguageGuess
from signpost_bot.answering.named import Names, list_names
from signpost_bot.answering.neighbours import Neighbours
from signpost_bot.answering.postings import Postings, bm25
from signpost_bot.answering.words import stems
from signpost_bot.meaning.layer import Layer, Scores, load_weights, read_layer
from signpost_bot.meaning.vectors import Vector, centre
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.language import Both, Language, Spoken
from signpost_bot.model.need import Need
from signpost_bot.model.offering import Offering

TITLE, ALSO_CALLED, SUMMARY, PERSON = 2.5, 2.0, 1.0, 1.0
"""How much a word counts in each field of an offering (BM25F)."""

RANKS = (1.0, 0.93, 0.88, 0.85, 0.82)
"""What a need counts for an offering: the first it ticks most, from the fifth on the same."""


@dataclass(frozen=True, kw_only=True)
class NeedsIndex:
    """The needs and what was learned from their examples; the same for all institutions."""

    needs: tuple[Need, ...]
    layer: Layer
    neighbours: Neighbours
    language: LanguageGuess

    def title(self, slug: str, language: Language) -> str | None:
        """The need's positive name."""
        return next((n.title.text(language) for n in self.needs if n.slug == slug), None)


@dataclass(frozen=True, kw_only=True)
class IndexedCatalog(Catalog):
    """A catalog with its search index; row by row in the order of its offerings.

    `fields` are the words of each offering, `names` what they are called, `ticks` what each need
    counts for it, `vectors` what its texts mean (zeros where nobody computed that).
    """

    needs: NeedsIndex = field(repr=False)
    fields: Postings = field(repr=False)
    names: Names = field(repr=False)
    ticks: Scores = field(repr=False)
    vectors: Vector = field(repr=False)

    @classmethod
    def build(
        cls, catalog: Catalog, needs: NeedsIndex, vectors: Mapping[str, Vector] | None = None
    ) -> Self:
        """The same catalog, searchable; `vectors` are raw, by slug, one row a text."""
        kept = {one.name: getattr(catalog, one.name) for one in fields_of(Catalog)}
        documents = [_weigh(offering) for offering in catalog.offerings]
        return cls(
            **kept,
            needs=needs,
            fields=bm25(documents, k1=1.2, b=0.4),
            names=list_names(catalog.offerings),
            ticks=_ticks(catalog.offerings, needs),
            vectors=_centred(catalog.offerings, needs, vectors or {}),
        )


def load_needs_index() -> NeedsIndex:
    """Read what `answering train` wrote; nothing is trained or embedded here."""
    kept = load_weights("answering", "weights", "needs.npz")
    words = str(kept["words"]).split(" ")
    return NeedsIndex(
        needs=load_needs(),
        layer=read_layer(kept),
        neighbours=Neighbours.read(kept),
        language=LanguageGuess(odds=dict(zip(words, kept["odds"].tolist(), strict=True))),
    )


def texts_of(offering: Offering) -> list[str]:
    """What is embedded of an offering: what it is and what it is also called, in nl and en."""
    return [
        f"{offering.title.text(language)}. {said}"
        for said_in in (offering.summary, offering.also_called)
        for language in Language
        for said in [_said(said_in, language)]
    ]


def _ticks(offerings: tuple[Offering, ...], needs: NeedsIndex) -> Scores:
    column = {slug: i for i, slug in enumerate(needs.layer.labels)}
    out = np.zeros((len(offerings), len(column)), dtype=np.float32)
    for row, offering in enumerate(offerings):
        for rank, need in enumerate(offering.needs):
            out[row, column[need]] = RANKS[min(rank, len(RANKS) - 1)]
    return out


def _centred(
    offerings: tuple[Offering, ...], needs: NeedsIndex, vectors: Mapping[str, Vector]
) -> Vector:
    width = len(needs.layer.mean)
    out = np.zeros((len(offerings), 2 * len(Language), width), dtype=np.float32)
    for row, offering in enumerate(offerings):
        if (found := vectors.get(offering.slug)) is not None and found.shape == out.shape[1:]:
            out[row] = centre(found, needs.layer.mean)
    return out


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
