"""Fits a layer on labelled examples; only for `signpost-bot answering train`, with scikit-learn."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from signpost_bot.meaning.pieces import BUCKETS, LONGEST, SHORTEST, count_pieces
from signpost_bot.meaning.vectors import MODELS, Vector, centre

WIDTH = 256
"""Numbers kept of an example's vector, for its neighbours; all 896 find hardly more."""

FORMAT = 3
"""Goes up when weights are made otherwise from the same examples."""


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Texts and what they are: `rows`, `labels` and `weights` name one label of one text each."""

    texts: Sequence[str]
    names: tuple[str, ...]
    rows: NDArray[np.int64]
    labels: NDArray[np.int64]
    weights: NDArray[np.float64]


def stamp(files: Sequence[Path]) -> str:
    """What weights were made from: the examples and the models. A test compares it."""
    digest = hashlib.sha256(f"{FORMAT} {MODELS} {BUCKETS} {SHORTEST}-{LONGEST}".encode())
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def fit_layer(
    examples: Examples, vectors: Vector, *, pieces_c: float, dense_c: float
) -> dict[str, Any]:
    """The arrays of a layer; `pieces_c` and `dense_c` say how closely to follow the examples."""
    from scipy.sparse import csr_matrix, diags
    from sklearn.linear_model import LogisticRegression

    counted = [count_pieces(text) for text in examples.texts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in counted)])
    counts = csr_matrix(
        (
            np.concatenate([values for _, values in counted]),
            np.concatenate([buckets for buckets, _ in counted]),
            ends,
        ),
        shape=(len(counted), BUCKETS),
    )
    holds = np.asarray((counts > 0).sum(0)).ravel()
    idf = np.log(1 + (len(counted) - holds + 0.5) / (holds + 0.5)).astype(np.float32)
    weighed = counts @ diags(idf)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(1)).ravel())
    pieces = diags(1 / np.maximum(lengths, 1e-9)) @ weighed
    lexical = LogisticRegression(C=pieces_c, max_iter=80)
    lexical.fit(pieces[examples.rows], examples.labels, sample_weight=examples.weights)
    mean = vectors.mean(0)
    dense = LogisticRegression(C=dense_c, max_iter=300)
    centred = centre(vectors, mean)
    dense.fit(centred[examples.rows], examples.labels, sample_weight=examples.weights)
    scale = np.abs(lexical.coef_).max(1) / 127
    return {
        "idf": idf.astype(np.float16),
        "pieces": np.round(lexical.coef_ / scale[:, None]).astype(np.int8).T.copy(),
        "scale": scale.astype(np.float32),
        "pieces_bias": lexical.intercept_.astype(np.float32),
        "mean": mean.astype(np.float32),
        "dense": dense.coef_.T.astype(np.float16),
        "dense_bias": dense.intercept_.astype(np.float32),
    }


def main_directions(centred: Vector) -> Vector:
    """The directions in which these vectors differ most, as columns; the rest is noise to a
    neighbour."""
    _, _, directions = np.linalg.svd(centred.T @ centred)
    kept: Vector = directions[:WIDTH].T
    return kept


def save_weights(file: Path, arrays: dict[str, Any], **meta: object) -> None:
    """Write a weights file; the same arrays give the same bytes."""
    file.parent.mkdir(exist_ok=True)
    np.savez_compressed(file, meta=np.array(json.dumps(meta)), **arrays)
