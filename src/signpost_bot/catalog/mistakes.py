"""Where a mistake in YAML really is: the parser notices most of them lines later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import yaml
from yaml.reader import Reader

from signpost_bot.catalog.names import first_names
from signpost_bot.catalog.repairs import MOST_READ, list_repairs

_KEY = re.compile(r"""["']?[\w-]+["']?:(\s|$)""")
_OWN_LINE = re.compile(r"""\s*(- |-$|["']?[\w-]+["']?:(\s|$))""")
_ITEM = re.compile(r" *- ")
LONG = 60
"""Lines of a field that is first looked at item by item."""
NEARLY = 4
"""Characters that a repair may keep less than another and be as good."""
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
    field that cannot be read on its own is at fault, or what stands beside it. In it, the line
    where one other character makes it right; when there is none, the line or value without which
    it can be read, and without which most is left.
    """
    lines = text.splitlines()
    fields = list(_fields(lines))
    wrong = next((i for i, field in enumerate(fields) if not _is_right(lines, field)), None)
    if wrong is None:
        return Mistake(line=said, first=said, last=said)
    for start, end, head in _windows(lines, fields, wrong):
        if found := _best([*head, *lines[start:end]], said - 1 - start + len(head)):
            first, last = (line + start - len(head) + 1 for line in found)
            return Mistake(line=first, first=first, last=last)
    start, end = fields[wrong]
    is_key = _KEY.match(lines[start]) is not None
    if not is_key or (end - start) * sum(map(len, lines[start:end])) > MOST_READ:
        line = said - 1 if is_key or lines[start].startswith("- ") else start
        return Mistake(line=line + 1, first=line + 1, last=line + 1)
    field, before = lines[start:end], start + 1
    line = _search(field, said - before, None if opened is None else opened - before)
    first = _start(field, line)
    last = _last(field, first)
    return Mistake(line=start + line + 1, first=start + first + 1, last=start + last + 1)


def _is_right(lines: list[str], field: tuple[int, int]) -> bool:
    text = lines[field[0] : field[1]]
    return _KEY.match(text[0]) is not None and _count_keys(text) is not None


def _windows(
    lines: list[str], fields: list[tuple[int, int]], wrong: int
) -> Iterator[tuple[int, int, list[str]]]:
    """What is looked at, the smallest first: start, end, and the line that belongs above it.

    A line that lost its place starts a field, or ends one, where there should be none.
    """
    start, end = fields[wrong]
    before, after = fields[max(wrong - 1, 0)][0], fields[min(wrong + 1, len(fields) - 1)][1]
    around = (first for first, _ in fields[max(wrong - 1, 0) : wrong + 2])
    cut = start > 0 and lines[start - 1].strip() in ("", "-")
    if not cut and all(_looks_known(lines[first]) for first in around):
        items = [i for i in range(start + 1, end) if _ITEM.match(lines[i])]
        for first, last in pairwise([start + 1, *items, end] if end - start > LONG else []):
            if first < last and _count_keys([lines[start], *lines[first:last]]) is None:
                yield first, last, [lines[start]]
                break
        yield start, end, []
        yield start, after, []
    elif start - before > LONG or end - start > LONG:
        at = end if _looks_known(lines[start]) and not cut else start
        first = next((i for i in range(at - 2, before, -1) if _ITEM.match(lines[i])), before)
        yield first, min(after, at + LONG), [lines[before]] if first > before else []
    yield before, after, []


def _looks_known(line: str) -> bool:
    found = _KEY.match(line)
    return found is not None and line[: found.end()].strip(":'\" ") in first_names()


def _best(lines: list[str], said: int) -> tuple[int, int] | None:
    """The first and the last line that are equally likely, from 0."""
    repairs = list_repairs(lines, said)
    if not repairs:
        return None
    least = min(repair.odd for repair in repairs)
    best = [repair for repair in repairs if repair.odd == least]
    # Of equals those that lose nothing: a list is closed where it ends, not before a remark.
    most = max(repair.kept for repair in best)
    likely = sorted({repair.line for repair in best if repair.kept >= most - NEARLY})
    return (said, said) if said in likely else (likely[0], likely[-1])


def find_open_quote(text: str, first: int, last: int) -> int:
    """The line with the quote by which a text runs on through other fields; `first` and `last`
    are the lines where that text begins and ends."""
    lines = text.splitlines()
    inside = [f for f in _fields(lines) if f[0] < last and f[1] >= first]
    start, end = inside[0][0], inside[-1][1]
    found = _best(lines[start:end], first - 1 - start)
    return found[0] + start + 1 if found else first


def find_odd_character(text: str) -> tuple[int, int]:
    """Line and column of the first character that YAML does not allow."""
    found = Reader.NON_PRINTABLE.search(text)
    before = text[: found.start()] if found else ""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _fields(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each field starts, and the line after it."""
    starts = [i for i, line in enumerate(lines) if line[:1] not in ("", " ", "#", "\t", "-")]
    first = next((i for i, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    yield from pairwise([*dict.fromkeys([first, *starts]), len(lines)])


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
