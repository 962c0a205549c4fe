"""The operator hears what students are still sent to though nobody checked it: one line a day."""

import logging
from datetime import date, datetime

from signpost_bot.actions.catalog import Catalogs, UnknownInstitution, load_national
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day
from signpost_bot.freshness import is_stale, list_alerts, unattended_since
from signpost_bot.store import closings
from signpost_bot.store.database import Database, Tx

NAMED = 20
"""So many are named in the line; of the rest only how many there are."""

log = logging.getLogger(__name__)


async def warn_operator(database: Database, catalogs: Catalogs, now: datetime) -> int:
    """Log what is overdue and does not sink for it, and where campaigns stopped because nobody
    looks; how many things that are. Counts and slugs only; nothing when all is well."""
    national = await load_national(database)
    overdue = [f"national/{line.slug}" for line in national.lines if is_stale(line, now.date())]
    unattended: list[str] = []
    async with database.transaction() as tx:
        institutions = await catalogs.list_known(tx)
    for institution in institutions:
        async with database.transaction() as tx:
            catalog = await _load(tx, catalogs, institution)
        if catalog is None:
            continue
        today = local_day(now, catalog.institution.tz)
        overdue += [f"{institution}/{alert.slug}" for alert in list_alerts(catalog, today)]
        if since := unattended_since(catalog, today):
            unattended.append(_say(institution, since))
    if overdue or unattended:
        log.warning(
            "%d people, services and lines were not checked in time%s; campaigns stopped at %d "
            "institutions where nobody checked anything for 60 days%s",
            len(overdue),
            _name(overdue),
            len(unattended),
            _name(unattended),
        )
    return len(overdue) + len(unattended)


async def _load(tx: Tx, catalogs: Catalogs, institution: str) -> IndexedCatalog | None:
    """Its catalog; None when it closed, or for one that cannot be read: delivery says so."""
    if institution in await closings.list_closed(tx):
        return None
    try:
        return await catalogs.load(tx, institution)
    except (ValueError, UnknownInstitution):
        return None


def _say(institution: str, since: date) -> str:
    return f"{institution} since {since}"


def _name(found: list[str]) -> str:
    more = ", …" if len(found) > NAMED else ""
    return f" ({', '.join(found[:NAMED])}{more})" if found else ""
