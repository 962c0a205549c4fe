"""Approvals: who said yes to which words of a campaign; a yes is never changed."""

from datetime import datetime

from sqlalchemy import select

from signpost_bot.model.approval import Approval
from signpost_bot.model.staff import StaffId
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import approval


async def add_approval(tx: Tx, institution: str, given: Approval, now: datetime) -> None:
    """Keep this yes; a second one of the same person to the same words changes nothing."""
    new = insert_new(tx, approval).values(
        institution=institution,
        campaign=given.campaign,
        words_hash=given.words_hash,
        staff_id=given.staff_id,
        is_approver=given.is_approver,
        approved_at=now,
    )
    await tx.execute(new)


async def list_approvals(tx: Tx, institution: str) -> tuple[Approval, ...]:
    """All yeses of an institution, also to words that were changed since."""
    rows = await tx.execute(select(approval).where(approval.c.institution == institution))
    return tuple(
        Approval(
            campaign=row.campaign,
            words_hash=row.words_hash,
            staff_id=StaffId(row.staff_id),
            is_approver=row.is_approver,
        )
        for row in rows
    )
