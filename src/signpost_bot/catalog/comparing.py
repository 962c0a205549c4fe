"""Files beside the database: what a file changes, and what it would undo without having seen it."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from signpost_bot.model.document import DocumentKey, Revision
from signpost_bot.model.language import Document
from signpost_bot.model.offering import Offering, State

FILLED_BY = "files"
"""The author of what a first start took from the files: no edit of anybody."""


class Brought(Protocol):
    """A document that comes from outside: from a file, or from a row of a sheet."""

    @property
    def key(self) -> DocumentKey:
        """Which document it is."""

    @property
    def content(self) -> Document:
        """What it says."""


File = TypeVar("File", bound=Brought)


class Side(StrEnum):
    """Which of the two counts where both were changed."""

    FILES = "files"
    DATABASE = "database"


@dataclass(frozen=True, kw_only=True)
class Pair(Generic[File]):
    """A document as its file says it and as it was last saved; without the second it is new."""

    file: File
    saved: Revision | None


@dataclass(frozen=True, kw_only=True)
class Comparison(Generic[File]):
    """Every document on one of six piles: the same; changed in the file; saved in the database
    since these files saw it, and changed in the file or not touched there (`behind`); or on one
    side only. What was retired is rightly in the database alone, and on no pile."""

    same: tuple[Pair[File], ...]
    changed: tuple[Pair[File], ...]
    unseen: tuple[Pair[File], ...]
    behind: tuple[Pair[File], ...]
    only_saved: tuple[DocumentKey, ...]


def compare(
    files: Iterable[File],
    newest: Mapping[DocumentKey, Revision],
    seen: Mapping[DocumentKey, int],
) -> Comparison[File]:
    """Put each document on its pile; `seen` is the revision that this folder last held. Whether
    a file is only `behind` needs what it held: `leave` tells."""
    same: list[Pair[File]] = []
    changed: list[Pair[File]] = []
    unseen: list[Pair[File]] = []
    for file in files:
        saved = newest.get(file.key)
        pair = Pair(file=file, saved=saved)
        if saved and saved.content == file.content:
            same.append(pair)
        elif saved and saved.author != FILLED_BY and seen.get(file.key, 0) < saved.number:
            unseen.append(pair)
        else:
            changed.append(pair)
    held = {pair.file.key for pair in (*same, *changed, *unseen)}
    only_saved = (key for key, one in newest.items() if key not in held and not _is_retired(one))
    return Comparison(
        same=tuple(same),
        changed=tuple(changed),
        unseen=tuple(unseen),
        behind=(),
        only_saved=tuple(sorted(only_saved, key=str)),
    )


def leave(found: Comparison[File], untouched: Set[DocumentKey]) -> Comparison[File]:
    """The same, with what was not touched since it was seen on the pile `behind`: it takes nothing
    back, and what was saved stays."""
    unseen = tuple(one for one in found.unseen if one.file.key not in untouched)
    behind = tuple(one for one in found.unseen if one.file.key in untouched)
    return replace(found, unseen=unseen, behind=behind)


def _is_retired(revision: Revision) -> bool:
    content = revision.content
    return isinstance(content, Offering) and content.state is State.RETIRED
