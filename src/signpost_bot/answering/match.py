"""From a wish to places: one to three offerings, each with its reason, or honestly none."""

import numpy as np

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.postings import Scores
from signpost_bot.answering.understand import shorten, understand
from signpost_bot.answering.words import stems
from signpost_bot.model.answer import Answer, Band, Match, Wish
from signpost_bot.model.offering import Offering

RANKS = (1.0, 0.93, 0.88, 0.85, 0.82)
"""What a need counts for an offering: the first it ticks most, from the fifth on the same."""

NEEDS, MANY, CLEAR_NEED = 1.2, 0.05, 0.3
"""What the best need weighs, what each further one adds, and the evidence from which a need
weighs fully: below it, a name such as "fitcoach" has to win from a faint likeness."""

FIELDS, MOST_FIELDS = 14.0, 1.5
"""The BM25 score of an offering's own words that weighs one, and the most they can weigh."""

SURE, UNSURE = 0.36, 0.24
"""Evidence from which an answer is sure, or might fit (fitted: see docs/answering.md)."""

WORD_EVIDENCE = 25.0
"""The BM25 score of the offering's own words that counts as full evidence."""

ELSEWHERE = 0.75
"""How much evidence that it is about something else takes away."""

NOT_HERE = 0.4
"""How much a stronger need that is not on offer here takes away."""

MOST = {Band.SURE: 3, Band.UNSURE: 2, Band.NOTHING: 0}

NEAR_THE_BEST = 0.5
"""A second or third place is shown only if it scores at least this part of the first."""


def answer(text: str, catalog: IndexedCatalog) -> Answer:
    """The places for a question, best first. Any text is answered, none raises."""
    wish = understand(text, catalog.needs)
    words = catalog.fields.scores(dict.fromkeys(stems(shorten(text)), 1.0))
    band = _band(wish, words, catalog)
    scores = _needs_scores(wish, catalog) * _trust(wish) + np.minimum(words / FIELDS, MOST_FIELDS)
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
    needs: tuple[str, ...], seen: tuple[str, ...], catalog: IndexedCatalog
) -> tuple[Match, ...]:
    """Up to three other places for the same needs, without those already seen."""
    wish = Wish(needs=tuple((need, 1.0 - 0.1 * i) for i, need in enumerate(needs)))
    scores = _needs_scores(wish, catalog)
    unseen = np.array([offering.slug not in seen for offering in catalog.offerings], dtype=float)
    return _best(scores * unseen, wish, catalog, 3)


def _band(wish: Wish, words: Scores, catalog: IndexedCatalog) -> Band:
    """How sure we are, of what is on offer *here*: a need that no offering of this institution
    ticks is no evidence for the next best, it speaks against it."""
    ticked = {need for offering in catalog.offerings for need in offering.needs}
    strongest = max((score for _, score in wish.needs), default=0.0)
    offered = max((score for need, score in wish.needs if need in ticked), default=0.0)
    evidence = offered + words.max(initial=0.0) / WORD_EVIDENCE
    evidence -= ELSEWHERE * wish.elsewhere + NOT_HERE * (strongest - offered)
    if evidence >= SURE:
        return Band.SURE
    return Band.UNSURE if evidence >= UNSURE else Band.NOTHING


def _trust(wish: Wish) -> float:
    strongest = max((score for _, score in wish.needs), default=0.0)
    return NEEDS * min(1.0, strongest / CLEAR_NEED)


def _needs_scores(wish: Wish, catalog: IndexedCatalog) -> Scores:
    evidence = dict(wish.needs)
    strongest = max(evidence.values(), default=1.0)
    out = np.zeros(len(catalog.offerings))
    for i, offering in enumerate(catalog.offerings):
        values = [
            RANKS[min(rank, len(RANKS) - 1)] * evidence[need] / strongest
            for rank, need in enumerate(offering.needs)
            if need in evidence
        ]
        out[i] = max(values, default=0.0) + MANY * sum(values)
    return out


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
    """The one or two needs that made it fit; its own first need when only words did."""
    strongest = max((score for _, score in wish.needs), default=0.0)
    shared = [need for need, s in wish.needs if need in offering.needs and s > strongest * 0.6]
    return tuple(shared[:2]) or offering.needs[:1]
