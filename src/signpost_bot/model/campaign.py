"""A campaign: words the bot speaks of its own accord, to those who said yes."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from signpost_bot.model.institution import PeriodKind
from signpost_bot.model.language import Both, Document, Slug, Words

QUIET_FROM = time(22)
QUIET_UNTIL = time(8)
"""The bot never speaks first between these two, on the clock of the institution."""

LONGEST_BUTTON = 64
"""Bytes that the id of a button may have in the narrowest channel."""

ShortSlug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,15}$")]
Hours = Annotated[int, Field(ge=1, le=24 * 14)]


def _not_in_quiet_hours(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("time_with_zone")
    if not QUIET_UNTIL <= at < QUIET_FROM:
        raise ValueError("in_quiet_hours")
    return at


def checkin_button(campaign: str, answer: str, offering: str) -> str:
    """The id of a button under a check-in; without an answer it opens the question."""
    return f"checkin:{campaign}:{answer}:{offering}"


class CampaignKind(StrEnum):
    """Who asked for it: a nudge goes out around a period, a check-in after a visit."""

    NUDGE = "nudge"
    CHECKIN = "checkin"


class CampaignState(StrEnum):
    """Whether it goes out."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"


class Timing(Document):
    """When a nudge goes out: so many days before each period of a kind, in local time."""

    period_kind: PeriodKind
    days_before: Annotated[int, Field(ge=0, le=60)]
    at: time

    @field_validator("at")
    @classmethod
    def _may_speak(cls, at: time) -> time:
        return _not_in_quiet_hours(at)


class Story(Document):
    """What another student says about one offering; made up ones only in a fictional catalog."""

    offering: Slug
    name: Words
    words: Both


class Nudge(Document):
    """One line and one thing a student can still do; without such a thing nothing is sent."""

    timing: Timing
    needs: Annotated[tuple[Slug, ...], Field(min_length=1)]
    opening: Both
    story: Story | None = None
    best_before_hours: Hours = 96


class NextStep(StrEnum):
    """What an answer to a check-in leads to."""

    COME_BACK = "come_back"
    TALK = "talk"
    ELSE = "else"
    NOTHING = "nothing"


class CheckinAnswer(Document):
    """A button under a check-in, what is said to it and what it leads to."""

    slug: ShortSlug
    label: Both
    reply: Both
    next: NextStep


class Checkin(Document):
    """A question so many days after a student told us that they went."""

    days: Annotated[int, Field(ge=1, le=60)]
    at: time
    question: Both
    answers: Annotated[tuple[CheckinAnswer, ...], Field(min_length=2, max_length=4)]
    best_before_hours: Hours = 72

    @field_validator("at")
    @classmethod
    def _may_speak(cls, at: time) -> time:
        return _not_in_quiet_hours(at)

    def answer(self, slug: str) -> CheckinAnswer | None:
        """The answer with this slug."""
        return next((answer for answer in self.answers if answer.slug == slug), None)


class Campaign(Document):
    """Either a nudge or a check-in, and whether it goes out."""

    slug: ShortSlug
    state: CampaignState = CampaignState.DRAFT
    nudge: Nudge | None = None
    checkin: Checkin | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.nudge is None) == (self.checkin is None):
            raise ValueError("nudge_or_checkin")
        return self

    @property
    def kind(self) -> CampaignKind:
        """Which of both it is."""
        return CampaignKind.NUDGE if self.nudge else CampaignKind.CHECKIN

    @property
    def is_running(self) -> bool:
        """Whether it goes out."""
        return self.state is CampaignState.RUNNING


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One time a nudge goes out: for which period, from when, and until when it makes sense."""

    campaign: str
    key: str
    due_at: datetime
    best_before: datetime
