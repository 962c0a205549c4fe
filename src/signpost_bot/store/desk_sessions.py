"""Sessions at the desk: who is signed in, found by the hash of a cookie, ended at once."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from signpost_bot.model.staff import Staff, StaffId
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import desk_session
from signpost_bot.store.staff import find_staff


async def start_session(
    tx: Tx, token_hash: str, staff_id: StaffId, now: datetime, expires_at: datetime
) -> None:
    """They are signed in until `expires_at`; sessions that are too old by `now` go."""
    await tx.execute(delete(desk_session).where(desk_session.c.expires_at <= now))
    row = {
        "token_hash": token_hash,
        "staff_id": staff_id,
        "started_at": now,
        "expires_at": expires_at,
    }
    await tx.execute(insert(desk_session).values(**row))


async def find_signed_in(tx: Tx, token_hash: str, now: datetime) -> Staff | None:
    """The member of staff whose session this is, as they are now; None when it is over, or when
    they were removed: their sessions went with them."""
    asked = select(desk_session.c.staff_id).where(
        desk_session.c.token_hash == token_hash, desk_session.c.expires_at > now
    )
    row = (await tx.execute(asked)).first()
    return await find_staff(tx, StaffId(row.staff_id)) if row else None


async def end_session(tx: Tx, token_hash: str) -> None:
    """Signed out here; elsewhere they stay signed in."""
    await tx.execute(delete(desk_session).where(desk_session.c.token_hash == token_hash))


async def end_all_sessions(tx: Tx, staff_id: StaffId) -> None:
    """Signed out everywhere."""
    await tx.execute(delete(desk_session).where(desk_session.c.staff_id == staff_id))
