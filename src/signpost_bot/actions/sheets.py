"""Sheets in and out: all offerings of an institution as rows, and rows as new revisions."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from signpost_bot.actions.catalog import load_documents
from signpost_bot.actions.revisions import as_of_today, undone_to
from signpost_bot.actions.staff import UnknownOwners, list_unknown_owners
from signpost_bot.answering.bank import load_needs
from signpost_bot.catalog.comparing import Comparison, Pair, Side, compare, leave
from signpost_bot.catalog.read_back import School
from signpost_bot.catalog.sheet_columns import Known, known_at
from signpost_bot.catalog.sheet_csv import write_csv
from signpost_bot.catalog.sheet_reading import SheetOffering, read_offerings
from signpost_bot.catalog.sheet_seen import holds_what_was_saved, is_untouched
from signpost_bot.catalog.sheet_table import Table
from signpost_bot.model.audit import Deed
from signpost_bot.model.document import DocumentKey, DocumentKind, Revision
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.model.staff import Staff
from signpost_bot.staffing import may_add, may_change
from signpost_bot.store import audit, documents, history, locks
from signpost_bot.store.database import Database, Tx


@dataclass(frozen=True, kw_only=True)
class ImportedSheet:
    """What a sheet changes, and the offerings that were saved (or would be); with a finding, or
    a newer edit and nobody who said which side counts, none."""

    found: Comparison[SheetOffering]
    findings: tuple[Finding, ...]
    saved: tuple[DocumentKey, ...]
    is_refused: bool
    school: School
    known: Known
    unknown_owners: tuple[UnknownOwners, ...]
    not_theirs: tuple[Pair[SheetOffering], ...] = ()


class Form(StrEnum):
    """What can be downloaded: all offerings as Excel or CSV, or an Excel sheet without any."""

    EXCEL = "excel"
    CSV = "csv"
    EMPTY = "empty"


@dataclass(frozen=True, kw_only=True)
class _Since:
    """The revision that a row of a sheet held last, and whether all after the one it was made
    from is from this sheet by this person, or their own step back."""

    held: Revision | None
    is_all_own: bool


async def load_offerings(
    database: Database, institution: str
) -> tuple[tuple[Revision, ...], Known]:
    """The newest revision of every offering, and what they choose from; `UnknownInstitution`."""
    async with database.transaction() as tx:
        revisions, known, _ = await _load(tx, institution)
        return revisions, known


async def export_sheet(
    database: Database, institution: str, language: Language, form: Form
) -> bytes:
    """The file with all offerings, or none; `UnknownInstitution`."""
    revisions, known = await load_offerings(database, institution)
    chosen = () if form is Form.EMPTY else revisions
    # It takes a second for hundreds, in which students would wait.
    return await asyncio.to_thread(_write, chosen, language, known, form)


def _write(revisions: Sequence[Revision], language: Language, known: Known, form: Form) -> bytes:
    from signpost_bot.catalog.sheet_writing import to_excel, to_rows  # .3 s to read

    rows = to_rows(revisions, language, known)
    return write_csv(rows) if form is Form.CSV else to_excel(rows, (), language, known)


def read_upload(name: str, content: bytes) -> Table:
    """The rows of a file that somebody sent, whatever it is."""
    from signpost_bot.catalog.sheet_file import parse_sheet  # .3 s to read

    return parse_sheet(Path(name), content)


async def import_sheet(
    database: Database,
    institution: str,
    table: Table,
    now: datetime,
    *,
    author: str,
    take: Side | None = None,
    is_dry: bool = False,
    member: Staff | None = None,
) -> ImportedSheet:
    """Save what the rows changed, all or nothing; `UnknownInstitution`.

    An offering without a row stays, and so does what has no column or a row that nobody touched.
    What was saved since the
    sheet was made, and what the row would take back, stops everything, until `take` says which
    side counts. Of a `member` no row counts that is outside what is theirs, and what they save is
    in the audit.
    """
    note = f"sheet {table.file.name}"
    async with database.transaction() as tx:
        # In this order, like `apply`: two that wait for each other would wait forever.
        await locks.lock(tx, "catalog")
        await locks.lock(tx, f"catalog:{institution}")
        revisions, known, school = await _load(tx, institution)
        newest = {one.key: one for one in revisions}
        read = read_offerings(table, {key.slug: one for key, one in newest.items()}, known)
        seen = {one.key: one.made_from for one in read.offerings}
        found = compare(read.offerings, newest, seen)
        untouched: set[DocumentKey] = set()
        for pair in found.unseen:
            key = pair.file.key
            since = await _list_since(tx, pair.file, author, note)
            if since.held and is_untouched(pair.file, table, since.held, known):
                untouched.add(key)
            elif _takes_nothing_back(pair, since):
                seen[key] = newest[key].number
        found = leave(compare(read.offerings, newest, seen), untouched)
        not_theirs = _list_not_theirs(member, found)
        is_undecided = bool(found.unseen) and take is None
        is_refused = bool(read.findings or not_theirs) or is_undecided
        chosen = found.changed + (found.unseen if take is Side.FILES else ())
        contents = {} if is_refused else {one.file.key: one.file.content for one in chosen}
        unknown_owners = await list_unknown_owners(tx, contents)
        if contents and not is_dry:
            await documents.add_revisions(tx, contents, author=author, note=note, now=now)
            if member:
                slugs = ", ".join(key.slug for key in contents)
                await audit.add_entry(tx, member, Deed.IMPORTED, slugs, now)
    return ImportedSheet(
        found=found,
        findings=read.findings,
        saved=tuple(contents),
        is_refused=is_refused,
        school=school,
        known=known,
        unknown_owners=unknown_owners,
        not_theirs=not_theirs,
    )


def _list_not_theirs(
    member: Staff | None, found: Comparison[SheetOffering]
) -> tuple[Pair[SheetOffering], ...]:
    """The rows that change what this member of staff may not change."""
    if member is None:
        return ()
    return tuple(pair for pair in (*found.changed, *found.unseen) if not _may(member, pair))


def _may(member: Staff, pair: Pair[SheetOffering]) -> bool:
    if pair.saved is None or not isinstance(pair.saved.content, Offering):
        return may_add(member, pair.file.content)
    return may_change(member, pair.saved.content, pair.file.content)


async def _list_since(tx: Tx, row: SheetOffering, author: str, note: str) -> _Since:
    """What a row held last: what it was made from, or what this person saved from this sheet."""
    old = await history.list_revisions(tx, row.key)
    mine = [one for one in old if one.number > row.made_from and one.author == author]
    saved = [one.number for one in mine if one.note == note]
    number = max((row.made_from, *saved))
    held = [as_of_today(row.key, one) for one in old if one.number == number]
    own = {*saved, *(one.number for one in mine if undone_to(one) is not None)}
    return _Since(
        held=held[0] if held else None,
        is_all_own=all(one.number in own for one in old if one.number > row.made_from),
    )


def _takes_nothing_back(pair: Pair[SheetOffering], since: _Since) -> bool:
    """Whether a row may be saved though it says an older version than the newest.

    Somebody goes on in their own sheet when they know all that came since; that is everything,
    for a row that was typed in. Else the row has to hold all that was changed since.
    """
    if since.is_all_own:
        return True
    held, saved = since.held, pair.saved
    if held is None or saved is None:
        return False
    if not isinstance(held.content, Offering) or not isinstance(saved.content, Offering):
        return False
    return holds_what_was_saved(pair.file.content, held.content, saved.content)


async def _load(tx: Tx, institution: str) -> tuple[tuple[Revision, ...], Known, School]:
    catalog = await load_documents(tx, institution)
    revisions = await documents.list_newest(tx, institution)
    known = known_at(catalog.institution, load_needs())
    holidays = catalog.calendar.holidays() if catalog.calendar else ()
    offerings = tuple(one for one in revisions if one.key.kind is DocumentKind.OFFERING)
    return offerings, known, School(tz=catalog.institution.tz, holidays=holidays)
