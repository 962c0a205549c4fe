"""A finding: one sentence about a file, with where it is."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place in a file; line and column count from 1.

    In a sheet they are the row and the column of a cell, and `header` is what stands above it.
    """

    file: PurePath
    line: int = 1
    column: int = 1
    header: str | None = None


class Level(StrEnum):
    """How much it matters: an error fails the check, advice never does."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong, and what to do: a key of `words/` with its values."""

    spot: Spot
    key: str
    values: tuple[tuple[str, str], ...] = ()
    level: Level = Level.ERROR
