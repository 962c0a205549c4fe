"""From a wish to places: one to three offerings, each with its reason, or honestly none."""

import numpy as np

from signpost_bot.answering.bands import find_band
from signpost_bot.answering.circumstances import NOTHING_KNOWN, Circumstances, is_for
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.named import find_named
from signpost_bot.answering.postings import Scores
from signpost_bot.answering.ranking import NEAR_THE_BEST, choose, rank
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

NAMED = 0.5
"""What it counts to be called exactly what was asked: before places for the same need, beside them
and not instead of them."""

HEARD = 0.2
"""The share from which a need decides who has to be among an answer."""

MOST = {Band.SURE: 3, Band.UNSURE: 2, Band.NOTHING: 0}


def answer(
    text: str,
    catalog: IndexedCatalog,
    vector: Vector | None = None,
    given: Circumstances = NOTHING_KNOWN,
) -> Answer:
    """The places for a question, best first. Any text is answered, none raises.

    `vector` is that of the text (`meaning.vectors.embed`); without it only the words count.
    """
    wish = understand(text, catalog.needs, vector)
    words = catalog.fields.scores(dict.fromkeys(stems(shorten(text)), 1.0))
    scores = _needs_scores(wish, catalog) + _own_words(words, vector, catalog)
    named = np.zeros(len(scores))
    named[list(find_named(shorten(text), catalog.names))] = NAMED
    scores = scores + named
    mine = _meant_for(catalog, given)
    band = find_band(wish, (words * mine).max(initial=0.0), scores * mine)
    if band is Band.NOTHING:
        # A year may have been told long ago: what is for others is better than nothing.
        mine = np.ones(len(scores))
        band = find_band(wish, words.max(initial=0.0), scores)
    if (named * mine).any():
        band = Band.SURE
    lead = _lead(wish)
    times = given.count(lead)
    found = _matches(scores * mine, wish, catalog, always=catalog.institution.at_school)
    matches = choose(found, lead, given, catalog, MOST[band], times=times)
    return Answer(band=band if matches else Band.NOTHING, matches=matches, wish=wish, asked=times)


def answer_needs(
    needs: tuple[str, ...], catalog: IndexedCatalog, given: Circumstances = NOTHING_KNOWN
) -> Answer:
    """The places for needs that were chosen with a button, all weighing the same."""
    wish = Wish(needs=tuple((need, 1.0) for need in needs))
    matches = _of_needs(wish, catalog, given, most=3)
    return Answer(band=Band.SURE, matches=matches, wish=wish)


def rank_needs(
    needs: tuple[str, ...], catalog: IndexedCatalog, given: Circumstances = NOTHING_KNOWN
) -> tuple[Match, ...]:
    """All places for these needs, best first; none that is meant for others."""
    wish = Wish(needs=tuple((need, 1.0) for need in needs))
    scores = _needs_scores(wish, catalog) * _meant_for(catalog, given)
    return rank(_matches(scores, wish, catalog), given, catalog)


def more_like(
    needs: tuple[str, ...],
    seen: tuple[str, ...],
    catalog: IndexedCatalog,
    given: Circumstances = NOTHING_KNOWN,
    most: int = 3,
) -> tuple[Match, ...]:
    """Other places for the same needs, without those already seen."""
    wish = Wish(needs=tuple((need, 1.0 - 0.1 * i) for i, need in enumerate(needs)))
    return _of_needs(wish, catalog, given, most, seen=seen, times=given.asked)


def _of_needs(
    wish: Wish,
    catalog: IndexedCatalog,
    given: Circumstances,
    most: int,
    *,
    seen: tuple[str, ...] = (),
    times: int = 1,
) -> tuple[Match, ...]:
    unseen = np.array([offering.slug not in seen for offering in catalog.offerings], dtype=float)
    scores = _needs_scores(wish, catalog) * unseen
    mine = scores * _meant_for(catalog, given)
    found = _matches(mine if mine.any() else scores, wish, catalog)
    return choose(found, _lead(wish), given, catalog, most, times=times)


def _meant_for(catalog: IndexedCatalog, given: Circumstances) -> Scores:
    """One for what may be for this student, zero for what is meant for others."""
    if given.profile == NOTHING_KNOWN.profile:
        return np.ones(len(catalog.offerings))
    return np.array([is_for(one, given.profile) for one in catalog.offerings], dtype=float)


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
    # A talk may still be about a need that this version no longer knows.
    given = dict(wish.needs)
    shares = np.array([given.get(label, 0.0) for label in catalog.needs.layer.labels])
    each = catalog.ticks * shares
    return np.asarray(each.max(axis=1, initial=0.0) + SUM * each.sum(axis=1))


def _matches(
    scores: Scores, wish: Wish, catalog: IndexedCatalog, always: str | None = None
) -> list[Match]:
    """What fits, each with its reason, in no particular order: what is near the best, what is about
    the need the student is most after, and `always`."""
    floor = max(float(scores.max(initial=0.0)) * NEAR_THE_BEST, 1e-9)
    lead = _lead(wish)
    return [
        Match(
            offering=offering,
            score=round(score, 4),
            needs=_reasons(offering, wish),
        )
        for offering, score in zip(catalog.offerings, scores.tolist(), strict=True)
        if score >= floor or (score > 0 and lead in offering.needs) or offering.slug == always
    ]


def _lead(wish: Wish) -> str:
    """The need somebody is most after; empty when none was heard well enough to count on."""
    need, share = wish.needs[0] if wish.needs else ("", 0.0)
    return need if share >= HEARD else ""


def _reasons(offering: Offering, wish: Wish) -> tuple[str, ...]:
    """The one or two needs that made it fit; what the student is most after when only words did.
    Never what the offering is about and the student is not."""
    strongest = max((score for _, score in wish.needs), default=0.0)
    shared = [need for need, s in wish.needs if need in offering.needs and s > strongest * 0.3]
    return tuple(shared[:2]) or tuple(need for need, _ in wish.needs[:1]) or offering.needs[:1]
