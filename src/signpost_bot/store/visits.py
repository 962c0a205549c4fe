"""Visits: what a student plans to go to, is reminded of, and went to."""

from datetime import datetime

from sqlalchemy import Row, insert, select, update

from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import visit


async def list_visits(tx: Tx, student_id: StudentId, institution: str) -> tuple[Visit, ...]:
    """All visits of a student at an institution, oldest first."""
    rows = await tx.execute(
        select(visit)
        .where(visit.c.student_id == student_id, visit.c.institution == institution)
        .order_by(visit.c.id)
    )
    return tuple(read_visit(row) for row in rows)


async def save_visit(
    tx: Tx, student_id: StudentId, institution: str, planned: Visit, now: datetime
) -> None:
    """Insert or replace the visit to this offering."""
    values = {
        "state": planned.state.value,
        "starts_at": planned.starts_at,
        "remind_at": planned.remind_at,
        "ask_at": planned.ask_at,
        "changed_at": now,
    }
    same = (
        (visit.c.student_id == student_id)
        & (visit.c.institution == institution)
        & (visit.c.offering == planned.offering)
    )
    changed = await tx.execute(update(visit).where(same).values(**values))
    if changed.rowcount == 0:
        await tx.execute(
            insert(visit).values(
                student_id=student_id,
                institution=institution,
                offering=planned.offering,
                **values,
            )
        )


async def stop_reminders(tx: Tx, student_id: StudentId) -> None:
    """No visit of this student is reminded of any more."""
    await tx.execute(update(visit).where(visit.c.student_id == student_id).values(remind_at=None))


async def stop_asking(tx: Tx, student_id: StudentId) -> None:
    """Of no visit of this student it is asked how it went any more."""
    await tx.execute(update(visit).where(visit.c.student_id == student_id).values(ask_at=None))


async def settle(
    tx: Tx, student_id: StudentId, institution: str, offering: str, now: datetime
) -> None:
    """What was to come of this visit until now has come; a later moment stays."""
    same = (
        (visit.c.student_id == student_id)
        & (visit.c.institution == institution)
        & (visit.c.offering == offering)
    )
    for moment in (visit.c.remind_at, visit.c.ask_at):
        await tx.execute(update(visit).where(same & (moment <= now)).values({moment: None}))


async def take_due_reminders(
    tx: Tx, student_id: StudentId, institution: str, now: datetime
) -> tuple[Visit, ...]:
    """Visits whose reminder is due, marked as reminded so that none comes twice."""
    due = (
        (visit.c.student_id == student_id)
        & (visit.c.institution == institution)
        & (visit.c.remind_at <= now)
    )
    rows = (await tx.execute(select(visit).where(due).order_by(visit.c.remind_at))).all()
    await tx.execute(update(visit).where(due).values(remind_at=None))
    return tuple(read_visit(row) for row in rows)


def read_visit(row: Row[tuple[object, ...]]) -> Visit:
    """One row of the table as a visit."""
    return Visit(
        offering=row.offering,
        state=VisitState(row.state),
        starts_at=row.starts_at,
        remind_at=row.remind_at,
        ask_at=row.ask_at,
    )
