"""Words, pairs of words and pieces of words as numbers: hashed, so that no word list is needed."""

from collections import Counter
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from signpost_bot.meaning.text import normalise

BUCKETS = 1 << 16
SHORTEST, LONGEST = 2, 5
"""Letters in a piece; a word begins and ends with a space."""


def count_pieces(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Which buckets a text falls in, in order, and the log of how often (1 + ln n)."""
    words = normalise(text).split()
    found: Counter[int] = Counter(_bucket(f"w{word}") for word in words)
    found.update(_bucket(f"p{one} {other}") for one, other in pairwise(words))
    for word in words:
        framed = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            found.update(
                _bucket(framed[at : at + size]) for at in range(max(1, len(framed) - size + 1))
            )
    buckets = np.array(sorted(found), dtype=np.int64)
    counts = np.array([found[bucket] for bucket in sorted(found)], dtype=np.float32)
    return buckets, 1 + np.log(counts) if len(counts) else counts


def _bucket(piece: str) -> int:
    return crc32(piece.encode()) % BUCKETS
