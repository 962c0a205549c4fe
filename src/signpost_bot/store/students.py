"""Students and where their talk stands."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import date
from uuid import uuid4

from sqlalchemy import Row, delete, insert, select, update

from signpost_bot.model.language import Language
from signpost_bot.model.national import AlarmKind
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Session, Step
from signpost_bot.model.student import StudentId
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.store.tables import session, student

_CARDS = ("", "general", *AlarmKind)
"""The cards a talk can be about; kept as one digit, so that all sealed rows are equally long."""


async def find_student(tx: Tx, channel: str, address_hash: str) -> StudentId | None:
    """The student behind an address."""
    found = await tx.execute(
        select(student.c.id).where(
            student.c.channel == channel, student.c.address_hash == address_hash
        )
    )
    row = found.first()
    return StudentId(row.id) if row else None


async def add_student(tx: Tx, channel: str, address_hash: str, today: date) -> StudentId:
    """A new student with a random id."""
    student_id = StudentId(uuid4())
    await tx.execute(
        insert(student).values(
            id=student_id, channel=channel, address_hash=address_hash, created_on=today
        )
    )
    return student_id


async def hold_student(tx: Tx, student_id: StudentId) -> bool:
    """Nobody erases this student before this transaction ends; False when somebody did already.

    The erasing of a closed institution leaves out who is held, and comes back for them. On SQLite
    a transaction holds the whole file.
    """
    if tx.dialect.name != "postgresql":
        return True
    held = select(student.c.id).where(student.c.id == student_id).with_for_update(key_share=True)
    return (await tx.execute(held)).first() is not None


async def save_address(
    tx: Tx, seal: Seal, student_id: StudentId, address: str, bot_id: str
) -> None:
    """Keep where to write to the student, sealed, and which bot can."""
    await tx.execute(
        update(student)
        .where(student.c.id == student_id)
        .values(address=seal.close(address), bot_id=bot_id)
    )


async def forget_address(tx: Tx, student_id: StudentId) -> None:
    """Nobody can be written to there; it comes back when the student writes again."""
    await tx.execute(update(student).where(student.c.id == student_id).values(address=None))


async def forget_student(tx: Tx, student_id: StudentId) -> None:
    """Everything that hangs on this student goes: session, visits, the row itself."""
    await tx.execute(delete(student).where(student.c.id == student_id))


async def find_session(tx: Tx, seal: Seal, student_id: StudentId) -> Session | None:
    """Where the talk stands; None before the first word."""
    found = await tx.execute(select(session).where(session.c.student_id == student_id))
    row = found.first()
    return read_session(row, seal) if row else None


async def save_session(tx: Tx, seal: Seal, student_id: StudentId, stands: Session) -> None:
    """Keep where the talk stands; `pending` is sealed before it is written."""
    values = {
        "institution": stands.institution,
        "language": stands.language.value,
        "step": stands.step.value,
        "shown": stands.shown,
        "seen": stands.seen,
        "needs": stands.needs,
        "asked": stands.asked,
        **asdict(stands.profile),
        # One digit and the words that wait, always there: nobody can see whether there is a card.
        "pending": seal.close(f"{_CARDS.index(stands.card)}{stands.pending}"),
        "quiet_until": stands.quiet_until,
        # Whoever says or taps anything reacts.
        "unanswered": 0,
    }
    changed = await tx.execute(
        update(session).where(session.c.student_id == student_id).values(**values)
    )
    if changed.rowcount == 0:
        await tx.execute(insert(session).values(student_id=student_id, **values))


async def count_unanswered(tx: Tx, ids: Collection[StudentId]) -> None:
    """One more message without a reaction yet, for each of them."""
    if ids:
        one_more = {"unanswered": session.c.unanswered + 1}
        await tx.execute(update(session).where(session.c.student_id.in_(ids)).values(**one_more))


def read_session(row: Row[tuple[object, ...]], seal: Seal) -> Session:
    """One row of the table as a session."""
    sealed = seal.open(row.pending)
    return Session(
        institution=row.institution,
        language=Language(row.language),
        step=Step(row.step),
        shown=row.shown,
        seen=row.seen,
        needs=row.needs,
        asked=row.asked or 0,
        profile=Profile(**{one.name: getattr(row, one.name) for one in fields(Profile)}),
        card=_CARDS[int(sealed[:1] or 0)],
        pending=sealed[1:],
        quiet_until=row.quiet_until,
    )
