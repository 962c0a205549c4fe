"""One YAML file as plain text values, and the line and column where each stands.

Everything is read as text: plain YAML turns `12:00` into 720 and `no` into False.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import yaml

from signpost_bot.catalog.mistakes import find_mistake, find_odd_character
from signpost_bot.model.finding import Finding, Spot

# The C loader is ten times as fast; it is missing where PyYAML was built without libyaml.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_BYTES = 2_000_000
MAX_DEPTH = 20

Where = tuple[Hashable, ...]


class Spots(Protocol):
    """What somebody wrote, and where each value of it stands: in a file, or in a row of a sheet."""

    @property
    def values(self) -> object:
        """The values as text, in lists and mappings."""

    def spot(self, where: Where) -> Spot:
        """Where a value stands, or the nearest thing around it."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A file that is YAML: its text and values, and line and column by path of keys and indexes."""

    file: Path
    text: str
    values: object

    @cached_property
    def marks(self) -> dict[Where, tuple[int, int]]:
        """Made when they are needed: most files are right, and ten thousand have many marks."""
        found: dict[Where, tuple[int, int]] = {}
        if (node := yaml.compose(self.text, _Loader)) is not None:
            _mark(node, (), found)
        return found

    def spot(self, where: Where) -> Spot:
        """Where a value stands, or the nearest thing around it."""
        while where and where not in self.marks:
            where = where[:-1]
        line, column = self.marks.get(where, (1, 1))
        return Spot(file=self.file, line=line, column=column)


class _TooDeep(Exception):
    pass


class _Alias(Exception):
    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column


def read_lines(file: Path) -> Lines | Finding:
    """The file as values and marks, or the one finding that stops it from being read."""
    text = read_text(file, MAX_BYTES)
    return text if isinstance(text, Finding) else parse_lines(file, text)


def read_text(file: Path, max_bytes: int) -> str | Finding:
    """What stands in a file, or why it cannot be read."""
    try:
        if file.stat().st_size > max_bytes:
            return _finding(file, "too_big", megabytes=str(max_bytes // 1_000_000))
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Finding(spot=Spot(file=file, line=line), key="files.not_utf8")
    except OSError as error:
        return _finding(file, "unreadable", reason=error.strerror or type(error).__name__)


def parse_lines(file: Path, text: str) -> Lines | Finding:
    """The same for a text that is already read."""
    try:
        return _compose(file, text)
    except yaml.MarkedYAMLError as error:
        return _not_yaml(file, text, error)
    except yaml.YAMLError:
        line, column = find_odd_character(text)
        return Finding(spot=Spot(file=file, line=line, column=column), key="files.odd_character")
    except _TooDeep:
        return _finding(file, "too_deep")
    except _Alias as error:
        spot = Spot(file=file, line=error.line, column=error.column)
        return Finding(spot=spot, key="files.alias")


def _look_ahead(text: str) -> None:
    """Depth and aliases are looked at before anything is built: deep nesting ends the process
    inside the C library, and a few aliases of aliases can fill the memory."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            raise _Alias(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        if depth > MAX_DEPTH:
            raise _TooDeep


def _compose(file: Path, text: str) -> Lines | Finding:
    _look_ahead(text)
    node = yaml.compose(text, _Loader)
    if node is None:
        return _finding(file, "empty")
    twice: list[yaml.ScalarNode] = []
    values = _value(node, twice)
    if twice:
        mark = twice[0].start_mark
        spot = Spot(file=file, line=mark.line + 1, column=mark.column + 1)
        return Finding(spot=spot, key="files.double_key", values=(("name", twice[0].value),))
    return Lines(file=file, text=text, values=values)


def _value(node: yaml.Node, twice: list[yaml.ScalarNode]) -> object:
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                twice.append(key)
            found[name] = _value(value, twice)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, twice) for item in node.value]
    return str(node.value)


def _mark(node: yaml.Node, where: Where, marks: dict[Where, tuple[int, int]]) -> None:
    marks[where] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            _mark(value, (*where, name), marks)
            marks[(*where, name, "#key")] = (key.start_mark.line + 1, key.start_mark.column + 1)
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            _mark(item, (*where, i), marks)


def _not_yaml(file: Path, text: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if error.problem == "but found another document":
        return Finding(spot=Spot(file=file, line=line, column=column), key="files.one_per_file")
    in_flow = error.context_mark and (error.context or "").startswith("while parsing a flow")
    opened = error.context_mark.line + 1 if error.context_mark and in_flow else None
    found = find_mistake(text, line, opened)
    spot = Spot(file=file, line=found.line, column=column if line == found.line else 1)
    written = text.splitlines()[found.line - 1 : found.line]
    if any("\t" in row[: len(row) - len(row.lstrip())] for row in written):
        return Finding(spot=spot, key="files.tab")
    if found.first == found.last:
        return Finding(spot=spot, key="files.not_yaml")
    values = (("first", str(found.first)), ("last", str(found.last)))
    return Finding(spot=spot, key="files.not_yaml_between", values=values)


def _finding(file: Path, key: str, **values: str) -> Finding:
    return Finding(spot=Spot(file=file), key=f"files.{key}", values=tuple(values.items()))
