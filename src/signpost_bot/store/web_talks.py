"""Talks in a page: when each was last used, and its counters; an idle one goes with its student."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from signpost_bot.model.student import StudentId
from signpost_bot.model.web_talk import WebTalk
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import student, web_talk


async def find_talk(tx: Tx, student_id: StudentId) -> WebTalk | None:
    """How this talk stands; None when it has not begun."""
    row = (await tx.execute(select(web_talk).where(web_talk.c.student_id == student_id))).first()
    if row is None:
        return None
    return WebTalk(
        seen_at=row.seen_at,
        minute_at=row.minute_at,
        in_minute=row.in_minute,
        suggested=row.suggested,
    )


async def save_talk(tx: Tx, student_id: StudentId, stands: WebTalk) -> None:
    """Keep how this talk stands."""
    values = asdict(stands)
    changed = await tx.execute(
        update(web_talk).where(web_talk.c.student_id == student_id).values(**values)
    )
    if changed.rowcount == 0:
        await tx.execute(insert(web_talk).values(student_id=student_id, **values))


async def forget_idle(tx: Tx, before: datetime) -> int:
    """Forget the students of talks that nobody used since `before`; how many."""
    idle = select(web_talk.c.student_id).where(web_talk.c.seen_at <= before)
    return (await tx.execute(delete(student).where(student.c.id.in_(idle)))).rowcount
