"""One row of a sheet laid over the offering as it was saved, and which cell each value is in."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from signpost_bot.catalog.sheet_cells import moments_of, read_cell, split, write_cells
from signpost_bot.catalog.sheet_columns import (
    REVISION,
    Column,
    Holds,
    Known,
)
from signpost_bot.catalog.sheet_table import Row
from signpost_bot.catalog.spots import Where
from signpost_bot.model.document import Revision
from signpost_bot.model.finding import Finding, Spot
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Join, Offering

SHORT_LIST = 12
"""A list of so many choices is no longer said whole."""

NEVER_CLEARED = {"state", "discreet"}
"""Emptied, these would show to everybody what was a draft or discreet; that has to be said. A row
that never said them may be imported again."""

RULE_AT: Mapping[str, Where] = {
    "files.link_missing": ("link",),
    "files.contact_missing": ("contact",),
    "files.seats_missing": ("seats",),
}
"""Where to fill in what a rule of the whole offering misses."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """One column as it stands in this sheet: its number from 1, what it holds, what it says."""

    number: int
    column: Column
    language: Language
    text: str


@dataclass(frozen=True, kw_only=True)
class RowValues:
    """The values of one row, as a file would say them, and the cell of each."""

    file: PurePath
    row: int
    headers: tuple[Header, ...]
    values: dict[str, Any]
    persons: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_changed: bool = True

    def spot(self, where: Where) -> Spot:
        """The cell of a value, or of the nearest thing around it; else that of the slug."""
        if where[:1] == ("persons",) and len(where) > 1 and isinstance(where[1], int):
            shown = self.persons[where[1]] if where[1] < len(self.persons) else where[1]
            where = ("persons", shown, *where[2:])
        while where:
            parts = [where[:end] for end in range(len(where), 0, -1)]
            exact = [one for part in parts for one in self.headers if one.column.where == part]
            inside = [one for one in self.headers if one.column.where[: len(where)] == where]
            if found := (exact or inside):
                return self.at(found[0])
            where = where[:-1]
        return self.at(self.headers[0])

    def holds(self, where: Where) -> bool:
        """Whether a cell of this row holds such a value."""
        value: Any = self.values
        for part in where:
            if not isinstance(value, dict) or part not in value:
                return False
            value = value[part]
        return True

    def spot_of_value(self, where: Where) -> Spot:
        """The cell of a value; nothing is hidden in a cell."""
        return self.spot(where)

    def spot_inside(self, where: Where, part: str) -> Spot:
        """The cell of a value, whatever part of it is meant."""
        return self.spot(where)

    def find_remark(self, where: Where, name: str) -> None:
        """A sheet has no remarks."""

    def at(self, header: Header) -> Spot:
        """The cell under this header."""
        return Spot(file=self.file, line=self.row, column=header.number, header=header.text)


def lay_over(
    file: PurePath, row: Row, headers: tuple[Header, ...], saved: Revision | None, known: Known
) -> RowValues:
    """What the row says, over what was saved.

    A cell that still says what an export writes there changes nothing: so a value that does not
    fit in a cell stays whole, and so does everything without a column.
    """
    offering = saved.content if saved and isinstance(saved.content, Offering) else None
    values: dict[str, Any] = (
        offering.model_dump(mode="json", exclude_defaults=True) if offering else {}
    )
    empty = RowValues(file=file, row=row.number, headers=headers, values={})
    findings: list[Finding] = []
    is_changed = offering is None
    said = _said(offering, saved.number if saved else 0, known)
    for header in headers:
        text = row.cells[header.number - 1] if header.number <= len(row.cells) else ""
        column = header.column
        if column == REVISION or any(text == one[column] for one in said):
            continue
        is_changed = True
        if not text and column.name in NEVER_CLEARED and column.name in values:
            named = (("name", header.text),)
            findings.append(Finding(spot=empty.at(header), key="sheet.missing", values=named))
            continue
        value = read_cell(text, column, known) if text else None
        if text and value is None:
            findings += [_no_choice(text, header, empty.at(header), known)]
            continue
        if column.holds is Holds.MOMENTS and offering and isinstance(value, list):
            value = keep_moments(value, offering)
        put(values, column.where, value)
    if values.get("join") == Join.WALK_IN and _says_no_step(row, headers, offering):
        values["threshold"] = 1
    values, persons = _tidy(values)
    return RowValues(
        file=file,
        row=row.number,
        headers=headers,
        values=values,
        persons=persons,
        findings=tuple(findings),
        is_changed=is_changed,
    )


def _says_no_step(row: Row, headers: tuple[Header, ...], offering: Offering | None) -> bool:
    """Whether nobody said how big the step is: an export always writes it."""
    header = next((one for one in headers if one.column.name == "threshold"), None)
    if header is None:
        return offering is None
    return header.number > len(row.cells) or not row.cells[header.number - 1]


def _said(offering: Offering | None, number: int, known: Known) -> list[dict[Column, str]]:
    """The cells that change nothing: as an export writes them, in either language."""
    if offering is None:
        return []
    return [write_cells(offering, number, language, known) for language in Language]


def _no_choice(text: str, header: Header, spot: Spot, known: Known) -> Finding:
    """What was not understood, and what can be chosen; a long list stands in its own sheet."""
    column = header.column
    items = split(text) if column.holds is Holds.CHOICES else [text]
    wrong = next(one for one in items if known.read_choice(one, column) is None)[:80]
    choices = list(known.choices(column, header.language).values())
    if 0 < len(choices) < SHORT_LIST:
        values = (("choices", "; ".join(choices)), ("text", wrong))
        return Finding(spot=spot, key="sheet.no_choice_of", values=values)
    if close := get_close_matches(wrong, choices, 1, 0.7):
        values = (("close", close[0]), ("text", wrong))
        return Finding(spot=spot, key="sheet.no_choice_close", values=values)
    return Finding(spot=spot, key="sheet.no_choice", values=(("text", wrong),))


def keep_moments(lines: list[str], offering: Offering) -> list[object]:
    """Each line that still says a saved moment is that moment; the others are read anew."""
    saved: dict[str, object] = {}
    for language in Language:
        for line, moment in zip(moments_of(offering, language), offering.moments, strict=True):
            saved.setdefault(line, moment.model_dump(mode="json", exclude_defaults=True))
    return [saved.get(line, line) for line in lines]


def put(values: dict[str, Any], where: Where, value: object | None) -> None:
    """Put a value in its place, or take it away."""
    around: Any = values
    for part, after in pairwise(where):
        if isinstance(part, int):
            around.extend({} for _ in range(part + 1 - len(around)))
        elif not isinstance(around.get(part), (dict, list)):
            around[part] = [] if isinstance(after, int) else {}
        around = around[part]
    if value is None:
        around.pop(where[-1], None)
    else:
        around[where[-1]] = value


def _tidy(values: dict[str, Any]) -> tuple[dict[str, Any], tuple[int, ...]]:
    """Without the parts that became empty, and which person each of the persons was."""
    left = without_empty(deepcopy(values))
    persons = [(i, one) for i, one in enumerate(left.get("persons", [])) if one]
    if persons:
        left["persons"] = [one for _, one in persons]
    else:
        left.pop("persons", None)
    return left, tuple(i for i, _ in persons)


def without_empty(values: Any) -> Any:
    """Without the parts, and the parts of parts, that say nothing."""
    if isinstance(values, list):
        return [without_empty(one) for one in values]
    if not isinstance(values, dict):
        return values
    tidied = {key: without_empty(value) for key, value in values.items()}
    return {key: value for key, value in tidied.items() if value not in ({}, [])}
