"""One step back with an offering at the desk: of what they saw, and only by who may."""

from dataclasses import dataclass
from datetime import datetime

from signpost_bot.actions.editing import Gone, NotTheirs, Saved, hold_newest, offering_of
from signpost_bot.actions.revisions import FITS_NO_MORE, CannotUndo, find_step_back, save_again
from signpost_bot.model.audit import Deed
from signpost_bot.model.document import Revision
from signpost_bot.model.staff import Staff
from signpost_bot.staffing import may_change, may_confirm
from signpost_bot.store import audit, history
from signpost_bot.store.database import Tx


@dataclass(frozen=True)
class Overtaken:
    """Somebody saved after what they saw, so nothing was undone."""

    newest: Revision


@dataclass(frozen=True)
class NothingBefore:
    """There is no such earlier revision."""


@dataclass(frozen=True)
class FitsNoMore:
    """What it said then does not fit the fields of today."""


UndoVerdict = Saved | NotTheirs | Gone | Overtaken | NothingBefore | FitsNoMore


async def undo_offering(
    tx: Tx, member: Staff, slug: str, seen: int, now: datetime, *, to: int | None = None
) -> UndoVerdict:
    """Save the revision before the newest once more, or revision `to`; `seen` is the newest that
    they looked at."""
    newest = await hold_newest(tx, member, slug, now)
    if newest is None:
        return Gone()
    if not may_confirm(member, offering_of(newest)):
        return NotTheirs()
    if newest.number != seen:
        return Overtaken(newest)
    try:
        again = find_step_back(newest.key, await history.list_revisions(tx, newest.key), to)
    except CannotUndo as error:
        return FitsNoMore() if error.key == FITS_NO_MORE else NothingBefore()
    if not may_change(member, offering_of(newest), offering_of(again)):
        return NotTheirs()
    number = await save_again(tx, again, author=member.name, now=now)
    await audit.add_entry(tx, member, Deed.UNDONE, slug, now)
    return Saved(number)
