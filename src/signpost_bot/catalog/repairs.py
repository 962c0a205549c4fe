"""Every change of one character that could make a piece of YAML right again, and how well."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

import yaml

from signpost_bot.catalog.names import all_names

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MOST_READ = 4_000_000
"""So many characters are read in all before the search gives up: about a second."""

_KEY = re.compile(r"""(["']?)[\w-]+\1:(?=\s|$)""")
_WORD = re.compile(r"[\w-]+")
_LOOSE = re.compile(r"""(?<=\s)['";]|['"](?=\s)|(?<=\S)  +(?=\S)""")
_STARTS = re.compile(r"[:,\[{-] |\[|\{|^ *")
_ENDS = re.compile(r"$|,|\]|\}|: ")
_PARTS = re.compile(r"(?<=[^,]) (?=[\w-]+: )")
_NEXT_LINES = re.compile(r" *- |\s*[a-z_]+:(\s|$)")
_ODD_STARTS = re.compile(r"^ *[]},:;=~@`%&|>!?*\\#]", re.MULTILINE)
_SIGNS = re.compile(r"[#`@%&|>!*=~\\]")
_SHAPES = {yaml.ScalarNode: "text", yaml.SequenceNode: "list", yaml.MappingNode: "fields"}
_EDGES = "'\"[]{}"


@dataclass(frozen=True, kw_only=True)
class Repair:
    """The text with one character changed on that line, from 0; `odd` counts what still looks
    strange in it, `kept` the characters of its values."""

    line: int
    odd: int
    kept: int


def list_repairs(lines: list[str], said: int) -> list[Repair]:
    """What makes these lines readable, first near the line that the parser named.

    They are whole fields: a name at the start of the first line, all the rest belongs to it.
    """
    text = "\n".join(lines) + "\n"
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    last = _noticed(text)  # what stands behind the place where it was noticed cannot help
    likely = [number for number in range(len(lines)) if starts[number] <= last]
    tries = (
        (number, starts[number], change)
        for number in sorted(likely, key=lambda number: abs(number - said))
        for change in _changes(lines[number], lines[number + 1 : number + 2])
    )
    found: list[Repair] = []
    for number, start, change in islice(tries, MOST_READ // len(text)):
        right = text[: start + change.start] + change.words + text[start + change.end :]
        if (node := _fields_in(right)) is not None:
            odd = _odd_in(node) + (change.words in ("#", "-")) + len(_ODD_STARTS.findall(right))
            found.append(Repair(line=number, odd=odd, kept=_kept(node)))
    return found


@dataclass(frozen=True, kw_only=True)
class _Change:
    start: int
    end: int
    words: str


def _changes(line: str, following: list[str]) -> Iterator[_Change]:
    """One character less, more or other, only where that can matter to YAML."""
    yield from _removals(line)
    for other in following:  # a line that was cut in two
        for words in ("", " ", ":", *_lost_letters(line, other)):
            yield _Change(start=len(line), end=len(line) + 1, words=words)
    indent = len(line) - len(line.lstrip(" "))
    for at, words in _additions(line, indent):
        yield _Change(start=at, end=at, words=words)
        if at < len(line):
            yield _Change(start=at, end=at + 1, words=words)
        if at:
            yield _Change(start=at - 1, end=at, words=words)


def _removals(line: str) -> Iterator[_Change]:
    """A character that stands there too much, or in the place of its neighbour."""
    for at in range(len(line)):
        if not line[at].isalnum() or _is_edge(line, at):
            yield _Change(start=at, end=at + 1, words="")
            if at + 1 < len(line) and line[at] != line[at + 1]:
                yield _Change(start=at, end=at + 2, words=line[at + 1] + line[at])


def _lost_letters(line: str, following: str) -> Iterator[str]:
    """What stood in a name where now a new line begins."""
    begin = line.split(" ")[-1]
    rest = following.split(":")[0]
    for name in all_names():
        split = name[: len(begin)], name[len(begin) + 1 :]
        if split == (begin, rest) and len(name) > len(begin):
            yield name[len(begin)]


def _is_edge(line: str, at: int) -> bool:
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    return not (before.isalnum() and after.isalnum())


def _additions(line: str, indent: int) -> Iterator[tuple[int, str]]:
    """Where a sign may have been lost, and which."""
    for at in sorted({0, indent, max(indent - 1, 0)}):
        yield from ((at, sign) for sign in " #-")
    if word := _WORD.match(line, indent + 2 if line[indent : indent + 2] == "- " else indent):
        yield word.end(), ":"
        yield word.end() + 1, " "
        yield word.start(), " "
        yield word.end(), '"'
    for found in _STARTS.finditer(line):
        yield from ((found.end(), sign) for sign in "'\"[{")
    for found in _ENDS.finditer(line):
        yield from ((found.start(), sign) for sign in "'\"}")
    yield len(line), "]"
    for found in _PARTS.finditer(line):  # in {nl: one, en: two}
        yield found.start(), ","
    for found in _NEXT_LINES.finditer(line):
        if found.start() > indent:
            yield found.start(), "\n"
            yield found.start() + 1, "\n"


def _noticed(text: str) -> int:
    """Where the parser saw that it is wrong; the mistake stands there or before it."""
    try:
        yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is not None:
            return int(error.problem_mark.index) + 1
    except yaml.YAMLError:
        pass
    return len(text)


def _fields_in(text: str) -> yaml.MappingNode | None:
    """The text as fields with values; None when it cannot be read as such."""
    try:
        node = yaml.compose(text, _Loader)
    except yaml.YAMLError:
        return None
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return None
    return node


def _kept(node: yaml.Node) -> int:
    if isinstance(node, yaml.MappingNode):
        return sum(_kept(value) for _, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return sum(map(_kept, node.value))
    return len(node.value)


def _odd_in(node: yaml.Node) -> int:
    """How much in it looks strange; names and items make it better."""
    if isinstance(node, yaml.MappingNode):
        names = [str(key.value) for key, _ in node.value]
        odd = 4 * (len(names) - len(set(names)))
        odd -= 2 * len(names)
        odd += sum(_odd_shape(str(key.value), value) for key, value in node.value)
        odd += sum(_odd_in(value) for _, value in node.value)
        odd += _odd_pair({str(key.value): value for key, value in node.value})
        odd += 0 if node.flow_style else node.start_mark.column % 2
        return odd + 2 * sum(not value.value for _, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        odd = 0 if node.flow_style else node.start_mark.column % 2
        if node.flow_style:
            odd += 2 * sum(isinstance(item, yaml.CollectionNode) for item in node.value)
            odd -= len(node.value)
        return odd + sum(_odd_in(item) for item in node.value)
    assert isinstance(node, yaml.ScalarNode)
    value = str(node.value)
    if not value:
        return 1
    odd = sum(value.count(one) != value.count(other) for one, other in ("[]", "{}"))
    odd += (
        len(_LOOSE.findall(value))
        + len(_SIGNS.findall(value))
        + (value[0] in _EDGES)
        + (value[-1] in _EDGES)
    )
    return odd + (value.count(node.style) + (value[0] == ",") if node.style else value[0] in ",;-:")


def _odd_shape(name: str, value: yaml.Node) -> int:
    """A name that nobody knows, or a list where a text belongs."""
    shapes = all_names().get(name)
    if shapes is None:
        return 1
    return 0 if _SHAPES[type(value)] in shapes else 2


def _odd_pair(values: dict[str, yaml.Node]) -> int:
    """Dutch and English stand together, and are alike."""
    both = [values[name] for name in ("nl", "en") if name in values]
    return len(both) == 1 or len({type(one) for one in both}) > 1
