"""Making a code of attendance: for one offering on one day, always the same one."""

import secrets
from datetime import date, datetime
from enum import StrEnum

from signpost_bot.actions.catalog import load_documents
from signpost_bot.calendar import local_day
from signpost_bot.model.attendance import AT_HOME, CODE_BYTES, AttendanceCode
from signpost_bot.store import closings, codes
from signpost_bot.store.database import Database


class NoCode(StrEnum):
    """Why there is no code."""

    UNKNOWN = "unknown"
    OVER = "over"
    CLOSED = "closed"


async def make_code(
    database: Database, institution: str, offering: str, on: date | None, now: datetime
) -> AttendanceCode | NoCode:
    """The code of this offering on a day, today when none is said. `UnknownInstitution`."""
    async with database.transaction() as tx:
        if not await closings.hold_open(tx, institution):
            return NoCode.CLOSED
        catalog = await load_documents(tx, institution)
        today = local_day(now, catalog.institution.tz)
        held_on = on or today
        if catalog.offering(offering) is None:
            return NoCode.UNKNOWN
        if held_on + AT_HOME < today:
            return NoCode.OVER
        # Random: who has seen one cannot make another, and there is no key to keep.
        new = AttendanceCode(
            code=secrets.token_hex(CODE_BYTES),
            institution=institution,
            offering=offering,
            held_on=held_on,
        )
        return await codes.keep_code(tx, new, today)
