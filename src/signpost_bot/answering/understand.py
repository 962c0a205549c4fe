"""From a question to a wish: which needs speak in it, in which language, how small it is."""

import re

import numpy as np

from signpost_bot.answering.index import NeedsIndex
from signpost_bot.meaning.layer import Scores, softmax
from signpost_bot.meaning.text import normalise, shorten
from signpost_bot.meaning.vectors import Vector
from signpost_bot.model.answer import Wish
from signpost_bot.texts import read_packaged

PIECES, DENSE, NEIGHBOURS = 1.0, 1.0, 1.0
"""What the words, the meaning and the nearest examples weigh (measured: docs/answering.md)."""

KEPT = 12
"""The needs that are kept; the rest is noise."""

_SMALL = re.compile("|".join(read_packaged("answering", "small.yaml")))


def understand(text: str, index: NeedsIndex, vector: Vector | None = None) -> Wish:
    """What somebody is after: needs with their shares (together at most 1), strongest first.

    `vector` is that of the text; without it only the words count.
    """
    said = normalise(shorten(text))
    rest = _SMALL.sub(" ", said)
    shares = _share(rest if rest.strip() else said, index, vector)
    *needs, elsewhere = shares
    best = np.argsort(-np.array(needs), kind="stable")[:KEPT]
    return Wish(
        needs=tuple((index.needs[i].slug, float(needs[i])) for i in best),
        language=index.language.guess(said),
        elsewhere=float(elsewhere),
        is_small=rest != said,
        has_vector=vector is not None,
    )


def _share(text: str, index: NeedsIndex, vector: Vector | None) -> Scores:
    pieces = softmax(index.layer.from_pieces(text))
    if vector is None:
        return pieces
    centred = index.layer.centre(vector)
    mixed = (
        PIECES * pieces
        + DENSE * softmax(index.layer.from_vector(centred))
        + NEIGHBOURS * index.neighbours.shares(centred)
    )
    return np.asarray(mixed / (PIECES + DENSE + NEIGHBOURS), dtype=np.float32)
