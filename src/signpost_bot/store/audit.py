"""What staff did: who, what, about which document or colleague, when. Never what was typed."""

from datetime import datetime

from sqlalchemy import insert, select

from signpost_bot.model.audit import AuditEntry, Deed
from signpost_bot.model.staff import Staff
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import audit


async def add_entry(tx: Tx, member: Staff, what: Deed, about: str, now: datetime) -> None:
    """Write down what they did, in the transaction that does it."""
    row = {
        "institution": member.institution,
        "name": member.name,
        "what": what.value,
        "about": about[:200],
        "done_at": now,
    }
    await tx.execute(insert(audit).values(**row))


async def list_entries(
    tx: Tx, institution: str, most: int, name: str | None = None
) -> tuple[AuditEntry, ...]:
    """The last things that were done at an institution, by everybody or by who has this name,
    the newest first."""
    asked = (
        select(audit)
        .where(audit.c.institution == institution)
        .order_by(audit.c.id.desc())
        .limit(most)
    )
    if name is not None:
        asked = asked.where(audit.c.name == name)
    return tuple(
        AuditEntry(name=row.name, what=Deed(row.what), about=row.about, done_at=row.done_at)
        for row in await tx.execute(asked)
    )
