"""Reads a message for danger: patterns, or a layer that was trained on examples.

Patterns can be explained, name the kind, and work whatever is missing. The layer hears what is
said indirectly. Neither takes away what the other found; only where a pattern stands on a word
that is often just a subject ("an essay about overdose") can the layer make strong soft.
"""

import logging
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np

from signpost_bot.meaning.layer import Layer, Scores, load_weights, read_layer, softmax
from signpost_bot.meaning.text import shorten
from signpost_bot.meaning.vectors import Vector
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.national import AlarmKind
from signpost_bot.safety import patterns
from signpost_bot.safety.margin import Margin

log = logging.getLogger(__name__)

NONE: Final = "none"
_COMMAND: Final = re.compile(r"/\w+(?:\s+\S+){0,2}")
"""Something for the program itself; patterns have read it, an example of the layer it is not."""


_PARTS: Final = re.compile(r"[.!?;,:\n]+|\b(?:en|maar|and|but)\b", re.IGNORECASE)
READ_WHOLE: Final = 300
"""Characters of a text of which nothing is left out before it is embedded."""
PART_IS_ORDINARY: Final = -3.0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Log odds of danger from which an alarm is strong, from which it is soft, and below which
    a doubtful word is no more than a word."""

    strong: float
    soft: float
    ordinary: float


@dataclass(frozen=True, kw_only=True)
class Trained:
    """What was learned from the bank of danger."""

    layer: Layer
    margin: Margin


PIECES: Final = 0.6
"""What the words weigh; the meaning weighs the rest."""
MARGIN: Final = 20.0
"""What the nearest examples weigh beside the layer (measured: docs/answering.md)."""

WITH_MODEL: Final = Limits(strong=-0.7, soft=-2.9, ordinary=-6.0)
WITHOUT_MODEL: Final = Limits(strong=-0.8, soft=-2.5, ordinary=-4.0)
"""Fitted so that few ordinary questions alarm: docs/answering.md has the figures."""


def find_alarm(text: str, vector: Vector | None = None) -> Alarm | None:
    """The most serious sign of danger in a message, or None. Never raises.

    Patterns read all of it; the layer reads the words of the first 300 and the last 200
    characters, and what `vector` says they mean.
    """
    found = patterns.find_alarm(text)
    if found and found.level is Level.STRONG and not found.is_doubtful:
        return found
    if _COMMAND.fullmatch(text.strip()):
        return found
    try:
        if found and found.level is Level.STRONG:
            return replace(found, level=Level.SOFT) if _is_ordinary(text, vector) else found
        heard = _hear(text, vector)
    except Exception as error:
        # Only the type: its text could quote. The patterns have looked already.
        log.error("the danger layer failed: %s", type(error).__name__)
        return found
    return heard if heard and (heard.level is Level.STRONG or found is None) else found


def log_odds(text: str, vector: Vector | None, trained: Trained) -> tuple[float, Scores]:
    """How much speaks for danger (0: as much as against), and the share of each label."""
    layer = trained.layer
    shares = softmax(layer.from_pieces(shorten(text)))
    odds = _odds(shares)
    if vector is None:
        return odds, shares
    centred = layer.centre(vector)
    dense = softmax(layer.from_vector(centred))
    near = MARGIN * trained.margin.of(centred)
    return PIECES * odds + (1 - PIECES) * _odds(dense) + near, shares + dense


def _hear(text: str, vector: Vector | None) -> Alarm | None:
    trained = _load()
    odds, shares = log_odds(text, vector, trained)
    limits = WITHOUT_MODEL if vector is None else WITH_MODEL
    if odds < limits.soft:
        return None
    kinds = [AlarmKind(label) for label in trained.layer.labels if label != NONE]
    kind = kinds[int(np.argmax(shares[: len(kinds)]))]
    return Alarm(Level.STRONG if odds >= limits.strong else Level.SOFT, kind, is_heard=True)


def _is_ordinary(text: str, vector: Vector | None) -> bool:
    """Whether the layer hears very clearly that nothing is wrong, in the whole and in each part:
    an innocent sentence beside it never takes danger away. Only for texts that it reads whole."""
    if len(text) > READ_WHOLE:
        return False
    trained = _load()
    limits = WITHOUT_MODEL if vector is None else WITH_MODEL
    parts = [part for part in _PARTS.split(text) if part.strip()]
    loudest = max(_odds(softmax(trained.layer.from_pieces(part))) for part in parts)
    return loudest < PART_IS_ORDINARY and log_odds(text, vector, trained)[0] < limits.ordinary


def _odds(shares: Scores) -> float:
    none = float(np.clip(shares[-1], 1e-6, 1 - 1e-6))
    return float(np.log((1 - none) / none))


@cache
def _load() -> Trained:
    kept = load_weights("safety", "weights", "danger.npz")
    return Trained(layer=read_layer(kept), margin=Margin.read(kept))
