"""Where a mistake in YAML really is: the parser notices most of them lines later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import yaml
from yaml.reader import Reader

MOST_LINES = 200
"""A longer field is not searched line by line: that takes the square of its length."""

_KEY = re.compile(r"""["']?[\w-]+["']?:(\s|$)""")
_OWN_LINE = re.compile(r"""\s*(- |-$|["']?[\w-]+["']?:(\s|$))""")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """The line to look at, from 1, and the lines of the value it is part of."""

    line: int
    first: int
    last: int


def find_mistake(text: str, said: int, opened: int | None) -> Mistake:
    """What to look at in a text that is no YAML.

    `said` is the line that the parser names; `opened` the line of a list that never closed.

    A file is a row of fields, each from its key at the start of a line to the next. The first
    field that cannot be read on its own is at fault. In it, the line or value without which it
    can, and without which most is left.
    """
    lines = text.splitlines()
    for start, end in _fields(lines):
        field = lines[start:end]
        if not _KEY.match(field[0]):
            return Mistake(line=start + 1, first=start + 1, last=start + 1)
        if _count_keys(field) is None and len(field) <= MOST_LINES:
            before = start + 1
            line = _search(field, said - before, None if opened is None else opened - before)
            first = _start(field, line)
            last = _last(field, first)
            return Mistake(line=start + line + 1, first=start + first + 1, last=start + last + 1)
    return Mistake(line=said, first=said, last=said)


def find_odd_character(text: str) -> tuple[int, int]:
    """Line and column of the first character that YAML does not allow."""
    found = Reader.NON_PRINTABLE.search(text)
    before = text[: found.start()] if found else ""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _fields(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each field starts, and the line after it."""
    starts = [i for i, line in enumerate(lines) if line[:1] not in ("", " ", "#", "\t", "-")]
    yield from pairwise([*starts, len(lines)])


def _count_keys(field: list[str]) -> int | None:
    """How many keys there are in it; None when it cannot be read or is no single field."""
    try:
        node = yaml.compose("\n".join(field) + "\n", _Loader)
    except yaml.YAMLError:
        return None
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        return None
    return _keys(node)


def _keys(node: yaml.Node) -> int:
    if isinstance(node, yaml.MappingNode):
        return sum(1 + _keys(value) for _, value in node.value)
    return sum(map(_keys, node.value)) if isinstance(node, yaml.SequenceNode) else 0


def _search(field: list[str], said: int, opened: int | None) -> int:
    """The first line of what has to go; the field's own line when nothing helps.

    Of equals, a line that stands an odd number of spaces in; a list that was opened there and
    not closed; the line that the parser names; the first.
    """
    best, most = 0, (0, False, False, False)
    for first in range(1, len(field)):
        for last in sorted({first, _last(field, first), _end(field, first)}):
            left = _count_keys(field[:first] + field[last + 1 :])
            worth = (left or 0, _depth(field[first]) % 2 == 1, first == opened, first == said)
            if left and worth > most:
                best, most = first, worth
    return best


def _start(field: list[str], line: int) -> int:
    """Where the value begins of which this line is a part."""
    while line and not _OWN_LINE.match(field[line]):
        line -= 1
    return line


def _last(field: list[str], first: int) -> int:
    """The last line of the text or list that starts here."""
    last = first
    while last + 1 < len(field) and not _OWN_LINE.match(field[last + 1]):
        last += 1
    return last


def _end(field: list[str], first: int) -> int:
    """The same with all that stands further to the right."""
    last = first
    while last + 1 < len(field) and _depth(field[last + 1]) > _depth(field[first]):
        last += 1
    return last


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
