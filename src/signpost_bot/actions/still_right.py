""" "Still right": one tap of a member of staff makes a new revision, checked today."""

from collections.abc import Mapping
from datetime import datetime

from signpost_bot.actions.saving import save_next
from signpost_bot.actions.staff import Doubts, look
from signpost_bot.freshness import due_since
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.staff import (
    AlreadyRight,
    ChangedSince,
    Confirmed,
    NotConfirmed,
    Staff,
    Verdict,
)
from signpost_bot.staffing import may_confirm
from signpost_bot.store import closings, history, locks
from signpost_bot.store.database import Tx

NOTE = "still right"


async def confirm(
    tx: Tx, doubts: Doubts, member: Staff, slug: str, revision: int, now: datetime
) -> Verdict:
    """They looked at the offering as it was in `revision` and say that it is right.

    1. Not theirs, or no longer shown: nothing happens.
    2. It says something else by now: nothing happens, and they get to see that.
    3. Somebody confirmed it before them: nothing happens.
    4. Else it is checked today, and what students doubted is cleared.
    """
    # The lock of `catalog apply`: nobody may save another revision between looking and saving.
    await locks.lock(tx, "catalog")
    if not await closings.hold_open(tx, member.institution):
        return NotConfirmed.GONE
    overview = await look(tx, doubts, member.institution, now)
    found = next((one for one in overview.offerings if one[0].slug == slug), None)
    if found is None:
        return NotConfirmed.GONE
    offering, newest = found
    if not may_confirm(member, offering):
        return NotConfirmed.NOT_THEIRS
    is_waiting = any(task.offering.slug == slug for task in overview.tasks)
    key = DocumentKey(institution=member.institution, kind=DocumentKind.OFFERING, slug=slug)
    if newest != revision:
        if not await _says_the_same(tx, key, revision, newest):
            return ChangedSince(offering=offering, revision=newest)
        if due_since(offering, overview.today) is None:
            return AlreadyRight(offering=offering)
    if offering.checked_on == overview.today and not is_waiting:
        return AlreadyRight(offering=offering)
    checked = offering.model_copy(update={"checked_on": overview.today})
    await save_next(tx, key, offering, checked, author=member.name, note=NOTE, now=now)
    await doubts.clear(tx, member.institution, slug)
    return Confirmed(offering=checked)


async def _says_the_same(tx: Tx, key: DocumentKey, revision: int, newest: int) -> bool:
    """Whether two revisions differ in nothing but the day of their check."""
    bodies: dict[int, Mapping[str, object]] = {
        one.number: {name: value for name, value in one.body.items() if name != "checked_on"}
        for one in await history.list_revisions(tx, key)
    }
    return revision in bodies and bodies[revision] == bodies[newest]
