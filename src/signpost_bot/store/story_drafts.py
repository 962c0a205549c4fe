"""Stories that wait for a decision; whatever it is, the row goes. With their author they go too."""

from datetime import datetime

from sqlalchemy import Row, delete, insert, select

from signpost_bot.model.offering import StudentStory
from signpost_bot.model.staff import Staff, StaffId
from signpost_bot.model.story_draft import StoryDraft
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import staff, story_draft

_ASKED = select(story_draft, staff.c.name).join(staff, staff.c.id == story_draft.c.staff_id)


async def add_draft(
    tx: Tx, member: Staff, offering: str, story: StudentStory, now: datetime
) -> None:
    """Keep a story of this author for the offering with this slug, at their institution."""
    await tx.execute(
        insert(story_draft).values(
            institution=member.institution,
            offering=offering,
            staff_id=member.id,
            body=story.model_dump_json(),
            made_at=now,
        )
    )


async def list_drafts(tx: Tx, institution: str) -> tuple[StoryDraft, ...]:
    """All that waits at an institution, the oldest first."""
    asked = _ASKED.where(story_draft.c.institution == institution).order_by(story_draft.c.id)
    return tuple(_draft(row) for row in await tx.execute(asked))


async def find_draft(tx: Tx, institution: str, draft_id: int) -> StoryDraft | None:
    """One that waits; None when it was decided about, or is of another institution."""
    asked = _ASKED.where(story_draft.c.institution == institution, story_draft.c.id == draft_id)
    row = (await tx.execute(asked)).first()
    return _draft(row) if row else None


async def remove_draft(tx: Tx, draft_id: int) -> None:
    """It waits no longer, and nothing of it stays."""
    await tx.execute(delete(story_draft).where(story_draft.c.id == draft_id))


def _draft(row: Row[tuple[object, ...]]) -> StoryDraft:
    return StoryDraft(
        id=row.id,
        offering=row.offering,
        author_id=StaffId(row.staff_id),
        author=row.name,
        story=StudentStory.model_validate_json(row.body),
        made_at=row.made_at,
    )
