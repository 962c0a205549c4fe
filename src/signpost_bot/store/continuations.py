"""Continuations: links by which a talk goes on elsewhere, kept as a hash and spent once."""

from datetime import datetime

from sqlalchemy import delete, insert, literal, select

from signpost_bot.model.student import StudentId
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.locks import lock
from signpost_bot.store.students import hold_student
from signpost_bot.store.tables import continuation, counted, doubt, student


async def add_continuation(
    tx: Tx, token_hash: str, student_id: StudentId, expires_at: datetime, now: datetime
) -> bool:
    """Keep a link until it is spent. An earlier one of this student no longer works, and those
    that are too old by `now` go; False when the student is just gone."""
    over = (continuation.c.expires_at <= now) | (continuation.c.student_id == student_id)
    # Before the student is held: who spends a link takes the two in this order.
    await tx.execute(delete(continuation).where(over))
    if not await hold_student(tx, student_id):
        return False
    row = {"token_hash": token_hash, "student_id": student_id, "expires_at": expires_at}
    await tx.execute(insert(continuation).values(**row))
    return True


async def spend_continuation(tx: Tx, token_hash: str, now: datetime) -> StudentId | None:
    """Whose talk goes on, and the link never works again. Of two who open it at once one gets
    None. From here on until this transaction ends, that student has no other turn."""
    good = (continuation.c.token_hash == token_hash) & (continuation.c.expires_at > now)
    spent = delete(continuation).where(good).returning(continuation.c.student_id)
    student_id = (await tx.execute(spent)).scalar_one_or_none()
    if student_id is None:
        return None
    found = await tx.execute(select(student.c.address_hash).where(student.c.id == student_id))
    address_hash = found.scalar_one_or_none()
    if address_hash is None:
        return None
    await lock(tx, address_hash)
    return StudentId(student_id)


async def move_counts(tx: Tx, before: StudentId, after: StudentId) -> None:
    """What a student doubted and is counted in becomes that of another, who counts once for it."""
    for table in (doubt, counted):
        others = [column for column in table.c if column.name != "student_id"]
        names = ["student_id", *(column.name for column in others)]
        rows = select(literal(after, table.c.student_id.type), *others)
        new = insert_new(tx, table).from_select(names, rows.where(table.c.student_id == before))
        await tx.execute(new)
