"""One YAML file as plain text values, and the line and column where each stands.

Everything is read as text: plain YAML turns `12:00` into 720 and `no` into False.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

import yaml

from signpost_bot.model.finding import Finding, Spot

# The C loader is ten times as fast; it is missing where PyYAML was built without libyaml.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_BYTES = 2_000_000
MAX_DEPTH = 20

Where = tuple[Hashable, ...]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A file that is YAML: its values, and line and column by path of keys and indexes."""

    file: Path
    values: object
    marks: dict[Where, tuple[int, int]]

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
    try:
        if file.stat().st_size > MAX_BYTES:
            return _finding(file, "too_big", megabytes=str(MAX_BYTES // 1_000_000))
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return _finding(file, "not_utf8")
    except OSError as error:
        return _finding(file, "unreadable", reason=error.strerror or type(error).__name__)
    try:
        return _compose(file, text)
    except yaml.MarkedYAMLError as error:
        return _not_yaml(file, text, error)
    except yaml.YAMLError:
        return _finding(file, "odd_character")
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
    marks: dict[Where, tuple[int, int]] = {}
    twice: list[yaml.ScalarNode] = []
    values = _value(node, (), marks, twice)
    if twice:
        mark = twice[0].start_mark
        spot = Spot(file=file, line=mark.line + 1, column=mark.column + 1)
        return Finding(spot=spot, key="files.double_key", values=(("name", twice[0].value),))
    return Lines(file=file, values=values, marks=marks)


def _value(
    node: yaml.Node,
    where: Where,
    marks: dict[Where, tuple[int, int]],
    twice: list[yaml.ScalarNode],
) -> object:
    marks[where] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                twice.append(key)
            found[name] = _value(value, (*where, name), marks, twice)
            marks[(*where, name, "#key")] = (key.start_mark.line + 1, key.start_mark.column + 1)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*where, i), marks, twice) for i, item in enumerate(node.value)]
    return str(node.value)


def _not_yaml(file: Path, text: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    spot = Spot(file=file, line=line, column=column)
    written = text.splitlines()[line - 1 : line]
    has_tab = any("\t" in row[: len(row) - len(row.lstrip())] for row in written)
    return Finding(spot=spot, key="files.tab" if has_tab else "files.not_yaml")


def _finding(file: Path, key: str, **values: str) -> Finding:
    return Finding(spot=Spot(file=file), key=f"files.{key}", values=tuple(values.items()))
