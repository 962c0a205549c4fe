"""What became of a document, and one step back: undoing is a new revision."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from pydantic import ValidationError

from signpost_bot.catalog.files import path_of
from signpost_bot.model.document import SCHEMAS, DocumentKey
from signpost_bot.store import documents, history, locks
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.history import OldRevision


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
    """Save the revision before the newest once more, or revision `to`; so undoing an undo
    brings back what was undone. `NotOne` or `CannotUndo`."""
    async with database.transaction() as tx:
        await locks.lock(tx, "catalog")
        key = await _find(tx, name)
        await locks.lock(tx, f"catalog:{key.institution}")
        old = await history.list_revisions(tx, key)
        wanted = len(old) - 1 if to is None else to
        found = next((one for one in old if one.number == wanted), None)
        if found is None or found.number == len(old):
            raise CannotUndo(
                "exchange.nothing_before" if to is None else "exchange.no_such_revision", wanted
            )
        try:
            content = SCHEMAS[key.kind].model_validate(found.body)
        except ValidationError:
            raise CannotUndo("exchange.fits_no_more", wanted) from None
        number = await documents.add_revision(
            tx, key, content, author=author, note=f"as in {wanted}", now=now
        )
    return Undone(path=path_of(key), number=number, as_in=wanted)


def changed_fields(before: OldRevision | None, after: OldRevision) -> tuple[str, ...]:
    """The fields that say something else than in the revision before."""
    earlier = before.body if before else {}
    names = dict.fromkeys((*earlier, *after.body))
    return tuple(name for name in names if earlier.get(name) != after.body.get(name))


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
