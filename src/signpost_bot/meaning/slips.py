"""Typing slips: copies of examples as a hurried thumb would type them, only for training."""

from random import Random
from zlib import crc32

EVERY = 3
"""One in so many examples gets a copy with slips."""
LONG_ENOUGH = 4
OFTEN = 0.4
"""How many of the longer words slip. Measured on sets that had been used: docs/answering.md."""


def slip(text: str) -> str:
    """The same text with letters swapped, left out or doubled; the same copy for the same text."""
    chance = Random(crc32(text.encode()))
    words = text.split(" ")
    return " ".join(_mistype(word, chance) if chance.random() < OFTEN else word for word in words)


def _mistype(word: str, chance: Random) -> str:
    if len(word) < LONG_ENOUGH or not word.isalpha():
        return word
    at = chance.randrange(len(word) - 1)
    one, two, rest = word[at], word[at + 1], word[at + 2 :]
    return word[:at] + chance.choice((two + one, two, one + one + two, two + one)) + rest
