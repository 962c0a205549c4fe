"""After a question about a visit went out, or was dropped: what comes next is written down."""

from datetime import datetime

from signpost_bot.actions.catalog import Catalogs, UnknownInstitution
from signpost_bot.campaigns.following import Plan, after_sending, plan_of
from signpost_bot.model.outbox import OutboxState, Outgoing, visit_occasion
from signpost_bot.store import visits
from signpost_bot.store.database import Tx

ARRIVED = (OutboxState.SENT, OutboxState.UNCERTAIN)
"""What may have arrived counts as asked: rather too little than twice."""


async def move_on(
    tx: Tx, catalogs: Catalogs, row: Outgoing, state: OutboxState, now: datetime
) -> None:
    """The visit this was about has its next question, or none. One that meanwhile is to be asked
    about at another moment stays as it is."""
    if row.offering is None:
        return
    visit = await visits.find_visit(tx, row.student_id, row.institution, row.offering)
    at = visit.following.ask_at if visit else None
    if visit is None or at is None or visit_occasion(row.offering, at) != row.occasion:
        return
    plan = await _plan(tx, catalogs, row)
    then = after_sending(plan, visit.following, now, has_arrived=state in ARRIVED)
    await visits.move_on(tx, row.student_id, row.institution, visit, then)


async def _plan(tx: Tx, catalogs: Catalogs, row: Outgoing) -> Plan | None:
    try:
        catalog = await catalogs.load(tx, row.institution)
    except (ValueError, UnknownInstitution):
        # A catalog that cannot be read plans nothing more.
        return None
    offering = catalog.offering(row.offering)
    return plan_of(offering, catalog) if offering else None
