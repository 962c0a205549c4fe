"""Erasing: all that hangs on a closed institution goes, in parts, and nothing of another one."""

from datetime import datetime

from sqlalchemy import delete, func, select, union_all, update

from signpost_bot.model.student import StudentId
from signpost_bot.store.database import Tx
from signpost_bot.store.locks import lock
from signpost_bot.store.school_tables import (
    approval,
    attendance_code,
    audit,
    closing,
    document,
    feed,
    insight,
    seen_revision,
    staff,
    story_draft,
    suggestion,
    too_few,
    total,
)
from signpost_bot.store.tables import counted, doubt, outbox, session, student, visit

OF_STUDENTS = (visit, outbox, doubt)
"""Tables whose rows belong to a student and an institution."""

OF_THE_SCHOOL = (
    story_draft,
    audit,
    feed,
    staff,
    suggestion,
    insight,
    counted,
    total,
    too_few,
    approval,
    seen_revision,
    attendance_code,
    document,
)
"""Tables whose rows belong to an institution. Links and sessions of staff go with them; that a
student was counted in a total is nothing they would keep a talk for."""


async def erase_students(tx: Tx, institution: str, limit: int) -> int:
    """Erase up to `limit` students whose talk is at this institution; how many it were.

    Who also has plans at another institution keeps those, the address and the yeses: only the
    talk goes, and what they planned here with the rest of the institution. A student whose turn
    is under way is left for the next time.
    """
    there = (
        select(student.c.id)
        .join(session, session.c.student_id == student.c.id)
        .where(session.c.institution == institution)
        .limit(limit)
        .with_for_update(skip_locked=True, of=student)
    )
    ids = [StudentId(id) for id in (await tx.execute(there)).scalars()]
    if not ids:
        return 0
    # Only among these, so that no part has to read the whole table.
    elsewhere = union_all(
        *(
            select(table.c.student_id).where(
                table.c.student_id.in_(ids), table.c.institution != institution
            )
            for table in OF_STUDENTS
        )
    )
    gone = student.c.id.in_(ids) & student.c.id.not_in(elsewhere)
    await tx.execute(delete(student).where(gone))
    await tx.execute(delete(session).where(session.c.student_id.in_(ids)))
    return len(ids)


async def erase_the_rest(tx: Tx, institution: str, now: datetime) -> bool:
    """Erase what is left of the institution itself and write down that all is gone; False, and
    nothing is done, as long as somebody still talks with it."""
    # As for an apply: who saves a document now comes before this, or finds the institution closed.
    for key in ("catalog", f"catalog:{institution}", f"closing:{institution}"):
        await lock(tx, key)
    talks = select(func.count()).select_from(session).where(session.c.institution == institution)
    if (await tx.execute(talks)).scalar_one():
        return False
    for table in (*OF_STUDENTS, *OF_THE_SCHOOL):
        await tx.execute(delete(table).where(table.c.institution == institution))
    done = update(closing).where(
        closing.c.institution == institution, closing.c.erased_at.is_(None)
    )
    await tx.execute(done.values(erased_at=now))
    return True
