"""What became of a document, and one step back: undoing is a new revision."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from pydantic import ValidationError

from signpost_bot.actions.saving import save_next
from signpost_bot.catalog.files import path_of
from signpost_bot.model.document import SCHEMAS, DocumentKey, Revision
from signpost_bot.store import documents, history, locks
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.history import OldRevision

FITS_NO_MORE = "exchange.fits_no_more"

_UNDONE = "as in {number}"
"""The note of an undo; what reads it back is `undone_to`."""


class NotOne(Exception):
    """The name fits no document, or several; `paths` are those it fits."""

    def __init__(self, name: str, paths: tuple[PurePath, ...]) -> None:
        super().__init__(name)
        self.name, self.paths = name, paths


class CannotUndo(Exception):
    """There is nothing to go back to; `key` of `words/` says why."""

    def __init__(self, key: str, number: int) -> None:
        super().__init__(key)
        self.key, self.number = key, number


@dataclass(frozen=True, kw_only=True)
class Undone:
    """The new revision, and the earlier one whose content it has again."""

    path: PurePath
    number: int
    as_in: int


async def list_history(database: Database, name: str) -> tuple[OldRevision, ...]:
    """The revisions of the document of this name, the oldest first; or `NotOne`.

    A name is a slug, or as much of the path of its file as makes it clear.
    """
    async with database.transaction() as tx:
        return await history.list_revisions(tx, await _find(tx, name))


async def undo(
    database: Database, name: str, now: datetime, *, author: str, to: int | None = None
) -> Undone:
    """Save the revision before the newest once more, or revision `to`; undoing again goes one
    step further back, and `to` goes forward too. `NotOne` or `CannotUndo`."""
    async with database.transaction() as tx:
        await locks.lock(tx, "catalog")
        key = await _find(tx, name)
        await locks.lock(tx, f"catalog:{key.institution}")
        again = find_step_back(key, await history.list_revisions(tx, key), to)
        number = await save_again(tx, again, author=author, now=now)
    return Undone(path=path_of(key), number=number, as_in=again.number)


def find_step_back(
    key: DocumentKey, old: tuple[OldRevision, ...], to: int | None = None
) -> Revision:
    """The revision to go back to: that before the newest of `old`, or `to`; or `CannotUndo`."""
    wanted = _number_before(old) if to is None else to
    found = next((one for one in old if one.number == wanted), None)
    if found is None or found.number == len(old):
        key_of_why = "exchange.nothing_before" if to is None else "exchange.no_such_revision"
        raise CannotUndo(key_of_why, wanted)
    again = as_of_today(key, found)
    if again is None:
        raise CannotUndo(FITS_NO_MORE, wanted)
    return again


async def save_again(tx: Tx, again: Revision, *, author: str, now: datetime) -> int:
    """Save what an earlier revision says once more; gives the new number."""
    note = _UNDONE.format(number=again.number)
    newest = await documents.find_newest(tx, again.key)
    before = newest.content if newest else None
    return await save_next(tx, again.key, before, again.content, author=author, note=note, now=now)


def changed_fields(before: OldRevision | None, after: OldRevision) -> tuple[str, ...]:
    """The fields that say something else than in the revision before."""
    earlier = before.body if before else {}
    names = dict.fromkeys((*earlier, *after.body))
    return tuple(name for name in names if earlier.get(name) != after.body.get(name))


def undone_to(one: OldRevision) -> int | None:
    """The revision that an undo went back to; None when this is no undo."""
    found = re.fullmatch(_UNDONE.format(number=r"(\d+)"), one.note)
    return int(found[1]) if found else None


async def load_then(tx: Tx, key: DocumentKey, number: int) -> Revision | None:
    """The document as it was in this revision; None when there is none, or it fits no more."""
    old = await history.list_revisions(tx, key)
    found = next((one for one in old if one.number == number), None)
    return as_of_today(key, found) if found else None


def as_of_today(key: DocumentKey, old: OldRevision) -> Revision | None:
    """The revision as a document; None when it does not fit the schema of today."""
    try:
        content = SCHEMAS[key.kind].model_validate(old.body)
    except ValidationError:
        return None
    return Revision(
        key=key,
        number=old.number,
        content=content,
        author=old.author,
        saved_at=old.saved_at,
        note=old.note,
    )


def _number_before(old: tuple[OldRevision, ...]) -> int:
    """The one before the newest, or before what the newest went back to; 0 when there is none."""
    number = len(old)
    while number and (back := undone_to(old[number - 1])) is not None:
        number = back
    return number - 1


async def _find(tx: Tx, name: str) -> DocumentKey:
    asked = PurePath(name.removesuffix(".yaml")).parts
    keys = [key for key in await history.list_keys(tx) if _fits(asked, path_of(key))]
    if len(keys) != 1:
        raise NotOne(name, tuple(path_of(key) for key in keys))
    return keys[0]


def _fits(asked: tuple[str, ...], path: PurePath) -> bool:
    """`leiden/decaan`, `decaan`, `leiden/offerings/decaan`: in this order, its slug last."""
    parts = iter(path.with_suffix("").parts)
    return bool(asked) and asked[-1] == path.stem and all(part in parts for part in asked)
