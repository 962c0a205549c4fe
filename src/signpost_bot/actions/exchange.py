"""Files in and out: what differs, apply them in one transaction, export without losing an edit."""

import asyncio
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from signpost_bot.actions.catalog import CatalogBroken, check_files, load_documents
from signpost_bot.actions.moving import find_moved
from signpost_bot.actions.revisions import as_of_today
from signpost_bot.actions.staff import UnknownOwners, list_unknown_owners
from signpost_bot.answering.index import NeedsIndex
from signpost_bot.campaigns.moving import Moved
from signpost_bot.catalog.comparing import Comparison, Side, compare, leave
from signpost_bot.catalog.files import FileDocument, Folder, path_of
from signpost_bot.catalog.writing import render, rewrite
from signpost_bot.model.document import NATIONWIDE, DocumentKey, Revision
from signpost_bot.model.institution import Calendar
from signpost_bot.model.language import Document
from signpost_bot.store import closings, documents, history, locks, seen
from signpost_bot.store.database import Database, Tx


class ClosedInstitutions(Exception):
    """The files hold institutions that closed for good; `slugs` are those."""

    def __init__(self, slugs: tuple[str, ...]) -> None:
        super().__init__(", ".join(slugs))
        self.slugs = slugs


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What `apply` found, and the documents it saved (or would save); when it was refused, none.

    Refused is everything, not a part, as long as nobody said which side counts. `moved` are the
    periods that get other days, with what moves along.
    """

    found: Comparison[FileDocument]
    saved: tuple[DocumentKey, ...]
    moved: tuple[Moved, ...] = ()
    is_refused: bool
    unknown_owners: tuple[UnknownOwners, ...]


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What `export` wrote; or the files it would have run over, and then it wrote nothing."""

    written: tuple[DocumentKey, ...]
    unsaved: tuple[DocumentKey, ...]
    is_refused: bool


async def diff(database: Database, folder: Path, needs: NeedsIndex) -> Comparison[FileDocument]:
    """What the files say otherwise than the database; `CatalogBroken` when they are wrong, or
    `ClosedInstitutions`."""
    read = await _read(folder, needs)
    async with database.transaction() as tx:
        await _check_open(tx, read)
        return await _compare(tx, folder, read)


async def apply(
    database: Database,
    folder: Path,
    needs: NeedsIndex,
    now: datetime,
    *,
    author: str,
    take: Side | None = None,
    is_dry: bool = False,
) -> Applied:
    """Save what the files changed, all or nothing.

    What was saved in the database since these files saw it stops everything, until `take` says
    which side counts for those documents. A document without a file stays as it is, and so does
    one whose file nobody touched since.
    `CatalogBroken` when the files are wrong, `ClosedInstitutions` when they would bring one back.
    """
    read = await _read(folder, needs)
    async with database.transaction() as tx:
        # Two that apply at once go one after the other; the second sees what the first saved.
        await locks.lock(tx, "catalog")
        for institution in sorted({one.key.institution for one in read.documents}):
            await locks.lock(tx, f"catalog:{institution}")
        await _check_open(tx, read)
        found = await _compare(tx, folder, read)
        is_refused = bool(found.unseen) and take is None
        chosen = found.changed + (found.unseen if take is Side.FILES else ())
        contents = {} if is_refused else {one.file.key: one.file.content for one in chosen}
        moved = await _find_moved(tx, contents, now)
        unknown_owners = await list_unknown_owners(tx, contents)
        if not is_dry and not is_refused:
            numbers = await documents.add_revisions(
                tx, contents, author=author, note="applied", now=now
            )
            held = await seen.load_seen(tx, folder)
            same = {one.file.key: one.saved.number for one in found.same if one.saved}
            await seen.save_seen(tx, folder, held | same | numbers)
    return Applied(
        found=found,
        saved=tuple(contents),
        moved=moved,
        is_refused=is_refused,
        unknown_owners=unknown_owners,
    )


