"""From a wish to places: one to three offerings, each with its reason, or honestly none."""

import numpy as np

from signpost_bot.answering.bands import find_band
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.postings import Scores
from signpost_bot.answering.understand import understand
from signpost_bot.answering.words import stems
from signpost_bot.meaning.text import shorten
from signpost_bot.meaning.vectors import Vector
from signpost_bot.model.answer import Answer, Band, Match, Wish
from signpost_bot.model.offering import Offering

SUM = 0.3
"""What all needs that fit an offering count, beside the best one."""

FIELDS, MOST_FIELDS = 140.0, 0.15
"""The BM25 score of an offering's own words that weighs one, and the most they can weigh, beside
the meaning; without vectors twice as much."""

OWN_TEXT = (0.3, 0.15, 0.05, 0.0)
"""What the likeness to an offering's texts weighs, the nearest most."""

MOST = {Band.SURE: 3, Band.UNSURE: 2, Band.NOTHING: 0}

NEAR_THE_BEST = 0.25
"""A second or third place is shown only if it scores at least this part of the first."""


def answer(text: str, catalog: IndexedCatalog, vector: Vector | None = None) -> Answer:
    """The places for a question, best first. Any text is answered, none raises.

    `vector` is that of the text (`meaning.vectors.embed`); without it only the words count.
    """
    wish = understand(text, catalog.needs, vector)
    words = catalog.fields.scores(dict.fromkeys(stems(shorten(text)), 1.0))
    scores = _needs_scores(wish, catalog) + _own_words(words, vector, catalog)
    band = find_band(wish, words.max(initial=0.0), scores)
    matches = _best(scores, wish, catalog, MOST[band])
    return Answer(band=band if matches else Band.NOTHING, matches=matches, wish=wish)


def answer_needs(needs: tuple[str, ...], catalog: IndexedCatalog) -> Answer:
    """The places for needs that were chosen with a button, all weighing the same."""
    wish = Wish(needs=tuple((need, 1.0) for need in needs))
    scores = _needs_scores(wish, catalog)
    return Answer(band=Band.SURE, matches=_best(scores, wish, catalog, 3), wish=wish)


def rank_needs(needs: tuple[str, ...], catalog: IndexedCatalog) -> tuple[Match, ...]:
    """All places for these needs, in the order of `answer_needs`."""
    wish = Wish(needs=tuple((need, 1.0) for need in needs))
    return _best(_needs_scores(wish, catalog), wish, catalog, len(catalog.offerings))


def more_like(
    needs: tuple[str, ...], seen: tuple[str, ...], catalog: IndexedCatalog, most: int = 3
) -> tuple[Match, ...]:
    """Other places for the same needs, without those already seen."""
    wish = Wish(needs=tuple((need, 1.0 - 0.1 * i) for i, need in enumerate(needs)))
    scores = _needs_scores(wish, catalog)
    unseen = np.array([offering.slug not in seen for offering in catalog.offerings], dtype=float)
    return _best(scores * unseen, wish, catalog, most)


def _own_words(words: Scores, vector: Vector | None, catalog: IndexedCatalog) -> Scores:
    """What the offerings' own words and texts say."""
    named = np.minimum(words / FIELDS, MOST_FIELDS)
    if vector is None:
        return 2 * named
    alike = catalog.vectors @ catalog.needs.layer.centre(vector) / 2
    nearest = np.sort(alike, axis=1)[:, ::-1] @ np.array(OWN_TEXT)
    total: Scores = named + np.maximum(nearest, 0)
    return total


def _needs_scores(wish: Wish, catalog: IndexedCatalog) -> Scores:
    shares = np.zeros(len(catalog.needs.layer.labels))
    for slug, share in wish.needs:
        shares[catalog.needs.layer.labels.index(slug)] = share
    each = catalog.ticks * shares
    return np.asarray(each.max(axis=1, initial=0.0) + SUM * each.sum(axis=1))


def _best(scores: Scores, wish: Wish, catalog: IndexedCatalog, most: int) -> tuple[Match, ...]:
    if not most or not len(scores):
        return ()
    floor = max(scores.max() * NEAR_THE_BEST, 1e-9)
    order = [int(i) for i in np.argsort(-scores, kind="stable")[:most] if scores[i] >= floor]
    return tuple(
        Match(
            offering=catalog.offerings[i],
            score=round(float(scores[i]), 4),
            needs=_reasons(catalog.offerings[i], wish),
        )
        for i in order
    )


def _reasons(offering: Offering, wish: Wish) -> tuple[str, ...]:
    """The one or two needs that made it fit; what the student is most after when only words did.
    Never what the offering is about and the student is not."""
    strongest = max((score for _, score in wish.needs), default=0.0)
    shared = [need for need, s in wish.needs if need in offering.needs and s > strongest * 0.3]
    return tuple(shared[:2]) or tuple(need for need, _ in wish.needs[:1]) or offering.needs[:1]
