"""The margin: how much nearer a message is to examples of danger than to all others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from signpost_bot.meaning.vectors import Vector

NEAREST = 5
"""How many examples on either side are looked at: one lucky likeness is not danger."""


@dataclass(frozen=True, kw_only=True)
class Margin:
    """The vectors of examples on both sides, cut to their main directions."""

    projection: Vector
    danger: Vector
    others: Vector

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """From the arrays of a weights file."""
        return cls(**{name: kept[name].astype(np.float32) for name in cls.__annotations__})

    def of(self, centred: Vector) -> float:
        """Above zero when danger is nearer; most messages lie between -0.3 and 0.3."""
        cut = centred @ self.projection
        return _nearest(self.danger @ cut) - _nearest(self.others @ cut)


def _nearest(likeness: Vector) -> float:
    return float(np.partition(likeness, len(likeness) - NEAREST)[-NEAREST:].mean())
