"""A trained layer: from the pieces and the vector of a text to one number per label.

Fitted offline by `signpost-bot answering train`, and read here with numpy only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from signpost_bot.meaning.pieces import count_pieces
from signpost_bot.meaning.vectors import Vector, centre

Scores = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Two linear layers over the same labels: over pieces of words, and over vectors.

    The weights of the pieces are whole numbers from -127 to 127, times `scale` per label.
    """

    labels: tuple[str, ...]
    idf: Scores
    pieces: NDArray[np.int8]
    scale: Scores
    pieces_bias: Scores
    mean: Vector
    dense: Scores
    dense_bias: Scores

    def from_pieces(self, text: str) -> Scores:
        """What the pieces of a text say, before any softmax."""
        buckets, counts = count_pieces(text)
        if not len(buckets):
            return self.pieces_bias
        weights = counts * self.idf[buckets]
        weights /= np.linalg.norm(weights) or 1.0
        summed = weights @ self.pieces[buckets].astype(np.float32)
        return np.asarray(summed * self.scale + self.pieces_bias, dtype=np.float32)

    def from_vector(self, centred: Vector) -> Scores:
        """What the centred vector says, before any softmax."""
        return np.asarray(centred @ self.dense + self.dense_bias, dtype=np.float32)

    def centre(self, vector: Vector) -> Vector:
        """A raw vector as this layer reads it."""
        row: Vector = centre(vector.reshape(1, -1), self.mean)[0]
        return row


def softmax(scores: Scores) -> Scores:
    """Shares that add up to one."""
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), dtype=np.float32)


def load_weights(*where: str) -> Mapping[str, Any]:
    """The arrays of a weights file in the package, with `meta` read from JSON."""
    with as_file(files("signpost_bot").joinpath(*where)) as path, np.load(path) as kept:
        arrays = {name: kept[name] for name in kept.files if name != "meta"}
        return arrays | {"meta": json.loads(str(kept["meta"]))}


def read_layer(kept: Mapping[str, Any]) -> Layer:
    """A layer from the arrays of a weights file."""
    meta = kept["meta"]
    wide = {name: kept[name].astype(np.float32) for name in ("idf", "scale", "mean", "dense")}
    return Layer(
        labels=tuple(meta["labels"]),
        pieces=kept["pieces"],
        pieces_bias=kept["pieces_bias"].astype(np.float32),
        dense_bias=kept["dense_bias"].astype(np.float32),
        **wide,
    )
