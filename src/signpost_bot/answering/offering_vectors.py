"""Vectors of an offering's texts: made when a revision is saved, and kept with it.

Those of the catalogs in this package come along, so that a first start embeds nothing.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from signpost_bot.answering.index import texts_of
from signpost_bot.meaning.layer import load_weights
from signpost_bot.meaning.vectors import MODELS, SIZE, Vector, embed
from signpost_bot.model.offering import Offering

FILE = "catalogs.npz"
MADE_BY = " + ".join(MODELS)
"""Stands beside vectors: those of other models are not looked at."""


def make_vectors(offering: Offering) -> bytes | None:
    """What is kept with a revision; None where there are no models. A tenth of a second at most,
    and nothing for an offering that ships with the package."""
    texts = texts_of(offering)
    shipped = _shipped()
    found = [shipped.get(_digest(text)) for text in texts]
    if all(row is not None for row in found):
        return np.stack([row for row in found if row is not None]).tobytes()
    rows = embed(texts)
    return None if rows is None else rows.astype(np.float16).tobytes()


def read_vectors(kept: bytes | None) -> Vector | None:
    """The vectors again, one row a text."""
    if not kept:
        return None
    return np.frombuffer(kept, dtype=np.float16).reshape(-1, SIZE).astype(np.float32)


def pack(texts: Sequence[str], vectors: Vector) -> dict[str, object]:
    """The arrays of the file that ships; written by `answering train`."""
    return {
        "digests": np.array(" ".join(_digest(text) for text in texts)),
        "vectors": vectors.astype(np.float16),
    }


@cache
def _shipped() -> dict[str, Vector]:
    if not files("signpost_bot").joinpath("answering", "weights", FILE).is_file():
        return {}
    kept = load_weights("answering", "weights", FILE)
    if kept["meta"]["made_by"] != MADE_BY:
        return {}
    return dict(zip(str(kept["digests"]).split(), kept["vectors"], strict=True))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
