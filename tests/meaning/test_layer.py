"""Pieces and layers: hashed the same everywhere, and nothing breaks on no words at all."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.meaning.layer import Layer, softmax
from signpost_bot.meaning.pieces import BUCKETS, count_pieces

LAYER = Layer(
    labels=("a", "b"),
    idf=np.ones(BUCKETS, dtype=np.float32),
    pieces=np.zeros((BUCKETS, 2), dtype=np.int8),
    scale=np.array([0.1, 0.2], dtype=np.float32),
    pieces_bias=np.array([1.0, 2.0], dtype=np.float32),
    mean=np.zeros(4, dtype=np.float32),
    dense=np.zeros((4, 2), dtype=np.float32),
    dense_bias=np.array([3.0, 4.0], dtype=np.float32),
)


@given(st.text(max_size=200))
def test_any_text_falls_in_the_same_buckets_twice(text: str) -> None:
    buckets, counts = count_pieces(text)
    again, _ = count_pieces(text)

    assert np.array_equal(buckets, again)
    assert len(buckets) == len(counts)
    assert (counts >= 1).all()
    assert ((buckets >= 0) & (buckets < BUCKETS)).all()


def test_the_buckets_are_the_same_on_every_machine() -> None:
    """The weights count on it; these are from crc32, written down once."""
    assert count_pieces("slaap")[0][:3].tolist() == [1310, 5561, 5851]


@given(st.text(max_size=200))
def test_a_layer_gives_finite_numbers_for_any_text(text: str) -> None:
    scores = LAYER.from_pieces(text)

    assert np.isfinite(scores).all()
    assert np.allclose(scores, [1, 2]), "no piece weighs anything here"


def test_shares_add_up_and_nothing_overflows() -> None:
    assert softmax(np.array([1e4, -1e4, 0], dtype=np.float32)).sum() == 1
