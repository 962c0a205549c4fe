"""What changed between two revisions of an offering, field by field, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from signpost_bot.calendar import say_date
from signpost_bot.catalog.form_fields import Field, list_fields, say_values
from signpost_bot.catalog.form_filling import fill_fields
from signpost_bot.catalog.merging import differing_fields
from signpost_bot.catalog.sheet_cells import moments_of
from signpost_bot.catalog.sheet_columns import Known, columns_of
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.texts import say

MOST = 400
"""Of more words it is not looked up which ones changed: that would take too long."""
(MOMENTS,), (CHECKED,) = columns_of("moments"), columns_of("checked_on")


@dataclass(frozen=True)
class Piece:
    """Words that stayed, went (`was` only) or came (`now` only)."""

    was: str
    now: str


@dataclass(frozen=True)
class Change:
    """A field, as the form calls it, and its words; none for what stands in no field."""

    label: str
    pieces: tuple[Piece, ...]


def list_changes(
    before: Offering, after: Offering, language: Language, known: Known
) -> tuple[Change, ...]:
    """Every field that says something else, in the order of the form. Moments are one field: taken
    one by one, all would change when the first goes."""
    tops = differing_fields(before, after)
    persons = max(len(before.persons), len(after.persons))
    # Only fields that can differ are written: to write moments takes longest.
    fields = [one for one in list_fields(persons, 0) if one.column.where[0] in tops]
    was, now = (_say_fields(one, tops, fields, language, known) for one in (before, after))
    changed = [label for label in now if was[label] != now[label]]
    found = [Change(one[1], tuple(compare_words(was[one], now[one]))) for one in changed]
    if set(tops) - {top for top, _ in changed}:
        found.append(Change(say("saving.elsewhere", language), ()))
    return tuple(found)


def compare_words(was: str, now: str) -> Iterator[Piece]:
    """The pieces that together are both texts."""
    one, other = (re.findall(r"\s+|\S+", text) for text in (was, now))
    if max(len(one), len(other)) > 2 * MOST:
        yield Piece(was, now)
        return
    for _, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield Piece("".join(one[a:b]), "".join(other[c:d]))


def _say_fields(
    offering: Offering,
    tops: Sequence[str],
    fields: Sequence[Field],
    language: Language,
    known: Known,
) -> dict[tuple[str, str], str]:
    """What each of these fields says, by the field of the schema it is of (one of `tops`) and by
    its label."""
    filled = fill_fields(offering, fields, language)
    said = {
        (str(field.column.where[0]), field.label(language)): say_values(
            filled[field.name], field.choices(known, language)
        )
        for field in fields
    }
    if "moments" in tops:
        said["moments", MOMENTS.header(language)] = "\n".join(moments_of(offering, language))
    if "checked_on" in tops:
        said["checked_on", CHECKED.header(language)] = say_date(offering.checked_on, language)
    return said
