"""The nearest examples of the bank: what their needs say about a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from signpost_bot.meaning.layer import Scores, softmax
from signpost_bot.meaning.vectors import Vector

NEAREST = (0.4, 0.25, 0.15, 0.1, 0.1)
"""What the five nearest examples of a need count for: one lucky hit is not a need."""
SHARPNESS = 12.0


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The vectors of all examples, cut to their main directions.

    `order` and `spans` put the examples of each label together; `weights` says how much each is
    about it.
    """

    projection: Vector
    vectors: Vector
    order: NDArray[np.int32]
    weights: Vector
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """From the arrays of a weights file."""
        labels = kept["row_labels"]
        order = np.argsort(labels, kind="stable")
        edges = np.searchsorted(labels[order], np.arange(len(kept["meta"]["labels"]) + 1))
        return cls(
            projection=kept["projection"].astype(np.float32),
            vectors=kept["neighbours"].astype(np.float32),
            order=kept["rows"][order],
            weights=np.sqrt(kept["row_weights"][order].astype(np.float32)),
            spans=tuple((int(a), int(b)) for a, b in pairwise(edges)),
        )

    def shares(self, centred: Vector) -> Scores:
        """One share per label; they add up to one."""
        alike = self.vectors @ (centred @ self.projection)
        each = alike[self.order] * self.weights
        out: Scores = np.zeros(len(self.spans), dtype=np.float32)
        for i, (start, end) in enumerate(self.spans):
            own, count = each[start:end], min(len(NEAREST), end - start)
            if count:
                nearest = np.sort(np.partition(own, len(own) - count)[-count:])[::-1]
                out[i] = nearest @ np.array(NEAREST[:count])
        return softmax(np.float32(SHARPNESS / 2) * out)
