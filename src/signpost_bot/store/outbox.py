"""The outbox: planned set by set, claimed before sending, and never sent twice."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, func, literal, select, update

from signpost_bot.model.campaign import Occasion
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
    visit_occasion,
)
from signpost_bot.model.student import StudentId
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import consent, outbox, session, student, visit

_Values = tuple[tuple[str, object], ...]

TRIES = 2
"""How often what a student asked for is tried when nobody knows whether it arrived."""


async def plan_nudge(tx: Tx, bot_id: str, institution: str, occasion: Occasion) -> int:
    """A row for every student of the institution who said yes and has none yet; how many."""
    fixed = {
        "bot_id": bot_id,
        "kind": OutboxKind.NUDGE.value,
        "institution": institution,
        "campaign": occasion.campaign,
        "occasion": occasion.key,
        "due_at": occasion.due_at,
        "best_before": occasion.best_before,
    }
    there = student.c.id.in_(
        select(session.c.student_id).where(session.c.institution == institution)
    )
    return await _plan(tx, fixed, there)


async def plan_reminders(tx: Tx, bot_id: str, institution: str, now: datetime, to: datetime) -> int:
    """A row for every reminder that was asked for until `to`; late ones as long as they help."""
    wanted = (
        (visit.c.institution == institution) & (visit.c.remind_at <= to) & (visit.c.starts_at > now)
    )
    columns = (visit.c.offering, visit.c.remind_at, visit.c.starts_at)
    planned = 0
    for row in (await tx.execute(select(*columns).where(wanted).distinct())).all():
        same = (visit.c.offering == row.offering) & (visit.c.remind_at == row.remind_at)
        fixed = {
            "bot_id": bot_id,
            "kind": OutboxKind.REMINDER.value,
            "institution": institution,
            "campaign": "",
            "occasion": visit_occasion(row.offering, row.remind_at),
            "offering": row.offering,
            "due_at": row.remind_at,
            "best_before": row.starts_at,
        }
        planned += await _plan(tx, fixed, _visiting(institution, same))
    return planned


async def plan_checkins(
    tx: Tx,
    bot_id: str,
    institution: str,
    campaign: str,
    best_before: timedelta,
    now: datetime,
    to: datetime,
) -> int:
    """A row for every question that may be asked until `to`; none older than `best_before`."""
    wanted = (
        (visit.c.institution == institution)
        & (visit.c.ask_at <= to)
        & (visit.c.ask_at > now - best_before)
    )
    columns = (visit.c.offering, visit.c.ask_at)
    planned = 0
    for row in (await tx.execute(select(*columns).where(wanted).distinct())).all():
        same = (visit.c.offering == row.offering) & (visit.c.ask_at == row.ask_at)
        fixed = {
            "bot_id": bot_id,
            "kind": OutboxKind.CHECKIN.value,
            "institution": institution,
            "campaign": campaign,
            "occasion": visit_occasion(row.offering, row.ask_at),
            "offering": row.offering,
            "due_at": row.ask_at,
            "best_before": row.ask_at + best_before,
        }
        planned += await _plan(tx, fixed, _visiting(institution, same))
    return planned


async def claim_due(
    tx: Tx, bot_id: str, now: datetime, limit: int, lease: timedelta
) -> tuple[Outgoing, ...]:
    """Take up to `limit` rows that are due; nobody else gets them. Commit before sending."""
    # A CTE, since PostgreSQL may run a subquery with LIMIT and row locks more than once.
    # SQLite has no row locks and leaves FOR UPDATE out: its transaction is the only writer.
    picked = (
        select(outbox.c.id)
        .where(
            outbox.c.bot_id == bot_id,
            outbox.c.state == OutboxState.DUE.value,
            outbox.c.due_at <= now,
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
    again = outbox.c.kind.in_([kind.value for kind in ASKED_FOR]) & (outbox.c.attempts < TRIES)
    tried_again = {"state": OutboxState.DUE.value, "claimed_until": None}
    given_up = {"state": OutboxState.UNCERTAIN.value, "claimed_until": None}
    await tx.execute(update(outbox).where(lost & again).values(**tried_again))
    return (await tx.execute(update(outbox).where(lost).values(**given_up))).rowcount


async def count_states(tx: Tx, bot_id: str) -> dict[OutboxState, int]:
    """How many rows of a bot are in each state."""
    counted = select(outbox.c.state, func.count().label("rows")).where(outbox.c.bot_id == bot_id)
    found = await tx.execute(counted.group_by(outbox.c.state))
    return {OutboxState(row.state): row.rows for row in found}


def _visiting(institution: str, same: ColumnElement[bool]) -> ColumnElement[bool]:
    visiting = select(visit.c.student_id).where(visit.c.institution == institution, same)
    return student.c.id.in_(visiting)


async def _plan(tx: Tx, fixed: dict[str, object], who: ColumnElement[bool]) -> int:
    """One statement: a row for everybody in `who` that this bot can reach and who said yes."""
    kinds = [kind.value for kind in OutboxKind(str(fixed["kind"])).consents]
    yes = select(consent.c.student_id).where(consent.c.kind.in_(kinds))
    values = {**fixed, "state": OutboxState.DUE.value, "attempts": 0}
    rows = select(
        student.c.id, *(literal(value, outbox.c[name].type) for name, value in values.items())
    ).where(
        who,
        student.c.id.in_(yes),
        student.c.address.is_not(None),
        student.c.bot_id == fixed["bot_id"],
    )
    # PostgreSQL's driver says -1 for an insert unless it is asked to keep the number.
    added = insert_new(tx, outbox).from_select(["student_id", *values], rows)
    return (await tx.execute(added.execution_options(preserve_rowcount=True))).rowcount


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
    if not row.kind.is_asked_for or row.attempts >= TRIES:
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
