"""Visits: what a student plans to go to, is reminded of, and went to."""

from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update

from signpost_bot.model.following import Following, Round, Semester
from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import visit

NOTHING_TO_ASK = {"ask_next": None, "ask_at": None, "ask_later": False}
"""Nothing is asked about a visit any more; what was asked stays known."""


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
        "changed_at": now,
        **_following_values(planned.following),
    }
    same = _same(student_id, institution, planned.offering)
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
    await tx.execute(update(visit).where(visit.c.student_id == student_id).values(NOTHING_TO_ASK))


async def settle_reminder(
    tx: Tx, student_id: StudentId, institution: str, offering: str, now: datetime
) -> None:
    """The reminder of this visit has come; a later one stays."""
    same = _same(student_id, institution, offering) & (visit.c.remind_at <= now)
    await tx.execute(update(visit).where(same).values(remind_at=None))


async def find_visit(
    tx: Tx, student_id: StudentId, institution: str, offering: str
) -> Visit | None:
    """The visit of a student to this offering."""
    found = await tx.execute(select(visit).where(_same(student_id, institution, offering)))
    row = found.first()
    return read_visit(row) if row else None


async def move_on(
    tx: Tx, student_id: StudentId, institution: str, before: Visit, then: Following
) -> None:
    """What comes after a question that was due. Whoever took the yes back meanwhile keeps that."""
    same = _same(student_id, institution, before.offering)
    as_before = same & (visit.c.ask_at == before.following.ask_at)
    await tx.execute(update(visit).where(as_before).values(**_following_values(then)))


async def place_semester(tx: Tx, institution: str, semester: Semester | None) -> None:
    """Give the question of a semester its moment; take it back when that semester moved."""
    waits = (visit.c.institution == institution) & (visit.c.ask_next == Round.SEMESTER.value)
    placed = visit.c.ask_at.is_not(None)
    elsewhere = placed & (visit.c.ask_at != semester.at) if semester else placed
    await tx.execute(update(visit).where(waits & elsewhere).values(ask_at=None))
    if semester:
        last = func.coalesce(visit.c.asked_on, visit.c.went_on)
        fits = visit.c.ask_at.is_(None) & last.between(semester.last_from, semester.last_until)
        await tx.execute(update(visit).where(waits & fits).values(ask_at=semester.at))


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
        following=Following(
            went_on=row.went_on,
            asked=Round(row.asked) if row.asked else None,
            asked_on=row.asked_on,
            next=Round(row.ask_next) if row.ask_next else None,
            ask_at=row.ask_at,
            may_ask_later=row.ask_later,
        ),
    )


def _same(student_id: StudentId, institution: str, offering: str) -> ColumnElement[bool]:
    return and_(
        visit.c.student_id == student_id,
        visit.c.institution == institution,
        visit.c.offering == offering,
    )


def _following_values(following: Following) -> dict[str, object]:
    return {
        "went_on": following.went_on,
        "asked": following.asked and following.asked.value,
        "asked_on": following.asked_on,
        "ask_next": following.next and following.next.value,
        "ask_at": following.ask_at,
        "ask_later": following.may_ask_later,
    }
