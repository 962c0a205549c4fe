"""Doubts: students who say that something about an offering is not right, until staff looked."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete, func, select

from signpost_bot.model.student import StudentId
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import doubt, student

A_DAY = timedelta(days=1)


async def add_doubt(
    tx: Tx, student_id: StudentId, institution: str, offering: str, today: date
) -> None:
    """Note that this student doubts it; a second time changes nothing."""
    row = {"student_id": student_id, "institution": institution, "offering": offering}
    await tx.execute(insert_new(tx, doubt).values(**row, made_on=today))


async def count_doubts(tx: Tx, institution: str, today: date) -> Mapping[str, int]:
    """How many students doubt each offering of an institution, by slug.

    Only students who are here for more than a day: who makes up a hundred of them to spoil an
    offering has to keep them, and cannot see it work. It counts for tasks of staff and for nothing
    else: no offering sinks by it.
    """
    counted = (
        select(doubt.c.offering, func.count())
        .join(student, student.c.id == doubt.c.student_id)
        .where(doubt.c.institution == institution, student.c.created_on < today - A_DAY)
        .group_by(doubt.c.offering)
    )
    return {offering: number for offering, number in await tx.execute(counted)}


async def list_doubts(tx: Tx, student_id: StudentId, institution: str) -> tuple[str, ...]:
    """The slugs of what this student doubts at an institution, in order."""
    theirs = (doubt.c.student_id == student_id) & (doubt.c.institution == institution)
    rows = await tx.execute(select(doubt.c.offering).where(theirs).order_by(doubt.c.offering))
    return tuple(rows.scalars())


async def clear_doubts(tx: Tx, institution: str, offering: str) -> None:
    """Staff looked at it: nothing is kept of who doubted it, and each can doubt it anew."""
    about = (doubt.c.institution == institution) & (doubt.c.offering == offering)
    await tx.execute(delete(doubt).where(about))
