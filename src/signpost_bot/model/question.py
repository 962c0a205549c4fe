"""A question the bot asks of its own accord, its answers, and what each of them leads to."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from signpost_bot.model.language import Both, Document, Slug

ShortSlug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,15}$")]
Hours = Annotated[int, Field(ge=1, le=24 * 14)]


class NextStep(StrEnum):
    """What an answer to a check-in leads to. `next_time` is of who was not there: then nothing
    more is asked about that visit."""

    COME_BACK = "come_back"
    SMALL_STEP = "small_step"
    ANOTHER_WAY = "another_way"
    PLACES = "places"
    TALK = "talk"
    NEXT_TIME = "next_time"
    ELSE = "else"
    NOTHING = "nothing"


class CheckinAnswer(Document):
    """A button under a check-in, what is said to it and what it leads to."""

    slug: ShortSlug
    label: Both
    reply: Both
    next: NextStep
    needs: tuple[Slug, ...] = ()
    """With `places`: the places for these needs are shown."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.next is NextStep.PLACES) != bool(self.needs):
            raise ValueError("places_and_needs")
        return self


class Question(Document):
    """A question with its answers."""

    question: Both
    answers: Annotated[tuple[CheckinAnswer, ...], Field(min_length=2, max_length=4)]
    best_before_hours: Hours = 72

    def answer(self, slug: str) -> CheckinAnswer | None:
        """The answer with this slug."""
        return next((answer for answer in self.answers if answer.slug == slug), None)
