"""Finds word phrases in a text in one pass, however many phrases there are.

A phrase is written as words with spaces between them; `|` stands between phrases, `a/b` is a
choice of words, `word*` any word that starts so, a trailing `?` makes a word optional, `_` is any
one word and `$` the end of the text. Where a line ends after `|` or `/` the next one goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

ANY, END = "_", "$"
Respell = Callable[[Sequence[str]], list[str]]


class Span(NamedTuple):
    """Where phrases stand: from word `start` to word `end`, both included, and in which lists."""

    start: int
    end: int
    names: list[str]


@dataclass
class _Node:
    """One step in the tree of phrases; `names` are the lists of the phrases that end here."""

    names: list[str] = field(default_factory=list)
    next: dict[str, "_Node"] = field(default_factory=dict)


class Phrases:
    """Named lists of phrases, ready to be looked for together."""

    def __init__(self, lists: dict[str, list[str]], respell: Respell = list) -> None:
        """Read the lists; `respell` gives the words the spelling that texts get as well."""
        self._root = _Node()
        for name, phrases in lists.items():
            for phrase in "|".join(phrases).replace("/ ", "/").split("|"):
                for words in _spelled_out(phrase):
                    self._add(name, respell(words))
        labels = set(_labels(self._root))
        self.words = frozenset(label for label in labels if not label.endswith("*"))
        self._starts = frozenset(label[:-1] for label in labels if label.endswith("*"))
        self._lengths = sorted({len(start) for start in self._starts})

    def _add(self, name: str, words: Sequence[str]) -> None:
        if not words or ANY in (words[0], words[-1]):
            raise ValueError(f"a phrase in {name!r} must start and end with a word: {words}")
        node = self._root
        for word in words:
            node = node.next.setdefault(word, _Node())
        if name not in node.names:
            node.names.append(name)

    def find(self, words: Sequence[str]) -> Iterator[Span]:
        """All phrases in the words, in the order in which they end."""
        known: dict[str, tuple[str, ...]] = {}
        active: list[tuple[_Node, int]] = []
        for place, word in enumerate((*words, END)):
            if (labels := known.get(word)) is None:
                labels = known[word] = self._labels_of(word)
            if not active and not labels:
                continue
            if labels:
                active.append((self._root, place))
            active = list(_step(active, labels))
            for node, start in active:
                if node.names:
                    yield Span(start, place, node.names)

    def _labels_of(self, word: str) -> tuple[str, ...]:
        labels = [word] if word in self.words else []
        labels += [
            word[:n] + "*" for n in self._lengths if n <= len(word) and word[:n] in self._starts
        ]
        return tuple(labels)


def _step(
    active: Iterable[tuple[_Node, int]], labels: tuple[str, ...]
) -> Iterator[tuple[_Node, int]]:
    for node, start in active:
        for label in (*labels, ANY):
            if (after := node.next.get(label)) is not None:
                yield after, start


def _spelled_out(phrase: str) -> Iterator[list[str]]:
    """Every sequence of words that a phrase with choices and optional words stands for."""
    slots: list[list[str]] = []
    for slot in phrase.split():
        choices = slot.removesuffix("?").split("/")
        slots.append([*choices, ""] if slot.endswith("?") else choices)
    for words in product(*slots):
        yield [word for word in words if word]


def _labels(node: _Node) -> Iterator[str]:
    for label, after in node.next.items():
        yield label
        yield from _labels(after)
