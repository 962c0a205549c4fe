"""An offering: something a student can go to, join, do or read."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, HttpUrl, StringConstraints, field_validator, model_validator

from signpost_bot.model.language import Both, Document, Slug, Spoken, Words

Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]{2,18}$")]


class Kind(StrEnum):
    """What sort of thing it is."""

    TRAINING = "training"
    WALK_IN = "walk_in"
    PERSON = "person"
    GROUP = "group"
    ACTIVITY = "activity"
    STUDY_HELP = "study_help"
    PLACE = "place"
    SELF_HELP = "self_help"
    SERVICE = "service"


class Weekday(StrEnum):
    """A day of the week, as staff write it."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Join(StrEnum):
    """How one takes part."""

    WALK_IN = "walk_in"
    LINK = "link"
    MAIL = "mail"
    PHONE = "phone"
    ANY_TIME = "any_time"


class State(StrEnum):
    """Whether students see it."""

    PUBLISHED = "published"
    DRAFT = "draft"
    RETIRED = "retired"


class Moment(Document):
    """When it can be joined, in the institution's own time: some dates, or some weekdays."""

    start: time
    end: time
    weekdays: tuple[Weekday, ...] = ()
    every_weeks: Annotated[int, Field(ge=1, le=12)] = 1
    first_on: date | None = None
    last_on: date | None = None
    on: tuple[date, ...] = ()
    in_holidays: bool = False

    @field_validator("start", "end")
    @classmethod
    def _is_local(cls, clock: time) -> time:
        if clock.tzinfo is not None:
            raise ValueError("time_with_zone")
        return clock

    @field_validator("on")
    @classmethod
    def _once_each(cls, days: tuple[date, ...]) -> tuple[date, ...]:
        return tuple(sorted(set(days)))

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.end <= self.start:
            raise ValueError("end_before_start")
        if bool(self.weekdays) == bool(self.on):
            raise ValueError("weekdays_or_dates")
        if self.every_weeks > 1 and self.first_on is None:
            raise ValueError("every_weeks_needs_first")
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise ValueError("last_before_first")
        return self


class Person(Document):
    """Somebody a student will meet; `hello` says where to find them ("hier ben ik", R9)."""

    name: Words
    role: Both
    hello: Both | None = None
    confidential: Both | None = None


class Place(Document):
    """Where it is. `online` may stand beside a room; both empty is not allowed."""

    where: Both | None = None
    campus: Slug | None = None
    online: bool = False

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.where is None and not self.online:
            raise ValueError("place_or_online")
        return self


class Audience(Document):
    """For whom it is; an empty field means everybody."""

    years: tuple[Annotated[int, Field(ge=1, le=8)], ...] = ()
    programmes: tuple[Slug, ...] = ()
    internationals_only: bool = False


class Offering(Document):
    """One thing an institution offers, framed positively (R2).

    `title`, `summary` and all that is shown never carry an off-putting word; such words
    stand in `also_called`, which finds the offering and is never shown.
    """

    slug: Slug
    title: Both
    summary: Both
    also_called: Spoken = Spoken()
    needs: Annotated[tuple[Slug, ...], Field(min_length=1)]
    elements: tuple[Annotated[int, Field(ge=1, le=16)], ...] = ()
    kind: Kind
    audience: Audience = Audience()
    persons: tuple[Person, ...] = ()
    place: Place | None = None
    moments: tuple[Moment, ...] = ()
    join: Join | None = None
    link: HttpUrl | None = None
    contact: Words | None = None
    effort: Both | None = None
    cost: Both | None = None
    come_alone: Both | None = None
    waiting_time: Both | None = None
    meanwhile: Both | None = None
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], ...] = ()
    threshold: Annotated[int, Field(ge=1, le=3)] = 2
    discreet: bool = False
    owner: Words | None = None
    source: Words
    checked_on: date
    state: State = State.PUBLISHED

    @model_validator(mode="after")
    def _can_be_joined(self) -> Self:
        if self.join is Join.LINK and self.link is None:
            raise ValueError("link_missing")
        if self.join in (Join.MAIL, Join.PHONE) and self.contact is None:
            raise ValueError("contact_missing")
        return self
