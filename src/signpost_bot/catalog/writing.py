"""A document as YAML for people: a new file, or a file of theirs with only the changes in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import Enum
from pathlib import Path

import yaml
from pydantic import HttpUrl, ValidationError

from signpost_bot.catalog.lines import Lines, parse_lines
from signpost_bot.model.language import Document

WIDTH = 100

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Bare(str):
    """A date, time, number or choice: written without quotes."""


class _Dumper(yaml.SafeDumper):
    """Lists of words on one line, lines of text as lines, nothing quoted that need not be."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _bare(dumper: yaml.SafeDumper, value: _Bare) -> yaml.Node:
    tag: str = dumper.resolve(  # type: ignore[no-untyped-call]
        yaml.ScalarNode, str(value), (True, False)
    )
    return dumper.represent_scalar(tag, str(value))


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, "|" if "\n" in value else None)


def _list(dumper: yaml.SafeDumper, values: list[object]) -> yaml.Node:
    on_one_line = all(isinstance(value, str) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, on_one_line)


_Dumper.add_representer(_Bare, _bare)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.ignore_aliases = lambda *_: True  # type: ignore[method-assign]


def render(document: Document) -> str:
    """The whole document as a new file, in the order of the schema, without what is default."""
    return _dump(_plain(document.model_dump(exclude_defaults=True)), WIDTH)


def rewrite(text: str, old: Document, new: Document) -> str:
    """`text`, which says `old`, made to say `new`: its order, comments and layout stay wherever
    nothing changed. When that cannot be done, a new file."""
    root = yaml.compose(text, _Loader)
    edits = _edit(text, root, old, new) if isinstance(root, yaml.MappingNode) else None
    if edits is None:
        return render(new)
    # From the last to the first; of several at one place the later one goes in first.
    for edit in reversed(sorted(edits, key=lambda edit: edit.start)):
        text = text[: edit.start] + edit.words + text[edit.end :]
    # Whatever somebody made of their file: what is written is read once more.
    return text if _says(text, new) else render(new)


@dataclass(frozen=True, kw_only=True)
class _Edit:
    start: int
    end: int
    words: str


def _says(text: str, document: Document) -> bool:
    try:
        lines = parse_lines(Path(), text)
        return isinstance(lines, Lines) and type(document).model_validate(lines.values) == document
    except ValidationError:
        return False


def _edit(text: str, node: yaml.Node, old: object, new: object) -> list[_Edit] | None:
    """What has to change inside this value; None when it has to be written as a whole."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or type(old) is not type(new):
        return None
    if isinstance(node, yaml.MappingNode) and isinstance(old, Document):
        return _edit_mapping(text, node, old, new)
    if not (isinstance(node, yaml.SequenceNode) and isinstance(old, tuple)):
        return None
    if not isinstance(new, tuple) or not len(node.value) == len(old) == len(new):
        return None
    edits: list[_Edit] = []
    for item, before, after in zip(node.value, old, new, strict=True):
        found = [] if before == after else _edit(text, item, before, after)
        if found is None:
            return None
        edits += found
    return edits


def _edit_mapping(
    text: str, node: yaml.MappingNode, old: Document, new: object
) -> list[_Edit] | None:
    assert isinstance(new, Document)
    values = _plain(new.model_dump(exclude_defaults=True))
    edits: list[_Edit] = []
    ends: dict[str, int] = {}
    for key, value in node.value:
        name, end = str(key.value), _end(text, value)
        ends[name] = end
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        inside = _edit(text, value, before, after) if name in values else None
        if inside is None:
            here = _replace(text, key, end, values)
            inside = None if here is None else [here]
        if inside is None:
            return None
        edits += inside
    depth = node.start_mark.column
    missing = [name for name in values if name not in ends]
    for name in missing:
        earlier = [one for one in ends if one in _before(name, new)]
        if getattr(old, name) == getattr(new, name):
            continue
        if not earlier:
            return None
        at = _line_end(text, max(ends[one] for one in earlier))
        edits.append(_Edit(start=at, end=at, words=f"\n{' ' * depth}{_field(name, values, depth)}"))
    return edits


def _replace(text: str, key: yaml.Node, end: int, values: dict[str, object]) -> _Edit | None:
    """A field written anew, or taken out when it says nothing any more."""
    start, name = key.start_mark.index, str(key.value)
    if name in values:
        return _Edit(start=start, end=end, words=_field(name, values, key.start_mark.column))
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        return None  # it stands behind the dash of a list
    return _Edit(start=line, end=_line_end(text, end) + 1, words="")


def _before(name: str, document: Document) -> list[str]:
    order = list(type(document).model_fields)
    return order[: order.index(name)]


def _field(name: str, values: Mapping[str, object], depth: int) -> str:
    lines = _dump({_Bare(name): values[name]}, WIDTH - depth).rstrip("\n").split("\n")
    return "\n".join([lines[0], *(f"{' ' * depth}{line}" if line else "" for line in lines[1:])])


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends; for a block its mark is only at what comes next."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    end: int = node.end_mark.index
    return len(text[:end].rstrip())


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _dump(values: object, width: int) -> str:
    return str(yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width))


def _plain(value: object) -> dict[str, object]:
    found = _simple(value)
    assert isinstance(found, dict)
    return found


def _simple(value: object) -> object:
    """What YAML can say: words, bare words, lists and mappings."""
    if isinstance(value, Mapping):
        return {_Bare(key): _simple(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_simple(one) for one in value]
    if isinstance(value, str) and not isinstance(value, Enum):
        return value
    return str(value) if isinstance(value, HttpUrl) else _Bare(_bare_words(value))


def _bare_words(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case time():
            return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    return str(value)
