"""Reads a message for danger: patterns, or a layer that was trained on examples.

Patterns can be explained, name the kind, and work whatever is missing. The layer hears what is
said indirectly. Neither takes back what the other found.
"""

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from signpost_bot.meaning.layer import Layer, Scores, load_weights, read_layer, softmax
from signpost_bot.meaning.text import shorten
from signpost_bot.meaning.vectors import Vector
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.national import AlarmKind
from signpost_bot.safety import patterns

log = logging.getLogger(__name__)

NONE: Final = "none"
_COMMAND: Final = re.compile(r"/\w+(?:\s+\S+){0,2}")
"""Something for the program itself; patterns have read it, an example of the layer it is not."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Log odds of danger from which an alarm is strong, and from which it is soft."""

    strong: float
    soft: float


WITH_MODEL: Final = Limits(strong=-1.2, soft=-2.3)
WITHOUT_MODEL: Final = Limits(strong=0.0, soft=-2.0)
"""Fitted so that few ordinary questions alarm: docs/answering.md has the figures."""


def find_alarm(text: str, vector: Vector | None = None) -> Alarm | None:
    """The most serious sign of danger in a message, or None. Never raises.

    Patterns read all of it; the layer reads the words of the first 300 and the last 200
    characters, and what `vector` says they mean.
    """
    found = patterns.find_alarm(text)
    if found and found.level is Level.STRONG:
        return found
    if _COMMAND.fullmatch(text.strip()):
        return found
    try:
        heard = _hear(text, vector)
    except Exception as error:
        # Only the type: its text could quote. The patterns have looked already.
        log.error("the danger layer failed: %s", type(error).__name__)
        return found
    return heard if heard and (heard.level is Level.STRONG or found is None) else found


def log_odds(text: str, vector: Vector | None, layer: Layer) -> tuple[float, Scores]:
    """How much speaks for danger (0: as much as against), and the share of each label."""
    shares = softmax(layer.from_pieces(shorten(text)))
    odds = _odds(shares)
    if vector is None:
        return odds, shares
    dense = softmax(layer.from_vector(layer.centre(vector)))
    return (odds + _odds(dense)) / 2, shares + dense


def _hear(text: str, vector: Vector | None) -> Alarm | None:
    layer = _load()
    odds, shares = log_odds(text, vector, layer)
    limits = WITHOUT_MODEL if vector is None else WITH_MODEL
    if odds < limits.soft:
        return None
    kinds = [AlarmKind(label) for label in layer.labels if label != NONE]
    kind = kinds[int(np.argmax(shares[: len(kinds)]))]
    return Alarm(Level.STRONG if odds >= limits.strong else Level.SOFT, kind, is_heard=True)


def _odds(shares: Scores) -> float:
    none = float(np.clip(shares[-1], 1e-6, 1 - 1e-6))
    return float(np.log((1 - none) / none))


@cache
def _load() -> Layer:
    return read_layer(load_weights("safety", "weights", "danger.npz"))
