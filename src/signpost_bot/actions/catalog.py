"""Catalogs: filled from files, loaded and indexed once per version."""

import asyncio
import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from signpost_bot.answering.index import IndexedCatalog, NeedsIndex
from signpost_bot.answering.offering_vectors import MADE_BY, make_vectors, read_vectors
from signpost_bot.campaigns.approving import hold_back
from signpost_bot.catalog.files import FileDocument, Folder, read_folder
from signpost_bot.meaning.vectors import Vector
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.document import NATIONWIDE, DocumentKey
from signpost_bot.model.finding import Finding
from signpost_bot.model.institution import Calendar, Institution, Period, Sort
from signpost_bot.model.language import Both, Document, Language
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering, State
from signpost_bot.store import approvals, closings, documents, locks
from signpost_bot.store.database import Database, Tx
from signpost_bot.texts import say

DEFAULT_ZONE = ZoneInfo("Europe/Amsterdam")


class CatalogBroken(Exception):
    """The files cannot be used; `findings` say where and what to do."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class UnknownInstitution(Exception):
    """No institution with this slug; `known` are those there are."""

    def __init__(self, slug: str, known: tuple[str, ...]) -> None:
        super().__init__(slug)
        self.slug, self.known = slug, known


@dataclass(frozen=True, kw_only=True)
class Catalogs:
    """All catalogs this process has seen; each is rebuilt when its version moves. A campaign that
    lacks an approval does not run in them."""

    needs: NeedsIndex
    kept: dict[str, tuple[int, IndexedCatalog]] = field(default_factory=dict)

    async def load(self, tx: Tx, institution: str) -> IndexedCatalog:
        """The institution's catalog as it is now, or `UnknownInstitution`."""
        version = await documents.load_version(tx, institution)
        kept = self.kept.get(institution)
        if kept and kept[0] == version:
            return kept[1]
        given = await approvals.list_approvals(tx, institution)
        catalog = hold_back(await load_documents(tx, institution), given)
        made = await documents.load_vectors(tx, institution, MADE_BY)
        indexed = IndexedCatalog.build(catalog, self.needs, _vectors(made))
        self.kept[institution] = (version, indexed)
        return indexed

    async def load_left(self, tx: Tx, institution: str) -> IndexedCatalog:
        """The same; of an institution that closed and was erased only the national lines."""
        try:
            return await self.load(tx, institution)
        except UnknownInstitution:
            if await closings.find_closing(tx, institution) is None:
                raise
        left = _what_is_left(institution, await _load_national(tx))
        return IndexedCatalog.build(left, self.needs)

    async def list_known(self, tx: Tx) -> tuple[str, ...]:
        """The institutions there are."""
        return await documents.list_institutions(tx)


def check_files(folder: Path, needs: NeedsIndex) -> Folder:
    """Read the files and say what is wrong with them; nothing is saved."""
    # All that is read stays. Looking through it for what can go, each time there is a quarter more,
    # makes one of 10,000 offerings a quarter dearer than one of 300.
    was_on = gc.isenabled()
    gc.disable()
    try:
        return read_folder(folder, frozenset(need.slug for need in needs.needs))
    finally:
        if was_on:
            gc.enable()


def load_files(folder: Path, institution: str, needs: NeedsIndex) -> IndexedCatalog:
    """One institution straight from its files, without a database."""
    catalog = assemble(check_files(folder, needs), institution)
    made = {one.slug: make_vectors(one) for one in catalog.offerings}
    return IndexedCatalog.build(catalog, needs, _vectors(made))


def assemble(read: Folder, institution: str) -> Catalog:
    """One institution's documents of a folder as its catalog; `CatalogBroken` when anything in the
    folder is wrong, `UnknownInstitution`."""
    if read.findings:
        raise CatalogBroken(read.findings)
    places = (institution, NATIONWIDE)
    contents = [one.content for one in read.documents if one.key.institution in places]
    known = tuple(sorted({one.key.institution for one in read.documents} - {NATIONWIDE}))
    return _assemble(institution, contents, known)


def load_calendar(folder: Path, institution: str | None) -> tuple[ZoneInfo, tuple[Period, ...]]:
    """Zone and holidays of an institution, straight from its two files; without one the zone is
    that of most, and there are no holidays. `UnknownInstitution` when it has no folder."""
    if institution is None:
        return DEFAULT_ZONE, ()
    read = read_folder(folder, frozenset())
    contents = [one.content for one in read.documents if one.key.institution == institution]
    about = next((c for c in contents if isinstance(c, Institution)), None)
    if about is None:
        known = sorted({one.key.institution for one in read.documents} - {NATIONWIDE})
        raise UnknownInstitution(institution, tuple(known))
    calendar = next((c for c in contents if isinstance(c, Calendar)), None)
    return about.tz, calendar.holidays() if calendar else ()


