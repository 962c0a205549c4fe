"""Planning ahead: who gets which message when, as rows in the outbox. Doing it twice adds none."""

from datetime import datetime, timedelta

from signpost_bot.actions.catalog import Catalogs
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day
from signpost_bot.campaigns.following import coming_semester
from signpost_bot.campaigns.planning import AHEAD, list_ahead
from signpost_bot.checkins import running_checkin
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.totals import FEWEST
from signpost_bot.store import closings, planning, totals, visits
from signpost_bot.store.database import Database, Tx


async def plan_ahead(database: Database, catalogs: Catalogs, bot_id: str, now: datetime) -> int:
    """Plan the nudges, check-ins and reminders of the next two weeks; how many were new.

    One transaction per institution: talks of students do not wait for all of them. For one that
    closed nothing is planned.
    """
    async with database.transaction() as tx:
        institutions = await catalogs.list_known(tx)
    planned = 0
    for institution in institutions:
        async with database.transaction() as tx:
            if not await closings.hold_open(tx, institution):
                continue
            catalog = await catalogs.load(tx, institution)
            planned += await _plan(tx, catalog, bot_id, now)
    return planned


async def _plan(tx: Tx, catalog: IndexedCatalog, bot_id: str, now: datetime) -> int:
    slug, to = catalog.institution.slug, now + AHEAD
    await totals.forget_counted(tx, slug, local_day(now, catalog.institution.tz))
    planned = await planning.plan_reminders(tx, bot_id, slug, now, to)
    for occasion in list_ahead(catalog, now):
        planned += await _plan_occasion(tx, catalog, bot_id, occasion, now)
    campaign = running_checkin(catalog)
    if campaign is None or campaign.after_visit is None:
        return planned
    await visits.place_semester(tx, slug, coming_semester(catalog, now, to))
    best_before = timedelta(hours=campaign.after_visit.best_before_hours)
    return planned + await planning.plan_checkins(
        tx, bot_id, slug, campaign.slug, best_before, now, to
    )


async def _plan_occasion(
    tx: Tx, catalog: Catalog, bot_id: str, occasion: Occasion, now: datetime
) -> int:
    """Plan it, unless fewer than ten students could get it: then what waits is called off, and
    once its moment is there it is kept that they were too few, and not how many. In trial it goes
    to guests only, and a fictional school has no students to point at."""
    institution = catalog.institution
    is_small = not (institution.fictional or institution.is_in_trial) and not (
        await planning.are_enough(tx, institution.slug, occasion, FEWEST)
    )
    if is_small:
        is_unsent = await planning.call_off(tx, bot_id, institution.slug, occasion)
        if is_unsent and occasion.due_at <= now:
            await totals.note_too_few(tx, institution.slug, occasion.campaign, occasion.key)
        return 0
    await totals.clear_too_few(tx, institution.slug, occasion.campaign, occasion.key)
    return await planning.plan_occasion(tx, bot_id, institution.slug, occasion)
