"""What moves along when the calendar of an institution changes, with how many wait for it."""

from dataclasses import replace
from datetime import datetime

from signpost_bot.campaigns.moving import FEWEST, Moved, list_moved
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Calendar
from signpost_bot.store import planning
from signpost_bot.store.database import Tx


async def find_moved(
    tx: Tx, before: Catalog, calendar: Calendar, now: datetime
) -> tuple[Moved, ...]:
    """Each period that moves when `calendar` takes the place of the one there is. What waits is
    moved at the next planning; a number of students below ten does not leave this function."""
    found = list_moved(before, replace(before, calendar=calendar), now)
    return tuple([await _count(tx, before, one) for one in found])


async def _count(tx: Tx, before: Catalog, moved: Moved) -> Moved:
    number = await planning.count_waiting(tx, before.institution.slug, moved.occasions)
    return replace(moved, waiting=number if number >= FEWEST else None)
