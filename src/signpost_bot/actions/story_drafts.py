"""A story of a student: proposed by a student author, put into an offering or dropped by staff."""

from dataclasses import dataclass
from datetime import datetime

from signpost_bot.actions.editing import (
    NOTE,
    Gone,
    NotTheirs,
    Saved,
    hold,
    load_offering,
    offering_of,
)
from signpost_bot.actions.saving import save_next
from signpost_bot.model.audit import Deed
from signpost_bot.model.offering import Offering, State, StudentStory
from signpost_bot.model.staff import Staff
from signpost_bot.staffing import may_publish, may_tell
from signpost_bot.store import audit, story_drafts
from signpost_bot.store.database import Tx

MOST_WAITING = 20
"""Stories of one author that wait at the same time; more would not be read."""


@dataclass(frozen=True)
class Proposed:
    """It waits for staff."""


@dataclass(frozen=True)
class TooMany:
    """So many of theirs wait that this one was not kept."""


@dataclass(frozen=True)
class Declined:
    """It is gone, and the offering is as it was."""


@dataclass(frozen=True)
class Changed:
    """The offering is not what it was when they looked, so nothing was done."""


async def propose_story(
    tx: Tx, member: Staff, slug: str, story: StudentStory, now: datetime
) -> Proposed | TooMany | NotTheirs | Gone:
    """Keep a story for an offering until somebody decides; the same one twice is one."""
    if await hold(tx, member, now) is None:
        return Gone()
    newest = await load_offering(tx, member.institution, slug)
    if newest is None:
        return Gone()
    if not may_tell(member, offering_of(newest)):
        return NotTheirs()
    waiting = await story_drafts.list_drafts(tx, member.institution)
    theirs = [one for one in waiting if one.author_id == member.id]
    if any((one.offering, one.story) == (slug, story) for one in theirs):
        return Proposed()
    if len(theirs) >= MOST_WAITING:
        return TooMany()
    await story_drafts.add_draft(tx, member, slug, story, now)
    await audit.add_entry(tx, member, Deed.DRAFTED, slug, now)
    return Proposed()


async def approve_story(
    tx: Tx, member: Staff, draft_id: int, seen: int, now: datetime
) -> Saved | Changed | NotTheirs | Gone:
    """Put a story into its offering, which they saw in revision `seen`, as its next revision.

    A yes that ended, or an offering that students do not see any more, is nothing to approve.
    """
    today = await hold(tx, member, now)
    draft = await story_drafts.find_draft(tx, member.institution, draft_id)
    if today is None or draft is None or draft.is_over(today):
        return Gone()
    newest = await load_offering(tx, member.institution, draft.offering)
    if newest is None or offering_of(newest).state is not State.PUBLISHED:
        return Gone()
    was = offering_of(newest)
    if not may_publish(member, was):
        return NotTheirs()
    if newest.number != seen:
        return Changed()
    told = with_story(was, draft.story)
    number = await save_next(tx, newest.key, was, told, author=member.name, note=NOTE, now=now)
    await story_drafts.remove_draft(tx, draft.id)
    await audit.add_entry(tx, member, Deed.APPROVED, draft.offering, now)
    return Saved(number=number)


async def decline_story(
    tx: Tx, member: Staff, draft_id: int, now: datetime
) -> Declined | NotTheirs | Gone:
    """Drop a story; its author may too, for a student who takes back their yes."""
    if await hold(tx, member, now) is None:
        return Gone()
    draft = await story_drafts.find_draft(tx, member.institution, draft_id)
    if draft is None:
        return Gone()
    newest = await load_offering(tx, member.institution, draft.offering)
    is_author = draft.author_id == member.id
    if not is_author and not (newest and may_publish(member, offering_of(newest))):
        return NotTheirs()
    await story_drafts.remove_draft(tx, draft.id)
    await audit.add_entry(tx, member, Deed.DECLINED, draft.offering, now)
    return Declined()


def with_story(offering: Offering, story: StudentStory) -> Offering:
    """The offering with this story."""
    return offering.model_copy(update={"story": story})
