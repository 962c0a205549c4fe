"""A campaign: words the bot speaks of its own accord, to those who said yes."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from signpost_bot.model.language import Both, Document, Language, Slug, Words
from signpost_bot.model.offering import WEEK
from signpost_bot.model.question import Hours, Question, ShortSlug
from signpost_bot.model.timing import SpeakingHour, Timing

LONGEST_BUTTON = 64
"""Bytes that the id of a button may have in the narrowest channel."""

Year = Annotated[int, Field(ge=1, le=8)]


def checkin_button(campaign: str, answer: str, offering: str) -> str:
    """The id of a button under a check-in; without an answer it opens the question. A question
    that is about no offering leaves the last part empty."""
    return f"checkin:{campaign}:{answer}:{offering}"


class CampaignKind(StrEnum):
    """When it goes out: a nudge and a check-in at a moment of the year, the third after a visit."""

    NUDGE = "nudge"
    CHECKIN = "checkin"
    AFTER_VISIT = "after_visit"


class CampaignState(StrEnum):
    """How far it is; only what runs goes out."""

    DRAFT = "draft"
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"


class Circle(Document):
    """The circle of students it is meant for; an empty field means everybody. Who did not tell is
    in no circle that asks for it (R6)."""

    years: tuple[Year, ...] = ()
    """Years of study, such as 1."""
    programmes: tuple[Slug, ...] = ()
    """Programmes, by their slug."""
    campuses: tuple[Slug, ...] = ()
    """Campuses, by their slug in institution.yaml."""
    international: bool | None = None
    """true is for international students only, false for the others."""
    languages: tuple[Language, ...] = ()
    """The languages they talk in."""
    been_at: tuple[Slug, ...] = ()
    """Only who told us that they went to one of these offerings."""
    not_been_at: tuple[Slug, ...] = ()
    """Only who did not tell us that they went to one of these."""


class Story(Document):
    """What another student says about one offering; made up ones only in a fictional catalog."""

    offering: Slug
    name: Words
    words: Both


class Nudge(Document):
    """One line and one thing a student can still do; without such a thing nothing is sent."""

    timing: Timing
    needs: tuple[Slug, ...] = ()
    """What it helps with: the best offering for these needs goes in."""
    offerings: tuple[Slug, ...] = ()
    """Or only these offerings, the first one that a student can still go to."""
    opening: Both
    story: Story | None = None
    best_before_hours: Hours = 96

    @model_validator(mode="after")
    def _has_something_to_offer(self) -> Self:
        if bool(self.needs) == bool(self.offerings):
            raise ValueError("needs_or_offerings")
        return self


class Checkin(Question):
    """A question at a chosen moment of the year (R8); no visit is needed for it."""

    timing: Timing


class AfterVisit(Question):
    """The question after a visit: its words, its hour, and where an offering has no plan of its
    own also after how many days."""

    days: Annotated[int, Field(ge=1, le=60)] = WEEK
    at: SpeakingHour


class Campaign(Document):
    """A nudge, a check-in or a question after a visit; for whom, and whether it goes out."""

    slug: ShortSlug
    state: CampaignState = CampaignState.DRAFT
    circle: Circle = Circle()
    priority: Annotated[int, Field(ge=1, le=5)] = 3
    """Who may get only one message a week gets the one with the highest: 5 before 1."""
    paste: Both | None = None
    """The same in a text for Teams, Brightspace or a mail, ready to paste."""
    nudge: Nudge | None = None
    checkin: Checkin | None = None
    after_visit: AfterVisit | None = None

    @model_validator(mode="after")
    def _is_one_of_three(self) -> Self:
        if sum(one is not None for one in (self.nudge, self.checkin, self.after_visit)) != 1:
            raise ValueError("one_kind")
        return self

    @property
    def kind(self) -> CampaignKind:
        """Which of the three it is."""
        if self.nudge:
            return CampaignKind.NUDGE
        return CampaignKind.CHECKIN if self.checkin else CampaignKind.AFTER_VISIT

    @property
    def timing(self) -> Timing | None:
        """Its moment of the year; None after a visit."""
        spoken = self.nudge or self.checkin
        return spoken.timing if spoken else None

    @property
    def asks(self) -> Question | None:
        """The question it asks; None in a nudge."""
        return self.checkin or self.after_visit

    @property
    def is_running(self) -> bool:
        """Whether it goes out."""
        return self.state is CampaignState.RUNNING
