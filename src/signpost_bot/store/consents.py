"""Consents: to what a student said yes, and since when."""

from datetime import datetime

from sqlalchemy import delete, select

from signpost_bot.model.consent import Consent
from signpost_bot.model.student import StudentId
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import consent


async def list_consents(tx: Tx, student_id: StudentId) -> frozenset[Consent]:
    """All yeses of a student."""
    rows = await tx.execute(select(consent.c.kind).where(consent.c.student_id == student_id))
    return frozenset(Consent(row.kind) for row in rows)


async def give_consent(tx: Tx, student_id: StudentId, kind: Consent, now: datetime) -> None:
    """A yes; said twice it keeps its first moment."""
    yes = {"student_id": student_id, "kind": kind.value, "given_at": now}
    await tx.execute(insert_new(tx, consent).values(**yes))


async def withdraw_consent(tx: Tx, student_id: StudentId, kind: Consent) -> None:
    """No longer; nothing is kept of the yes that was."""
    same = (consent.c.student_id == student_id) & (consent.c.kind == kind.value)
    await tx.execute(delete(consent).where(same))
