"""One YAML file as plain text values, and the line and column where each stands.

Everything is read as text: plain YAML turns `12:00` into 720 and `no` into False.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from signpost_bot.catalog.mistakes import find_mistake, find_odd_character, find_open_quote
from signpost_bot.catalog.names import all_names
from signpost_bot.catalog.spots import Where
from signpost_bot.model.finding import Finding, Spot

# The C loader is ten times as fast; it is missing where PyYAML was built without libyaml.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_NAME_AT_START = re.compile(r"\n *(?:- )?([a-z_]+):(?=\s)")
_TAB = re.compile(r"^ *\t", re.MULTILINE)

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
MOST_LINES = 20
"""In so many lines of a sentence a part of it is looked for."""


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

    def holds(self, where: Where) -> bool:
        """Whether there is such a value."""
        return where in self.marks

    def spot(self, where: Where) -> Spot:
        """Where a value stands, or the nearest thing around it."""
        while where and where not in self.marks:
            where = where[:-1]
        line, column = self.marks.get(where, (1, 1))
        return Spot(file=self.file, line=line, column=column)

    def spot_of_value(self, where: Where) -> Spot:
        """The same; but the name, where a # hides what stands behind it."""
        line, column = self.marks.get((*where, "#key"), (0, 0))
        if line and self.spot(where).line > line and "#" in self._rows[line - 1]:
            return Spot(file=self.file, line=line, column=column)
        return self.spot(where)

    def spot_inside(self, where: Where, part: str) -> Spot:
        """Where a value stands; of a text of several lines the line on which this part of it ends,
        for there it went wrong."""
        spot = self.spot(where)
        words = r"\s+".join(re.escape(word) for word in part.split())
        for last in range(spot.line, min(spot.line + MOST_LINES, len(self._rows) + 1)):
            text = "\n".join(self._rows[spot.line - 1 : last])
            if words and re.search(words, text, re.IGNORECASE):
                return spot if last == spot.line else Spot(file=self.file, line=last)
        return spot

    def find_remark(self, where: Where, name: str) -> Spot | None:
        """Where a field of this part stands behind a #, if it does."""
        line, column = self.marks.get(where, (1, 1))
        at, _ = self.marks.get((*where, "#key"), (line, column))
        while at > 1 and self._rows[at - 2].lstrip(" -").startswith("#"):
            at -= 1
        # Its first letter may be the # itself.
        hidden = re.compile(rf"(?<![^\s\]}}'\"])#(.*\b{re.escape(name)}|{re.escape(name[1:])}):")
        for number, row in enumerate(self._rows[at - 1 :], at):
            if found := hidden.search(row):
                return Spot(file=self.file, line=number, column=found.start() + 1)
            inside = len(row) - len(row.lstrip()) >= column - 1
            if number > line and row.strip() and not inside and row.lstrip()[0] != "#":
                break
        return None

    @cached_property
    def _rows(self) -> list[str]:
        return self.text.splitlines()


class _TooDeep(Exception):
    pass


class _Sign(Exception):
    """A sign in front of a value that would change or hide it: * & or !"""

    def __init__(self, key: str, event: yaml.Event) -> None:
        super().__init__()
        self.key = key
        mark = event.start_mark
        self.line, self.column = (mark.line + 1, mark.column + 1) if mark else (1, 1)


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
    except _Sign as error:
        spot = Spot(file=file, line=error.line, column=error.column)
        return Finding(spot=spot, key=f"files.{error.key}")


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
            raise _Sign("alias", event)
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _Sign("sign", event)
        if depth > MAX_DEPTH:
            raise _TooDeep


def _compose(file: Path, text: str) -> Lines | Finding:
    _look_ahead(text)
    node = yaml.compose(text, _Loader)
    if node is None:
        return _finding(file, "empty")
    seen = _Seen(text=text)
    values = _value(node, seen)
    if seen.open:
        first, last = seen.open[0].start_mark.line + 1, seen.open[0].end_mark.line + 1
        spot = Spot(file=file, line=find_open_quote(text, first, last))
        return Finding(spot=spot, key="files.not_yaml")
    if seen.twice:
        mark = seen.twice[0].start_mark
        line = _hidden_above(text.splitlines(), mark.line)
        if line is not None:
            return Finding(spot=Spot(file=file, line=line + 1), key="files.hidden_key")
        spot = Spot(file=file, line=mark.line + 1, column=mark.column + 1)
        return Finding(spot=spot, key="files.double_key", values=(("name", seen.twice[0].value),))
    return Lines(file=file, text=text, values=values)


def _hidden_above(rows: list[str], line: int) -> int | None:
    """A name behind a # just above the second of two equal names: its part lost its own name."""
    name = re.compile(r"""(?:^|[\s\]}'"])#\s*(- )?[\w-]+:(\s|$)""")
    above = next((i for i in range(line - 1, -1, -1) if rows[i].strip()), None)
    return above if above is not None and name.search(rows[above]) else None


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What is not right though it can be read: names that stand twice, and quoted texts that run
    on through the names of other fields."""

    text: str
    twice: list[yaml.ScalarNode] = field(default_factory=list)
    open: list[yaml.ScalarNode] = field(default_factory=list)


def _value(node: yaml.Node, seen: _Seen) -> object:
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                seen.twice.append(key)
            found[name] = _value(value, seen)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, seen) for item in node.value]
    start, end = node.start_mark, node.end_mark
    if start.line != end.line and isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
        names = _NAME_AT_START.findall(seen.text[start.index : end.index])
        if not all_names().keys().isdisjoint(names):
            seen.open.append(node)
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
    if tabs := _TAB.search(text, 0, mark.index + 1 if mark else len(text)):
        number = text.count("\n", 0, tabs.start()) + 1
        return Finding(spot=Spot(file=file, line=number), key="files.tab")
    in_flow = error.context_mark and (error.context or "").startswith("while parsing a flow")
    opened = error.context_mark.line + 1 if error.context_mark and in_flow else None
    found = find_mistake(text, line, opened)
    spot = Spot(file=file, line=found.line, column=column if line == found.line else 1)
    if found.first == found.last:
        return Finding(spot=spot, key="files.not_yaml")
    values = (("first", str(found.first)), ("last", str(found.last)))
    return Finding(spot=spot, key="files.not_yaml_between", values=values)


def _finding(file: Path, key: str, **values: str) -> Finding:
    return Finding(spot=Spot(file=file), key=f"files.{key}", values=tuple(values.items()))
