"""Closings: which institutions stopped, whom they still write to, and what is called off."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, func, insert, literal, or_, select, update

from signpost_bot.model.closing import SAID_WITHIN, Closing, ClosingPlan
from signpost_bot.model.outbox import OutboxKind, OutboxState, Reason
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.locks import lock, lock_shared
from signpost_bot.store.school_tables import closing
from signpost_bot.store.tables import consent, outbox, session, student, visit
from signpost_bot.store.visits import NOTHING_TO_ASK


async def list_closings(tx: Tx) -> tuple[Closing, ...]:
    """All institutions that stopped, in order."""
    rows = await tx.execute(select(closing).order_by(closing.c.institution))
    return tuple(_closing(row) for row in rows)


async def list_closed(tx: Tx) -> frozenset[str]:
    """The slugs of all institutions that stopped, erased or not yet."""
    return frozenset((await tx.execute(select(closing.c.institution))).scalars())


async def find_closing(tx: Tx, institution: str) -> Closing | None:
    """When this institution stopped; None when it did not."""
    found = (await tx.execute(select(closing).where(closing.c.institution == institution))).first()
    return _closing(found) if found else None


async def hold_open(tx: Tx, institution: str) -> bool:
    """Whether it is open, and if so it stays so until this transaction ends: who closes it waits.

    Without this a turn that began just before could bring a student back afterwards.
    """
    await lock_shared(tx, f"closing:{institution}")
    return await find_closing(tx, institution) is None


async def count_plan(tx: Tx, institution: str) -> ClosingPlan:
    """What closing it now would do."""
    people = select(func.count()).select_from(student).where(_reached(institution))
    waiting = select(func.count()).select_from(outbox).where(_waits(institution))
    return ClosingPlan(
        farewells=(await tx.execute(people)).scalar_one(),
        called_off=(await tx.execute(waiting)).scalar_one(),
    )


async def hold_alone(tx: Tx, institution: str) -> None:
    """Wait for the turns that are under way, and let no other begin before this transaction ends;
    two that close at the same time do it one after the other."""
    await lock(tx, f"closing:{institution}")


async def close(tx: Tx, institution: str, now: datetime) -> None:
    """From here on it is closed, and nothing that was agreed on comes any more."""
    await tx.execute(insert(closing).values(institution=institution, closed_at=now))
    await call_off(tx, institution)
    agreed = visit.c.institution == institution
    await tx.execute(update(visit).where(agreed).values(remind_at=None, **NOTHING_TO_ASK))


async def call_off(tx: Tx, institution: str) -> int:
    """Skip every message of this institution that waits, also the last one; how many."""
    skipped = {"state": OutboxState.SKIPPED.value, "reason": Reason.CLOSED.value}
    return (await tx.execute(update(outbox).where(_waits(institution)).values(**skipped))).rowcount


async def plan_farewells(tx: Tx, institution: str, now: datetime) -> int:
    """One last message for everybody who talks with this institution, can be reached and ever
    said yes to being written to, from the bot they wrote to; how many."""
    fixed: Mapping[str, object] = {
        "kind": OutboxKind.FAREWELL.value,
        "institution": institution,
        "campaign": "",
        "occasion": f"farewell:{institution}",
        "due_at": now,
        "best_before": now + SAID_WITHIN,
        "state": OutboxState.DUE.value,
        "attempts": 0,
    }
    rows = select(
        student.c.id,
        student.c.bot_id,
        *(literal(value, outbox.c[name].type) for name, value in fixed.items()),
    ).where(_reached(institution))
    # The key of the table: nobody has it twice.
    added = insert_new(tx, outbox).from_select(["student_id", "bot_id", *fixed], rows)
    return (await tx.execute(added.execution_options(preserve_rowcount=True))).rowcount


async def count_waiting(tx: Tx, institution: str, now: datetime) -> int:
    """How many messages are still to go out, or are being sent; nothing is erased before. One
    past its best-before, or whose sender died, is not waited for: no bot may be running."""
    still = or_(
        and_(outbox.c.state == OutboxState.DUE.value, outbox.c.best_before > now),
        and_(outbox.c.state == OutboxState.CLAIMED.value, outbox.c.claimed_until >= now),
    )
    there = outbox.c.institution == institution
    counted = select(func.count()).select_from(outbox).where(there, still)
    return int((await tx.execute(counted)).scalar_one())


def _waits(institution: str) -> ColumnElement[bool]:
    return and_(outbox.c.institution == institution, outbox.c.state == OutboxState.DUE.value)


def _reached(institution: str) -> ColumnElement[bool]:
    there = select(session.c.student_id).where(session.c.institution == institution)
    kinds = [kind.value for kind in OutboxKind.FAREWELL.consents]
    yes = select(consent.c.student_id).where(consent.c.kind.in_(kinds))
    return and_(
        student.c.id.in_(there),
        student.c.id.in_(yes),
        student.c.address.is_not(None),
        student.c.bot_id.is_not(None),
    )


def _closing(row: Row[tuple[object, ...]]) -> Closing:
    return Closing(institution=row.institution, closed_at=row.closed_at, erased_at=row.erased_at)
