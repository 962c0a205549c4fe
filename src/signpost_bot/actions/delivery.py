"""Delivery: claim, look again, send, record. A crash in between never sends a nudge twice."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from signpost_bot.actions.catalog import Catalogs
from signpost_bot.calendar import after_quiet
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.second_look import look_again
from signpost_bot.model.outbox import (
    OutboxState,
    Outcome,
    Outgoing,
    Reason,
    Refused,
    SendResult,
    Skipped,
    TryLater,
    Uncertain,
)
from signpost_bot.model.session import Channel, Reply
from signpost_bot.store import consents, outbox, students, visits
from signpost_bot.store.database import Database, DatabaseUnavailable, Tx
from signpost_bot.store.sealing import Seal

LEASE = timedelta(minutes=10)
"""After this long a claim is lost: whoever made it died before it could record anything."""

Send = Callable[[str, Reply], Awaitable[SendResult]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Message:
    """A message ready to be sent."""

    address: str
    reply: Reply


async def deliver_due(
    database: Database,
    catalogs: Catalogs,
    seal: Seal,
    bot_id: str,
    now: datetime,
    send: Send,
    limit: int = 25,
) -> Counter[OutboxState]:
    """Send up to `limit` messages that are due; how many rows came into which state.

    Call again, with a new `now`, until it returns nothing. Rows are claimed one by one, so that
    a crash leaves one in doubt and not a batch.
    """
    counts: Counter[OutboxState] = Counter()
    async with database.transaction() as tx:
        if lost := await outbox.settle_lost_claims(tx, bot_id, now):
            counts[OutboxState.UNCERTAIN] = lost
    for _ in range(limit):
        async with database.transaction() as tx:
            claimed = await outbox.claim_due(tx, bot_id, now, 1, LEASE)
        if not claimed:
            break
        outcome = await _try(database, catalogs, seal, claimed[0], now, send)
        counts[await _record(database, claimed[0], outcome, now)] += 1
    return counts


async def _try(
    database: Database, catalogs: Catalogs, seal: Seal, row: Outgoing, now: datetime, send: Send
) -> Outcome:
    try:
        async with database.transaction() as tx:
            message = await _prepare(tx, catalogs, seal, row, now)
    except DatabaseUnavailable:
        raise
    except Exception as error:
        # One row that cannot be made must not keep all others waiting.
        log.error("a message could not be made: %s", type(error).__name__)
        return Skipped(reason=Reason.BROKEN)
    if not isinstance(message, _Message):
        return message
    try:
        return await send(message.address, message.reply)
    except Exception as error:
        log.error("a message may not have been sent: %s", type(error).__name__)
        return Uncertain()


async def _prepare(
    tx: Tx, catalogs: Catalogs, seal: Seal, row: Outgoing, now: datetime
) -> _Message | Outcome:
    """Look again at everything that may have changed since it was planned."""
    address = await students.find_address(tx, seal, row.student_id)
    session = await students.find_session(tx, seal, row.student_id)
    if address is None or session is None:
        return Skipped(reason=Reason.UNREACHABLE)
    catalog = await catalogs.load(tx, row.institution)
    morning = after_quiet(now, catalog.institution.tz)
    scene = Scene(
        session=session,
        visits=await visits.list_visits(tx, row.student_id, row.institution),
        consents=await consents.list_consents(tx, row.student_id),
        catalog=catalog,
        channel=Channel.TELEGRAM,
        now=now,
    )
    found = look_again(scene, row)
    if isinstance(found, Reason):
        return Skipped(reason=found)
    if morning > now:
        # Late, and now it is night: the phone stays silent until the morning.
        return TryLater(seconds=(morning - now).total_seconds())
    return _Message(address=address, reply=found)


async def _record(
    database: Database, row: Outgoing, outcome: Outcome, now: datetime
) -> OutboxState:
    async with database.transaction() as tx:
        state = await outbox.record(tx, row, outcome, now)
        if isinstance(outcome, Refused) and outcome.unreachable:
            await students.forget_address(tx, row.student_id)
        if state is not OutboxState.DUE and row.offering:
            await visits.settle(tx, row.student_id, row.institution, row.offering, now)
        return state
