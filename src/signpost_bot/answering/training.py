"""Makes the weights of answering from the bank: `signpost-bot answering train`."""

from importlib.resources import files
from pathlib import Path

import numpy as np

from signpost_bot.answering.bank import ELSEWHERE, bank_files, load_for_training, load_needs
from signpost_bot.answering.language import learn_language
from signpost_bot.meaning.fitting import Examples, fit_layer, main_directions, save_weights, stamp
from signpost_bot.meaning.vectors import Vector, centre

FILE = "needs.npz"
RANKS = (1.0, 0.5, 0.35)
"""What the first, second and third need of an example count."""
PIECES_C, DENSE_C = 10.0, 4.0


def weights_stamp() -> str:
    """What the weights of answering have to be made from."""
    return stamp(bank_files())


def train(vectors: Vector) -> int:
    """Fit and save; `vectors` are those of `load_for_training()`, in order. How many examples."""
    found = load_for_training()
    names = (*(need.slug for need in load_needs()), ELSEWHERE)
    one_by_one = [
        (row, names.index(slug), RANKS[min(rank, 2)])
        for row, example in enumerate(found)
        for rank, slug in enumerate(example.needs)
    ]
    rows, labels, weights = (np.array(part) for part in zip(*one_by_one, strict=True))
    examples = Examples(
        texts=[one.text for one in found], names=names, rows=rows, labels=labels, weights=weights
    )
    arrays = fit_layer(examples, vectors, pieces_c=PIECES_C, dense_c=DENSE_C)
    centred = centre(vectors, arrays["mean"])
    projection = main_directions(centred)
    words, odds = learn_language([(one.language, one.text) for one in found])
    arrays |= {
        "projection": projection.astype(np.float16),
        "neighbours": (centred @ projection).astype(np.float16),
        "rows": rows.astype(np.int32),
        "row_labels": labels.astype(np.int16),
        "row_weights": weights.astype(np.float16),
        "words": np.array(" ".join(words)),
        "odds": np.array(odds, dtype=np.float16),
    }
    where = Path(str(files("signpost_bot").joinpath("answering", "weights")))
    save_weights(where / FILE, arrays, labels=names, stamp=weights_stamp())
    return len(found)
