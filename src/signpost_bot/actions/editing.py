"""An offering saved at the desk: by who may, and never over what somebody else saved meanwhile."""

from dataclasses import dataclass, field
from datetime import date, datetime

from signpost_bot.actions import drafting
from signpost_bot.actions.revisions import load_then
from signpost_bot.actions.saving import save_next
from signpost_bot.actions.staff import Doubts
from signpost_bot.calendar import local_day
from signpost_bot.catalog.merging import merge
from signpost_bot.model.audit import Deed
from signpost_bot.model.document import DocumentKey, DocumentKind, Revision
from signpost_bot.model.institution import Institution
from signpost_bot.model.offering import Offering, State
from signpost_bot.model.staff import Staff
from signpost_bot.staffing import may_add, may_change, may_confirm, may_draft, may_redraft
from signpost_bot.store import audit, closings, documents, locks
from signpost_bot.store.database import Tx

NOTE = "desk"
DEEDS = {State.PUBLISHED: Deed.PUBLISHED, State.RETIRED: Deed.RETIRED, State.DRAFT: Deed.SAVED}
"""What it is called in the audit to bring an offering into a state it was not in."""


@dataclass(frozen=True)
class Saved:
    """It is the newest revision now, or says what that said already; `number` is that one's."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Somebody saved meanwhile, so nothing was saved. `mine` is my edit with `taken_over`, the
    fields that only they changed; in `clashes` it says what I say, and `newest` what they say."""

    newest: Revision
    mine: Offering = field(repr=False)
    taken_over: tuple[str, ...]
    clashes: tuple[str, ...]

    @property
    def theirs(self) -> Offering:
        """The offering as they saved it."""
        return offering_of(self.newest)


@dataclass(frozen=True)
class NotTheirs:
    """They may not do this with this offering."""


@dataclass(frozen=True)
class Taken:
    """There is an offering with this slug already."""


@dataclass(frozen=True)
class Gone:
    """The institution closed, or there is no such offering here."""


SaveVerdict = Saved | Merged | NotTheirs | Taken | Gone


async def load_offering(tx: Tx, institution: str, slug: str) -> Revision | None:
    """The newest revision of an offering, whatever its state."""
    return await documents.find_newest(tx, key_of(institution, slug))


async def may_edit(tx: Tx, member: Staff, newest: Revision | None) -> bool:
    """Whether there is anything in this offering, or a new one, that they could save; what they
    may make of it, saving looks at."""
    if newest is None:
        return member.role.edits or member.role.drafts
    if may_draft(member, offering_of(newest)):
        return await drafting.is_own_draft(tx, member, newest.key)
    return may_confirm(member, offering_of(newest))


async def save_offering(
    tx: Tx, doubts: Doubts, member: Staff, offering: Offering, made_from: int, now: datetime
) -> SaveVerdict:
    """Save what they typed into a form that was filled from revision `made_from`; 0 is a new one.

    What students doubted is cleared when it says that it was checked today, and did not before.
    """
    key = key_of(member.institution, offering.slug)
    today = await hold(tx, member, now)
    if today is None:
        return Gone()
    newest = await documents.find_newest(tx, key)
    if made_from == 0:
        if not (may_add(member, offering) or may_draft(member, offering)):
            return NotTheirs()
        if newest:
            return Taken()
        return await _save(tx, member, key, None, offering, now)
    if newest is None:
        return Gone()
    verdict = await _save_over(tx, member, newest, offering, made_from, now)
    was = offering_of(newest)
    if isinstance(verdict, Saved) and was.checked_on != today == offering.checked_on:
        await doubts.clear(tx, member.institution, offering.slug)
    return verdict


async def set_state(
    tx: Tx, member: Staff, slug: str, made_from: int, state: State, now: datetime
) -> SaveVerdict:
    """Publish or retire an offering as they saw it, in revision `made_from`, or make it a draft
    again."""
    newest = await hold_newest(tx, member, slug, now)
    if newest is None:
        return Gone()
    seen = await _load_base(tx, newest.key, made_from) or offering_of(newest)
    changed = seen.model_copy(update={"state": state})
    return await _save_over(tx, member, newest, changed, made_from, now)


def key_of(institution: str, slug: str) -> DocumentKey:
    """The key of an offering."""
    return DocumentKey(institution=institution, kind=DocumentKind.OFFERING, slug=slug)


def offering_of(revision: Revision) -> Offering:
    """What a revision of an offering says."""
    assert isinstance(revision.content, Offering)
    return revision.content


async def _save_over(
    tx: Tx, member: Staff, newest: Revision, mine: Offering, made_from: int, now: datetime
) -> SaveVerdict:
    theirs = offering_of(newest)
    if not await _may_make(tx, member, newest, mine):
        return NotTheirs()
    if made_from != newest.number:
        merged = merge(await _load_base(tx, newest.key, made_from), mine, theirs)
        if not merged.is_quiet:
            return Merged(
                newest=newest,
                mine=merged.merged,
                taken_over=merged.taken_over,
                clashes=merged.clashes,
            )
    if mine == theirs:
        return Saved(number=newest.number)
    return await _save(tx, member, newest.key, theirs, mine, now)


async def _may_make(tx: Tx, member: Staff, newest: Revision, mine: Offering) -> bool:
    theirs = offering_of(newest)
    if may_redraft(member, theirs, mine):
        return await drafting.is_own_draft(tx, member, newest.key)
    return may_change(member, theirs, mine)


async def _save(
    tx: Tx,
    member: Staff,
    key: DocumentKey,
    was: Offering | None,
    now_it_is: Offering,
    now: datetime,
) -> Saved:
    note = drafting.NOTE if member.role.drafts else NOTE
    number = await save_next(tx, key, was, now_it_is, author=member.name, note=note, now=now)
    await audit.add_entry(tx, member, _name_deed(member, was, now_it_is), key.slug, now)
    return Saved(number=number)


def _name_deed(member: Staff, was: Offering | None, now_it_is: Offering) -> Deed:
    if member.role.drafts:
        return Deed.DRAFTED
    is_moved = (was.state if was else State.DRAFT) is not now_it_is.state
    return DEEDS[now_it_is.state] if is_moved else Deed.SAVED


async def _load_base(tx: Tx, key: DocumentKey, number: int) -> Offering | None:
    """What the form was filled from; None when that never was, or fits no more."""
    again = await load_then(tx, key, number)
    return offering_of(again) if again else None


async def hold_newest(tx: Tx, member: Staff, slug: str, now: datetime) -> Revision | None:
    """Their offering, which nobody else saves until this is done; None when there is none."""
    if await hold(tx, member, now) is None:
        return None
    return await load_offering(tx, member.institution, slug)


async def hold(tx: Tx, member: Staff, now: datetime) -> date | None:
    """Let nobody else save or close until this is done; the day it is there, None when closed."""
    # The lock of `catalog apply`: nobody may save another revision between looking and saving.
    await locks.lock(tx, "catalog")
    if not await closings.hold_open(tx, member.institution):
        return None
    kind = DocumentKind.INSTITUTION
    key = DocumentKey(institution=member.institution, kind=kind, slug=kind.value)
    found = await documents.find_newest(tx, key)
    if found is None or not isinstance(found.content, Institution):
        return None
    return local_day(now, found.content.tz)
