"""From a question to a wish: which needs speak in it, in which language, how small it is."""

import re
from collections import Counter

import numpy as np

from signpost_bot.answering.index import NeedsIndex
from signpost_bot.answering.postings import Postings, Scores, against_best
from signpost_bot.answering.words import ngrams, stems
from signpost_bot.meaning import normalise
from signpost_bot.model.answer import Wish
from signpost_bot.texts import read_packaged

LONGEST = 500
"""Characters that are searched: of a longer text the first 300 and the last 200."""

NEAREST = (0.7, 0.2, 0.1)
"""What the three nearest phrases of a need count for: one lucky hit is not a need."""

WORDS, PIECES = 0.7, 0.5
"""What whole words and pieces of words weigh (measured: see docs/answering.md)."""

KEPT = 8
"""The needs that are kept; the rest is noise."""

_SMALL = re.compile("|".join(read_packaged("answering", "small.yaml")))


def shorten(text: str) -> str:
    """The part of a text that is searched; bounds the time any text can take."""
    return text if len(text) <= LONGEST else f"{text[:300]} {text[-200:]}"


def understand(text: str, index: NeedsIndex) -> Wish:
    """What somebody is after. Needs come with their evidence (0 to about 1), strongest first."""
    said = normalise(shorten(text))
    text = _SMALL.sub(" ", said)
    words = _per_need(index.words, index.words.unit(Counter(stems(text))), index)
    pieces = _per_need(index.pieces, index.pieces.unit(ngrams(text)), index)
    # Each is measured against its own best, so that neither drowns the other; the sum is
    # brought back to the strength of the evidence itself.
    strength = (words.max() + pieces.max()) / 2
    mixed = (WORDS * against_best(words) + PIECES * against_best(pieces)) / (WORDS + PIECES)
    *_, elsewhere = mixed * strength
    best = np.argsort(-mixed[:-1], kind="stable")[:KEPT]
    return Wish(
        needs=tuple(
            (index.needs[i].slug, float(mixed[i] * strength)) for i in best if mixed[i] > 0
        ),
        elsewhere=float(elsewhere),
        language=index.language.guess(said),
        is_small=text != said,
    )


def _per_need(postings: Postings, query: dict[str, float], index: NeedsIndex) -> Scores:
    scores = postings.scores(query)
    out = np.zeros(len(index.spans))
    for i, (start, end) in enumerate(index.spans):
        nearest = np.sort(scores[start:end])[::-1][: len(NEAREST)]
        out[i] = sum(w * s for w, s in zip(NEAREST, nearest, strict=False))
    return out
