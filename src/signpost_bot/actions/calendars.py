"""Calendar files in: periods of the academic year, and moments of an offering; and the feed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from signpost_bot.actions.catalog import load_documents
from signpost_bot.actions.moving import find_moved
from signpost_bot.answering.offering_vectors import MADE_BY
from signpost_bot.calendar import local_day
from signpost_bot.campaigns.moving import Moved
from signpost_bot.catalog.ics_moments import read_moments
from signpost_bot.catalog.ics_reading import IcsFile
from signpost_bot.catalog.period_merging import Conflict, PeriodChange, merge
from signpost_bot.catalog.period_sources import PeriodSource
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.institution import Calendar
from signpost_bot.model.moment import Moment
from signpost_bot.model.offering import Offering
from signpost_bot.store import documents, locks
from signpost_bot.store.database import Database, Tx

Reading = tuple[PeriodSource, tuple[Finding, ...]]
"""What a source says, and what is wrong with it."""

ReadSource = Callable[[ZoneInfo], Reading]
"""Reads a source, once it is known in which zone the school lives."""


class NoSuchOffering(Exception):
    """The institution has no offering of this slug."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, kw_only=True)
class ImportedPeriods:
    """Each period that changes, the conflicts about periods to come, what moves along with the
    periods, and what is to be said; with an error nothing was saved."""

    changes: tuple[PeriodChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    moved: tuple[Moved, ...] = ()
    findings: tuple[Finding, ...]
    is_refused: bool


@dataclass(frozen=True, kw_only=True)
class ImportedMoments:
    """The moments that go, those that come, and all there are then, with the catalog they are
    read in; with an error nothing was saved."""

    gone: tuple[Moment, ...]
    new: tuple[Moment, ...]
    moments: tuple[Moment, ...]
    catalog: Catalog
    findings: tuple[Finding, ...]
    is_refused: bool


async def import_periods(
    database: Database,
    institution: str,
    to_source: ReadSource,
    now: datetime,
    *,
    author: str,
    is_dry: bool = False,
) -> ImportedPeriods:
    """Merge a source into the calendar as it is in the database; `UnknownInstitution`.

    One error, and all stays as it was: half a calendar is worse than an old one.
    """
    async with database.transaction() as tx:
        await locks.lock(tx, f"catalog:{institution}")
        catalog = await load_documents(tx, institution)
        tz = catalog.institution.tz
        today = local_day(now, tz)
        source, said = to_source(tz)
        if _has_error(said):
            return ImportedPeriods(findings=said, is_refused=True)
        there = catalog.calendar or Calendar(source=source.name, checked_on=today)
        merged = merge(there.periods, (source,), there.source)
        calendar = there.model_copy(update={"periods": merged.periods, "checked_on": today})
        moved = await find_moved(tx, catalog, calendar, now)
        if merged.periods != there.periods and not is_dry:
            await documents.add_revision(
                tx,
                _key(institution, DocumentKind.CALENDAR, DocumentKind.CALENDAR.value),
                calendar,
                author=author,
                note=f"imported from {source.name}",
                now=now,
            )
    return ImportedPeriods(
        changes=merged.changes,
        conflicts=tuple(one for one in merged.conflicts if one.period.last_on >= today),
        moved=moved,
        findings=(*said, *merged.findings),
        is_refused=False,
    )


async def import_moments(
    database: Database,
    institution: str,
    slug: str,
    read: IcsFile,
    now: datetime,
    *,
    author: str,
    in_holidays: bool = False,
    is_dry: bool = False,
) -> ImportedMoments:
    """Put the moments of a file in the place of those of an offering; `UnknownInstitution` or
    `NoSuchOffering`. One error, and all stays as it was."""
    async with database.transaction() as tx:
        await locks.lock(tx, f"catalog:{institution}")
        catalog = await load_documents(tx, institution)
        key = _key(institution, DocumentKind.OFFERING, slug)
        offering = await _load_offering(tx, key)
        brought, said = read_moments(read.events, catalog.institution.tz, in_holidays=in_holidays)
        findings = (*read.findings, *said)
        is_refused = _has_error(findings)
        moments = offering.moments if is_refused else _keep_words(offering.moments, brought)
        if moments != offering.moments and not is_dry:
            # What the models read is only its texts, and those stay.
            made = await documents.load_vectors(tx, institution, MADE_BY)
            await documents.add_revision(
                tx,
                key,
                offering.model_copy(update={"moments": moments}),
                author=author,
                note=f"moments from {read.name}",
                now=now,
                vectors=made.get(slug),
                models=MADE_BY,
            )
    return ImportedMoments(
        gone=tuple(one for one in offering.moments if one not in moments),
        new=tuple(one for one in moments if one not in offering.moments),
        moments=moments,
        catalog=catalog,
        findings=findings,
        is_refused=is_refused,
    )


async def load_catalog(database: Database, institution: str) -> Catalog:
    """The institution's catalog as it is now, or `UnknownInstitution`."""
    async with database.transaction() as tx:
        return await load_documents(tx, institution)


def _key(institution: str, kind: DocumentKind, slug: str) -> DocumentKey:
    return DocumentKey(institution=institution, kind=kind, slug=slug)


def _has_error(findings: tuple[Finding, ...]) -> bool:
    return any(finding.level is Level.ERROR for finding in findings)


async def _load_offering(tx: Tx, key: DocumentKey) -> Offering:
    for revision in await documents.list_newest(tx, key.institution):
        if revision.key == key and isinstance(revision.content, Offering):
            return revision.content
    raise NoSuchOffering(f"{key.institution}/{key.slug}")


def _keep_words(there: tuple[Moment, ...], brought: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """What is there already stays as staff wrote it, sentence and order and all."""
    without_words = {one.model_copy(update={"words": None}): one for one in there}
    if without_words.keys() == set(brought):
        return there
    return tuple(without_words.get(one, one) for one in brought)
