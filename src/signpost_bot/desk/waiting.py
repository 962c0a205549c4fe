"""What student authors proposed at an institution, as far as it waits; and what of it is whose."""

from collections.abc import Sequence
from dataclasses import dataclass

from signpost_bot.actions import drafting
from signpost_bot.actions.drafting import WaitingOffering
from signpost_bot.actions.editing import load_offering, offering_of
from signpost_bot.desk.frame import Caller
from signpost_bot.desk.proposals import Proposal, Reading, show_offering, show_story
from signpost_bot.model.document import Revision
from signpost_bot.model.offering import Offering
from signpost_bot.model.staff import Staff
from signpost_bot.model.story_draft import StoryDraft
from signpost_bot.staffing import may_publish, may_tell
from signpost_bot.store import story_drafts


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """All that waits, `own` of it a draft that this reader can go on with; each story with its
    offering as it is now."""

    reading: Reading
    offerings: tuple[WaitingOffering, ...]
    own: tuple[WaitingOffering, ...]
    stories: tuple[tuple[StoryDraft, Revision], ...]


async def load_waiting(caller: Caller) -> Waiting:
    """What waits at the institution of who asks."""
    desk, member = caller.desk, caller.member
    async with desk.database.transaction() as tx:
        catalog = await desk.catalogs.load(tx, caller.institution)
        offerings = await drafting.list_waiting(tx, caller.institution)
        own = [
            one for one in offerings if await drafting.is_own_draft(tx, member, one.revision.key)
        ]
        drafts = await story_drafts.list_drafts(tx, caller.institution)
        found = [(one, await load_offering(tx, caller.institution, one.offering)) for one in drafts]
    return Waiting(
        reading=Reading(catalog=catalog, now=caller.now, language=caller.language),
        offerings=offerings,
        own=tuple(own),
        stories=tuple((draft, newest) for draft, newest in found if newest),
    )


def list_proposals(waiting: Waiting, member: Staff) -> list[Proposal]:
    """What this reader can decide about: drafts, then stories."""
    reading = waiting.reading
    return [
        *(
            show_offering(reading, one)
            for one in waiting.offerings
            if may_publish(member, one.offering)
        ),
        *(
            show_story(reading, draft, newest)
            for draft, newest in waiting.stories
            if may_publish(member, offering_of(newest))
        ),
    ]


def list_tellable(waiting: Waiting, member: Staff) -> Sequence[Offering]:
    """The offerings that this reader can propose a story for, by name."""
    offerings = [one for one in waiting.reading.catalog.offerings if may_tell(member, one)]
    return sorted(offerings, key=lambda one: one.title.text(member.language).casefold())
