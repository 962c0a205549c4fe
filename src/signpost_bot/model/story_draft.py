"""A story that a student author proposes, until somebody of the staff decides about it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from signpost_bot.model.offering import StudentStory
from signpost_bot.model.staff import StaffId


@dataclass(frozen=True, kw_only=True)
class StoryDraft:
    """A story for one offering, by its slug. `id` is a number of the database; it stands in the
    address of a button, and names nobody."""

    id: int
    offering: str
    author_id: StaffId
    author: str = field(repr=False)
    story: StudentStory = field(repr=False)
    made_at: datetime

    def is_over(self, today: date) -> bool:
        """Whether the student's yes has ended while it waited."""
        return today > self.story.show_until
