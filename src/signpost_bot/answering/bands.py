"""How sure we are of an answer: three bands, from what the needs and the words say together."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from signpost_bot.model.answer import Band, Wish

Floats = NDArray[np.floating[Any]]

WITH_MODEL, WITHOUT_MODEL = (0.54, 0.24), (0.6, 0.21)
"""Evidence from which an answer is sure, and from which it might fit (docs/answering.md)."""

ELSEWHERE = 1.0
"""How much the share of "something else" takes away."""

WORDS = 25.0
"""The BM25 score of an offering's own words that counts as full evidence."""


def find_band(wish: Wish, words: float, scores: Floats) -> Band:
    """Sure, unsure or nothing, of what is on offer *here*."""
    evidence = weigh_evidence(wish, words, scores)
    sure, unsure = WITH_MODEL if wish.has_vector else WITHOUT_MODEL
    if evidence >= sure:
        return Band.SURE
    return Band.UNSURE if evidence >= unsure else Band.NOTHING


def weigh_evidence(wish: Wish, words: float, scores: Floats) -> float:
    """The score of the best place, helped by its name, less what speaks for something else.

    A need that no offering here ticks is no evidence for the next best.
    """
    best = float(np.max(scores, initial=0.0))
    return best + words / WORDS - ELSEWHERE * wish.elsewhere