async def fill(database: Database, folder: Path, needs: NeedsIndex, now: datetime) -> int:
    """Save every document of the files that the database does not have like that already.

    Returns how many were saved. Files with a finding save nothing at all: `CatalogBroken`. What
    is closed does not come back.
    """
    read = await _read(folder, needs)
    async with database.transaction() as tx:
        # Processes that start together fill one after the other; the later finds all there.
        await locks.lock(tx, "catalog")
        changed = await _find_changed(tx, read)
        for document in changed:
            content = document.content
            vectors = None
            if isinstance(content, Offering):
                vectors = await asyncio.to_thread(make_vectors, content)
            await documents.add_revision(
                tx,
                document.key,
                content,
                author="files",
                note="filled",
                now=now,
                vectors=vectors,
                models=MADE_BY,
            )
    return len(changed)


async def list_changed(
    database: Database, folder: Path, needs: NeedsIndex
) -> tuple[DocumentKey, ...]:
    """The documents of the files that the database has otherwise, or not; it is the one that
    counts. `CatalogBroken` when the files cannot be read."""
    read = await _read(folder, needs)
    async with database.transaction() as tx:
        return tuple(document.key for document in await _find_changed(tx, read))


def _vectors(made: Mapping[str, bytes | None]) -> dict[str, Vector]:
    return {slug: rows for slug, kept in made.items() if (rows := read_vectors(kept)) is not None}


async def _read(folder: Path, needs: NeedsIndex) -> Folder:
    # In a thread: hundreds of files take a second, in which students would wait.
    read = await asyncio.to_thread(check_files, folder, needs)
    if read.findings:
        raise CatalogBroken(read.findings)
    return read


async def _find_changed(tx: Tx, read: Folder) -> list[FileDocument]:
    closed = await closings.list_closed(tx)
    institutions = {document.key.institution for document in read.documents} - closed
    newest = {
        revision.key: revision.content
        for institution in sorted(institutions)
        for revision in await documents.list_newest(tx, institution)
    }
    wanted = [one for one in read.documents if one.key.institution in institutions]
    return [one for one in wanted if newest.get(one.key) != one.content]


async def is_empty(database: Database) -> bool:
    """Whether no catalog was ever saved."""
    async with database.transaction() as tx:
        return await documents.is_empty(tx)


async def load_national(database: Database) -> National:
    """The national lines; the spare cards are built from them."""
    async with database.transaction() as tx:
        return await _load_national(tx)


async def load_documents(tx: Tx, institution: str) -> Catalog:
    """The documents of an institution as its catalog, without a search index;
    `UnknownInstitution`."""
    contents = [revision.content for revision in await documents.list_newest(tx, institution)]
    known = await documents.list_institutions(tx)
    if institution not in known:
        raise UnknownInstitution(institution, known)
    national = await _load_national(tx)
    return _assemble(institution, [*contents, national], known)


def _assemble(institution: str, contents: Sequence[Document], known: tuple[str, ...]) -> Catalog:
    about = next((c for c in contents if isinstance(c, Institution)), None)
    if about is None:
        raise UnknownInstitution(institution, known)
    return Catalog(
        institution=about,
        calendar=next((c for c in contents if isinstance(c, Calendar)), None),
        national=next(c for c in contents if isinstance(c, National)),
        offerings=tuple(
            c for c in contents if isinstance(c, Offering) and c.state is State.PUBLISHED
        ),
        campaigns=tuple(c for c in contents if isinstance(c, Campaign)),
    )


def _what_is_left(slug: str, national: National) -> Catalog:
    # Its name went with the rest, so it is spoken of as "your school".
    name = Both(nl=say("closing.school", Language.NL), en=say("closing.school", Language.EN))
    gone = Institution(slug=slug, name=name, sort=Sort.WO, source="erased", checked_on=date.min)
    return Catalog(institution=gone, calendar=None, national=national, offerings=())


async def _load_national(tx: Tx) -> National:
    revisions = await documents.list_newest(tx, NATIONWIDE)
    return next(r.content for r in revisions if isinstance(r.content, National))
