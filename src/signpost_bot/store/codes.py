"""Codes of attendance: one for each offering and day, found again by what was scanned."""

from datetime import date, timedelta

from sqlalchemy import delete, select

from signpost_bot.model.attendance import AttendanceCode
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import attendance_code

KEPT = timedelta(days=60)
"""So long a code is known after its day, to say which day it was of."""


async def keep_code(tx: Tx, new: AttendanceCode, today: date) -> AttendanceCode:
    """The code of this offering on this day: the new one, or the one there was already, so that
    printing it twice gives the same. Codes of long ago go."""
    await tx.execute(delete(attendance_code).where(attendance_code.c.held_on < today - KEPT))
    values = {
        "code": new.code,
        "institution": new.institution,
        "offering": new.offering,
        "held_on": new.held_on,
    }
    await tx.execute(insert_new(tx, attendance_code).values(**values))
    kept = await tx.execute(
        select(attendance_code).where(
            attendance_code.c.institution == new.institution,
            attendance_code.c.offering == new.offering,
            attendance_code.c.held_on == new.held_on,
        )
    )
    return AttendanceCode(**kept.one()._mapping)


async def find_code(tx: Tx, code: str) -> AttendanceCode | None:
    """The code that was scanned; None for one we never made, or that went."""
    found = await tx.execute(select(attendance_code).where(attendance_code.c.code == code))
    row = found.first()
    return AttendanceCode(**row._mapping) if row else None