async def export(
    database: Database, folder: Path, needs: NeedsIndex, take: Side | None = None
) -> Exported:
    """Write every document to its file; where a file says the same already, it is left alone.

    A file that says what no revision ever said would be lost. That stops everything, until
    `take` says which side counts for those files. Each file is replaced whole, never half.
    """
    read = await asyncio.to_thread(check_files, folder, needs)
    files = {one.key: one for one in read.documents}
    async with database.transaction() as tx:
        await locks.lock(tx, "catalog")
        newest = {one.key: one for one in await _list_newest(tx)}
        differing = [key for key, one in newest.items() if _differs(folder, files, one)]
        unsaved = [key for key in differing if await _is_unsaved(tx, folder, files, key)]
        is_refused = bool(unsaved) and take is None
        left = set(unsaved) if take is not Side.DATABASE else set()
        written = () if is_refused else tuple(key for key in differing if key not in left)
        if not is_refused:
            held = {key: one.number for key, one in newest.items() if key not in left}
            before = await seen.load_seen(tx, folder)
            await asyncio.to_thread(_write_all, folder, files, [newest[key] for key in written])
            await seen.save_seen(tx, folder, before | held)
    return Exported(written=written, unsaved=tuple(unsaved), is_refused=is_refused)


async def _read(folder: Path, needs: NeedsIndex) -> Folder:
    read = await asyncio.to_thread(check_files, folder, needs)
    if read.findings:
        raise CatalogBroken(read.findings)
    return read


async def _check_open(tx: Tx, read: Folder) -> None:
    closed = await closings.list_closed(tx)
    if wrong := sorted({one.key.institution for one in read.documents} & closed):
        raise ClosedInstitutions(tuple(wrong))


async def _compare(tx: Tx, folder: Path, read: Folder) -> Comparison[FileDocument]:
    newest = {one.key: one for one in await _list_newest(tx)}
    held = await seen.load_seen(tx, folder)
    found = compare(read.documents, newest, held)
    files = [pair.file for pair in found.unseen]
    untouched = {one.key for one in files if await _is_untouched(tx, one, held.get(one.key))}
    return leave(found, untouched)


async def _is_untouched(tx: Tx, file: FileDocument, number: int | None) -> bool:
    """Whether a file still says what revision `number` said, the last that its folder held."""
    old = await history.list_revisions(tx, file.key)
    held = [as_of_today(file.key, one) for one in old if one.number == number]
    return any(one is not None and one.content == file.content for one in held)


async def _list_newest(tx: Tx) -> list[Revision]:
    institutions = (NATIONWIDE, *await documents.list_institutions(tx))
    return [one for place in institutions for one in await documents.list_newest(tx, place)]


async def _find_moved(
    tx: Tx, contents: Mapping[DocumentKey, Document], now: datetime
) -> tuple[Moved, ...]:
    known = await documents.list_institutions(tx)
    return tuple(
        [
            moved
            for key, calendar in contents.items()
            if isinstance(calendar, Calendar) and key.institution in known
            for moved in await find_moved(
                tx, await load_documents(tx, key.institution), calendar, now
            )
        ]
    )


def _differs(folder: Path, files: Mapping[DocumentKey, FileDocument], saved: Revision) -> bool:
    file = files.get(saved.key)
    return file is None or file.content != saved.content


async def _is_unsaved(
    tx: Tx, folder: Path, files: Mapping[DocumentKey, FileDocument], key: DocumentKey
) -> bool:
    """Whether a file holds what the database never held."""
    file = files.get(key)
    if file is None:
        return (folder / path_of(key)).exists()  # there, and it cannot be read
    old = await history.list_revisions(tx, key)
    held = [as_of_today(key, one) for one in old]
    return not any(one is not None and one.content == file.content for one in held)


def _write_all(
    folder: Path, files: Mapping[DocumentKey, FileDocument], revisions: list[Revision]
) -> None:
    for one in revisions:
        path = folder / path_of(one.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        old = files.get(one.key)
        text = rewrite(old.lines.text, old.content, one.content) if old else render(one.content)
        # As the editor of the file wants it: with or without a byte order mark, its line ends.
        was = path.read_bytes() if old else b""
        mark = BOM_UTF8 if was.startswith(BOM_UTF8) else b""
        end = "\r\n" if b"\r\n" in was else "\n"
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(mark + text.replace("\n", end).encode())
        beside.replace(path)
