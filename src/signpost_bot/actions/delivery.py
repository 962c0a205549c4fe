"""Delivery: claim, look again, send, record. A crash in between never sends a nudge twice."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signpost_bot.actions.catalog import Catalogs, UnknownInstitution
from signpost_bot.actions.counting import count_reached
from signpost_bot.actions.following import move_on
from signpost_bot.actions.guests import guests_of
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.conversation.deciding import decide, taken_up
from signpost_bot.conversation.second_look import Wait
from signpost_bot.model.outbox import (
    OutboxKind,
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
from signpost_bot.model.session import Reply
from signpost_bot.model.student import Recipient
from signpost_bot.store import closings, outbox, students, visits
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.recipients import load_recipients
from signpost_bot.store.sealing import Seal

LEASE = timedelta(minutes=10)
"""After this long a claim is lost: whoever made it died before it could record anything."""

BATCH = 25
"""Rows claimed at once: a second's worth at the usual pace, and the most a crash leaves in doubt.
One by one costs three commits a message, during which students wait on SQLite."""

Send = Callable[[str, Reply], Awaitable[SendResult]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Message:
    """A message ready to be sent, and which offering it names."""

    address: str = field(repr=False)
    reply: Reply
    offering: str | None


async def deliver_due(
    database: Database,
    catalogs: Catalogs,
    seal: Seal,
    bot_id: str,
    now: datetime,
    send: Send,
    limit: int = BATCH,
    guests: frozenset[str] | None = None,
) -> Counter[OutboxState]:
    """Send up to `limit` messages that are due; how many rows came into which state.

    `guests` are the addresses to which, with its staff, an institution in trial speaks; None means
    everybody.

    Call again, with a new `now`, until it returns nothing. `send` is called for all of them at
    once and keeps the pace.
    """
    counts: Counter[OutboxState] = Counter()
    async with database.transaction() as tx:
        if lost := await outbox.settle_lost_claims(tx, bot_id, now):
            counts[OutboxState.UNCERTAIN] = lost
        claimed = await outbox.claim_due(tx, bot_id, now, limit, LEASE)
    if not claimed:
        return counts
    async with database.transaction() as tx:
        prepared = await _prepare(tx, catalogs, seal, claimed, now, guests)
    outcomes = await asyncio.gather(*(_try(one, send) for one in prepared))
    async with database.transaction() as tx:
        results = list(zip(claimed, outcomes, strict=True))
        states = await outbox.record(tx, results, now)
        for (row, outcome), state in zip(results, states, strict=True):
            await _follow(tx, row, outcome, state, now)
            if row.kind is OutboxKind.AFTER_VISIT and state is not OutboxState.DUE:
                await move_on(tx, catalogs, row, state, now)
        arrived = (OutboxState.SENT, OutboxState.UNCERTAIN)
        went = [row for row, state in zip(claimed, states, strict=True) if state in arrived]
        await students.count_unanswered(tx, [row.student_id for row in went if row.is_of_year])
        await _count_reached(tx, catalogs, list(zip(claimed, prepared, states, strict=True)), now)
    return counts + Counter(states)


async def _prepare(
    tx: Tx,
    catalogs: Catalogs,
    seal: Seal,
    rows: Sequence[Outgoing],
    now: datetime,
    guests: frozenset[str] | None,
) -> list[_Message | Outcome]:
    """Look again at everything that may have changed since it was planned."""
    closed = await closings.list_closed(tx)
    known = await load_recipients(tx, seal, {row.student_id for row in rows}, now)
    loaded = {
        institution: await _load(tx, catalogs, institution)
        for institution in sorted({row.institution for row in rows})
    }
    invited = {
        slug: await guests_of(tx, seal, catalog.institution, guests)
        for slug, catalog in loaded.items()
        if catalog
    }
    prepared: list[_Message | Outcome] = []
    for row in rows:
        recipient = known.get(row.student_id)
        if recipient is None:
            prepared.append(Skipped(reason=Reason.UNREACHABLE))
            continue
        is_closed = row.institution in closed
        after, found = _look(
            row,
            recipient,
            loaded[row.institution],
            now,
            invited.get(row.institution),
            is_closed=is_closed,
        )
        # The next one to the same student in this batch has to know of this one.
        known[row.student_id] = after
        prepared.append(found)
    return prepared


async def _load(tx: Tx, catalogs: Catalogs, institution: str) -> IndexedCatalog | None:
    try:
        return await catalogs.load(tx, institution)
    except (ValueError, UnknownInstitution) as error:
        # One institution whose catalog cannot be read must not keep the others waiting.
        log.error("the catalog of %s cannot be used: %s", institution, type(error).__name__)
        return None


def _look(
    row: Outgoing,
    recipient: Recipient,
    catalog: IndexedCatalog | None,
    now: datetime,
    guests: frozenset[str] | None,
    *,
    is_closed: bool,
) -> tuple[Recipient, _Message | Outcome]:
    if catalog is None:
        return recipient, Skipped(reason=Reason.BROKEN)
    is_guest = guests is None or recipient.address in guests
    try:
        after, found = decide(recipient, row, catalog, now, is_guest=is_guest, is_closed=is_closed)
    except Exception as error:
        # One row that cannot be made must not keep all others waiting.
        log.error("a message could not be made: %s", type(error).__name__)
        return taken_up(recipient, row), Skipped(reason=Reason.BROKEN)
    if isinstance(found, Reason):
        return after, Skipped(reason=found)
    if isinstance(found, Wait):
        return after, TryLater(seconds=(found.until - now).total_seconds())
    return after, _Message(address=recipient.address, reply=found.reply, offering=found.offering)


async def _try(prepared: _Message | Outcome, send: Send) -> Outcome:
    if not isinstance(prepared, _Message):
        return prepared
    try:
        return await send(prepared.address, prepared.reply)
    except Exception as error:
        log.error("a message may not have been sent: %s", type(error).__name__)
        return Uncertain()


async def _count_reached(
    tx: Tx,
    catalogs: Catalogs,
    rows: Sequence[tuple[Outgoing, _Message | Outcome, OutboxState]],
    now: datetime,
) -> None:
    """Who certainly got a message of the year counts as reached."""
    reached: defaultdict[str, list[tuple[Outgoing, str | None]]] = defaultdict(list)
    for row, message, state in rows:
        if isinstance(message, _Message) and state is OutboxState.SENT and row.is_of_year:
            reached[row.institution].append((row, message.offering))
    for institution in sorted(reached):
        if catalog := await _load(tx, catalogs, institution):
            await count_reached(tx, catalog, reached[institution], now)


async def _follow(
    tx: Tx, row: Outgoing, outcome: Outcome, state: OutboxState, now: datetime
) -> None:
    """What follows for the student from how it went."""
    if isinstance(outcome, Refused) and outcome.unreachable:
        await students.forget_address(tx, row.student_id)
    if state is not OutboxState.DUE and row.offering:
        await visits.settle_reminder(tx, row.student_id, row.institution, row.offering, now)
