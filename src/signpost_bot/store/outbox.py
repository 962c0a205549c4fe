"""The outbox: claimed before sending, and never sent twice."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, func, select, update

from signpost_bot.model.outbox import (
    ASKED_FOR,
    OutboxKind,
    OutboxState,
    Outcome,
    Outgoing,
    Reason,
    Refused,
    Sent,
    Skipped,
    TryLater,
)
from signpost_bot.model.student import StudentId
from signpost_bot.store import locks
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import outbox

_Values = tuple[tuple[str, object], ...]

TRIES = 2
"""How often what a student asked for is tried when nobody knows whether it arrived."""


async def claim_due(
    tx: Tx, bot_id: str, now: datetime, limit: int, lease: timedelta
) -> tuple[Outgoing, ...]:
    """Take up to `limit` rows that are due; nobody else gets them. Commit before sending.

    None of a student to whom something is under way: only when it is known what became of that,
    it is known how much attention is left.
    """
    await locks.lock(tx, f"claim:{bot_id}")
    others = outbox.alias("others")
    under_way = (
        select(others.c.id)
        .where(
            others.c.student_id == outbox.c.student_id,
            others.c.state == OutboxState.CLAIMED.value,
        )
        .exists()
    )
    # A CTE, since PostgreSQL may run a subquery with LIMIT and row locks more than once.
    # SQLite has no row locks and leaves FOR UPDATE out: its transaction is the only writer.
    picked = (
        select(outbox.c.id)
        .where(
            outbox.c.bot_id == bot_id,
            outbox.c.state == OutboxState.DUE.value,
            outbox.c.due_at <= now,
            ~under_way,
        )
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    rows = await tx.execute(
        update(outbox)
        .where(outbox.c.id.in_(select(picked.c.id)))
        .values(
            state=OutboxState.CLAIMED.value,
            claimed_at=now,
            claimed_until=now + lease,
            attempts=outbox.c.attempts + 1,
        )
        .returning(outbox)
    )
    return tuple(sorted((_outgoing(row) for row in rows), key=lambda one: (one.due_at, one.id)))


async def record(
    tx: Tx, results: Sequence[tuple[Outgoing, Outcome]], now: datetime
) -> list[OutboxState]:
    """Write down what became of claimed rows; gives the states they have now, in order."""
    found = [_result(row, outcome, now) for row, outcome in results]
    # One statement for all that went the same way: in a broadcast that is nearly everybody.
    same: defaultdict[tuple[OutboxState, int, _Values], list[int]] = defaultdict(list)
    for (row, _), (state, values) in zip(results, found, strict=True):
        same[state, row.attempts, tuple(values.items())].append(row.id)
    for (state, attempts, changed), ids in same.items():
        ours = (
            outbox.c.id.in_(ids)
            & (outbox.c.state == OutboxState.CLAIMED.value)
            & (outbox.c.attempts == attempts)
        )
        changes = {"state": state.value, "claimed_until": None, **dict(changed)}
        await tx.execute(update(outbox).where(ours).values(**changes))
    return [state for state, _ in found]


async def settle_lost_claims(tx: Tx, bot_id: str, now: datetime) -> int:
    """Rows whose sender died between claim and record: uncertain, and how many those are.

    Only what a student asked for is tried once more; nothing else is ever due again.
    """
    lost = (
        (outbox.c.bot_id == bot_id)
        & (outbox.c.state == OutboxState.CLAIMED.value)
        & (outbox.c.claimed_until < now)
    )
    asked_for = outbox.c.kind.in_([kind.value for kind in ASKED_FOR])
    again = asked_for & (outbox.c.attempts < TRIES)
    tried_again = {"state": OutboxState.DUE.value, "claimed_until": None}
    given_up = {"state": OutboxState.UNCERTAIN.value, "claimed_until": None}
    await tx.execute(update(outbox).where(lost & again).values(**tried_again))
    return (await tx.execute(update(outbox).where(lost).values(**given_up))).rowcount


async def count_states(tx: Tx, bot_id: str) -> dict[OutboxState, int]:
    """How many rows of a bot are in each state."""
    counted = select(outbox.c.state, func.count().label("rows")).where(outbox.c.bot_id == bot_id)
    found = await tx.execute(counted.group_by(outbox.c.state))
    return {OutboxState(row.state): row.rows for row in found}


def _result(
    row: Outgoing, outcome: Outcome, now: datetime
) -> tuple[OutboxState, dict[str, object]]:
    match outcome:
        case Sent():
            return OutboxState.SENT, {}
        case Skipped(reason=reason):
            return OutboxState.SKIPPED, {"reason": reason.value}
        case Refused(unreachable=unreachable):
            reason = Reason.UNREACHABLE if unreachable else Reason.REFUSED
            return OutboxState.DEAD, {"reason": reason.value}
        case TryLater(seconds=seconds):
            # It was not sent, so this try does not count.
            later = now + timedelta(seconds=seconds)
            return OutboxState.DUE, {"due_at": later, "attempts": row.attempts - 1}
    if not row.is_asked_for or row.attempts >= TRIES:
        return OutboxState.UNCERTAIN, {}
    return OutboxState.DUE, {}


def _outgoing(row: Row[tuple[object, ...]]) -> Outgoing:
    return Outgoing(
        id=row.id,
        kind=OutboxKind(row.kind),
        institution=row.institution,
        student_id=StudentId(row.student_id),
        campaign=row.campaign,
        occasion=row.occasion,
        offering=row.offering,
        due_at=row.due_at,
        best_before=row.best_before,
        attempts=row.attempts,
    )
