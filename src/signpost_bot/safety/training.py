"""Makes the weights of the danger layer from its bank: `signpost-bot answering train`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from signpost_bot.meaning.fitting import (
    Examples,
    fit_layer,
    main_directions,
    save_weights,
    stamp,
)
from signpost_bot.meaning.slips import EVERY, slip
from signpost_bot.meaning.vectors import Vector, centre
from signpost_bot.model.alarm import Level
from signpost_bot.model.national import AlarmKind

FILE = "danger.npz"
NONE = "none"
SOFT_WEIGHT = 0.6
"""What an example counts where a careful person would not be sure."""
PIECES_C, DENSE_C = 20.0, 4.0
SHORT = 40
"""Characters of what is said in one breath."""


@dataclass(frozen=True, kw_only=True)
class DangerExample:
    """One message, of which kind of danger it is, and how sure one can be; or neither."""

    text: str
    kind: AlarmKind | None
    level: Level | None


def bank_files() -> list[Path]:
    """The files of examples; only training reads them."""
    folder = Path(str(files("signpost_bot").joinpath("safety", "bank")))
    return sorted(folder.glob("*.txt"))


def load_for_training() -> list[DangerExample]:
    """All examples, and after them copies of some with typing slips."""
    found = load_examples()
    return [*found, *(replace(one, text=slip(one.text)) for one in found[::EVERY])]


def load_examples() -> list[DangerExample]:
    """All examples. `ValueError` says which line is wrong."""
    found = []
    for file in bank_files():
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            try:
                kind, level, text = line.split(" | ", 2)
                found.append(
                    DangerExample(
                        text=text,
                        kind=None if kind == NONE else AlarmKind(kind),
                        level=None if level == NONE else Level(level),
                    )
                )
            except ValueError:
                raise ValueError(f"{file.name}:{number}: write 'kind | level | text'") from None
    return found


def train(ordinary: Sequence[tuple[str, float]], vectors: Vector, made_from: str) -> int:
    """Fit and save. `ordinary` are texts without danger and what each counts; `vectors` are
    those of `load_for_training()`, and then of `ordinary`. How many examples."""
    found = load_for_training()
    names = (*AlarmKind, NONE)
    labels = [names.index(one.kind or NONE) for one in found] + [len(names) - 1] * len(ordinary)
    weights = [SOFT_WEIGHT if one.level is Level.SOFT else 1.0 for one in found]
    examples = Examples(
        texts=[*(one.text for one in found), *(text for text, _ in ordinary)],
        names=names,
        rows=np.arange(len(labels)),
        labels=np.array(labels),
        weights=np.array([*weights, *(weight for _, weight in ordinary)]),
    )
    arrays = fit_layer(examples, vectors, pieces_c=PIECES_C, dense_c=DENSE_C)
    centred = centre(vectors, arrays["mean"])
    projection = main_directions(centred)
    cut = (centred @ projection).astype(np.float16)
    is_danger = np.array(labels) < len(names) - 1
    # Of the ordinary ones every third will do: they are many, and lie close together. Short ones
    # all stay: they are the first thing a student types.
    kept = np.array([len(text) < SHORT for text in examples.texts])
    kept[: len(found)] = True
    kept[len(found) :: 3] = True
    arrays |= {
        "projection": projection.astype(np.float16),
        "danger": cut[is_danger],
        "others": cut[~is_danger & kept],
    }
    where = Path(str(files("signpost_bot").joinpath("safety", "weights")))
    save_weights(where / FILE, arrays, labels=[str(name) for name in names], stamp=made_from)
    return len(labels)


def weights_stamp(others: Sequence[Path]) -> str:
    """What the weights have to be made from: these examples, and the ordinary ones."""
    return stamp([*bank_files(), *others])
