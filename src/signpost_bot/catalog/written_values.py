"""What the schema would read as something else than was written, as findings.

It is lenient, for a database: `n` is False, `1_0` is ten, `86400` is a date in 1970 and
`https:/x` a link. In a file each of them is one character away from what somebody meant.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import yaml
from pydantic import HttpUrl

from signpost_bot.catalog.lines import Lines
from signpost_bot.catalog.spots import Spots, Where
from signpost_bot.model.finding import Finding, Spot
from signpost_bot.model.language import Document

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

YES_OR_NO = {"true", "false", "yes", "no"}
"""Not `on`: it is one turn away from `no`."""

YEARS = range(2000, 2100)

_LINK = re.compile(r"https?://([\w-]+\.)+[\w-]{2,}(:\d+)?([/?#]\S*)?")
_CONTACT = re.compile(r"[^@\s]+@([\w-]+\.)+[\w-]{2,}|(\d[ ()-]*){3,}", re.ASCII)
_CUT = re.compile(r"""(?:\S +|[\]}'"])(#[^\s#])""")


def find_misread(content: Document, lines: Lines) -> list[Finding]:
    """One finding per value that says something else to a reader than to the program."""
    return find_misread_values(content, lines) + _list_cut(lines)


def find_misread_values(content: Document, written: Spots) -> list[Finding]:
    """The same, but for what only a file can hide."""
    return [
        Finding(spot=written.spot(where), key=f"files.{key}", values=(("name", name),))
        for where, key, name in _walk(content, written.values, ())
    ]


def _walk(value: object, written: object, where: Where) -> Iterator[tuple[Where, str, str]]:
    if isinstance(value, Document) and isinstance(written, dict):
        for name, inner in written.items():
            yield from _walk(getattr(value, name, None), inner, (*where, name))
    elif isinstance(value, tuple) and isinstance(written, list):
        yield from _walk_list(value, written, where)
    elif isinstance(written, str) and (key := _misread(value, written, str(where[-1]))):
        yield where, key, str(next(part for part in reversed(where) if isinstance(part, str)))


def _walk_list(
    values: tuple[Any, ...], written: list[Any], where: Where
) -> Iterator[tuple[Where, str, str]]:
    if where[0] != "also_called":  # people say the same thing twice
        yield from _list_twice(written, where)
    # Dates were sorted, and those that stand twice taken once.
    days = {day.isoformat(): day for day in values if isinstance(day, date)}
    read = [days.get(str(one), values[0]) for one in written] if days else values
    for i, (value, one) in enumerate(zip(read, written, strict=True)):
        yield from _walk(value, one, (*where, i))


def _list_twice(written: list[Any], where: Where) -> Iterator[tuple[Where, str, str]]:
    seen = set[str]()
    for i, one in enumerate(written):
        if isinstance(one, str):
            if one in seen:
                yield (*where, i), "double_key", one
            seen.add(one)


def _misread(value: object, written: str, name: str) -> str | None:
    """What is wrong with how it is written; None when it is what it says."""
    match value:
        case bool():
            return None if written.lower() in YES_OR_NO else "no_yes_or_no"
        case int():
            return None if written == str(value) else "no_number"
        case time():
            return None if written in (f"{value:%H:%M}", f"{value:%H:%M:%S}") else "no_time"
        case date():
            if written != value.isoformat():
                return "no_date"
            return None if value.year in YEARS else "out_of_range"
        case HttpUrl():
            return None if _LINK.fullmatch(written) else "no_link"
        case str() if name == "contact":
            return None if _CONTACT.search(value) else "no_contact"
    return None


def _list_cut(lines: Lines) -> list[Finding]:
    """Text that ends where a # stands: "Room #3" would be shown as "Room"."""
    signs = [found.start(1) for found in _CUT.finditer(lines.text)]
    if not signs:
        return []
    words = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(lines.text, _Loader)
        if isinstance(token, yaml.ScalarToken)
    ]
    return [
        _cut_at(lines, at) for at in signs if not any(start <= at < end for start, end in words)
    ]


def _cut_at(lines: Lines, at: int) -> Finding:
    row = lines.text.count("\n", 0, at) + 1
    column = at - lines.text.rfind("\n", 0, at)
    return Finding(spot=Spot(file=lines.file, line=row, column=column), key="files.cut")
