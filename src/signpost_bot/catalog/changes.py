"""What changed between two revisions of an offering, field by field, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from signpost_bot.catalog.sheet_cells import write_cells
from signpost_bot.catalog.sheet_columns import REVISION, Known
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering

MOST = 400
"""Of more words it is not looked up which ones changed: that would take too long."""


@dataclass(frozen=True)
class Piece:
    """Words that stayed, went (`was` only) or came (`now` only)."""

    was: str
    now: str


@dataclass(frozen=True)
class Change:
    """A field, as its column in a sheet is called, and its words."""

    label: str
    pieces: tuple[Piece, ...]


def list_changes(
    before: Offering, after: Offering, language: Language, known: Known
) -> tuple[Change, ...]:
    """Every field that a sheet would show otherwise; a story or a fourth person is in no sheet."""
    was, now = (write_cells(one, 0, language, known) for one in (before, after))
    return tuple(
        Change(column.header(language), tuple(compare_words(was[column], now[column])))
        for column in now
        if column is not REVISION and was[column] != now[column]
    )


def compare_words(was: str, now: str) -> Iterator[Piece]:
    """The pieces that together are both texts."""
    one, other = (re.findall(r"\s+|\S+", text) for text in (was, now))
    if max(len(one), len(other)) > 2 * MOST:
        yield Piece(was, now)
        return
    for _, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield Piece("".join(one[a:b]), "".join(other[c:d]))
