"""An offering: something a student can go to, join, do or read."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, HttpUrl, StringConstraints, model_validator

from signpost_bot.model.institution import Sort
from signpost_bot.model.language import Both, Document, Slug, Spoken, Words
from signpost_bot.model.moment import Moment

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


WITH_SOMEBODY = (Kind.PERSON, Kind.WALK_IN, Kind.SERVICE, Kind.PLACE)
"""Kinds where one can talk with the person named; at a training or in a group that is not so."""


WEEK = 7
"""So many days after it we ask how it goes, where nobody says otherwise."""


class Join(StrEnum):
    """How one takes part."""

    WALK_IN = "walk_in"
    LINK = "link"
    MAIL = "mail"
    PHONE = "phone"
    ANY_TIME = "any_time"
    OWN_SYSTEM = "own_system"
    HERE = "here"


class State(StrEnum):
    """Whether students see it."""

    PUBLISHED = "published"
    DRAFT = "draft"
    RETIRED = "retired"


class Person(Document):
    """Somebody a student will meet; `hello` says where to find them ("hier ben ik", R9)."""

    name: Words
    """The name students use, such as Marieke."""
    role: Both
    """What this person is there for."""
    where: Both | None = None
    """Where this person can be found, when that is not the place of the offering."""
    hello: Both | None = None
    """One line in the person's own words: here I am, this is how you recognise me."""
    confidential: Both | None = None
    """In plain words: what stays between you, and when it does not."""


class Place(Document):
    """Where it is. `online` may stand beside a room; both empty is not allowed."""

    where: Both | None = None
    """The building and the room."""
    campus: Slug | None = None
    """The campus, by its slug in institution.yaml."""
    meeting_point: Both | None = None
    """Where to wait or whom to look for, so that nobody has to walk in alone."""
    online: bool = False
    """Whether it can be done online."""

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.where is None and not self.online:
            raise ValueError("place_or_online")
        return self


class Audience(Document):
    """For whom it is; an empty field means everybody."""

    levels: tuple[Sort, ...] = ()
    """mbo, hbo or wo."""
    years: tuple[Annotated[int, Field(ge=1, le=8)], ...] = ()
    """Years of study, such as 1."""
    programmes: tuple[Slug, ...] = ()
    """Programmes, by their slug."""
    campuses: tuple[Slug, ...] = ()
    """Campuses, by their slug in institution.yaml."""
    internationals_only: bool = False
    """Whether it is for international students only."""


class StudentStory(Document):
    """What a real student told about it; in a fictional catalog a made up one.

    Without a yes in writing there is no story, and after `show_until` it is not shown.
    """

    name: Words
    """The name the student wants to be shown with."""
    words: Both
    """The story, in one or two lines: how it was, not how bad it had been."""
    consent_on: date
    """The day the student said yes in writing."""
    show_until: date
    """The last day it may be shown."""

    @model_validator(mode="after")
    def _ends_after_the_yes(self) -> Self:
        if self.show_until <= self.consent_on:
            raise ValueError("story_ends_too_soon")
        return self


class FollowUp(Document):
    """What comes after it (R7)."""

    after_days: Annotated[int, Field(ge=1, le=365)] | None = None
    """So many days later we ask how it goes now. Left out: 7."""
    again_after_days: Annotated[int, Field(ge=2, le=400)] | None = None
    """So many days after it we ask once more, of who answered. Left out: three weeks later."""
    next_semester: bool = True
    """Whether we may ask once at the start of the next semester, of who says yes to that."""
    task: Both | None = None
    """Something small to try in the meantime."""
    come_back: Moment | None = None
    """When one can come back; written like a moment."""

    @model_validator(mode="after")
    def _asks_again_later(self) -> Self:
        if self.again_after_days and self.again_after_days <= (self.after_days or WEEK):
            raise ValueError("again_too_soon")
        return self


class Offering(Document):
    """One thing an institution offers, framed positively (R2).

    `title`, `summary` and all that is shown never carry an off-putting word; such words
    stand in `also_called`, which finds the offering and is never shown.
    """

    slug: Slug
    """The name of the file, in small letters, digits and dashes. It never changes."""
    title: Both
    """A short positive name: what you get, not what is wrong with you."""
    summary: Both
    """One or two sentences: what happens there."""
    story: StudentStory | None = None
    """What a student told about it."""
    also_called: Spoken = Spoken()
    """Words that students search with. They find it and are never shown."""
    needs: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """What a student comes with, from the list of needs."""
    elements: tuple[Annotated[int, Field(ge=1, le=16)], ...] = ()
    """Which of the sixteen working elements of the report it has."""
    kind: Kind
    """What sort of thing it is: where to look for it in the list of everything."""
    audience: Audience = Audience()
    """For whom it is. Left out: for everybody."""
    persons: tuple[Person, ...] = ()
    """Whom you meet."""
    host: Both | None = None
    """Who welcomes you, and how."""
    place: Place | None = None
    """Where it is."""
    moments: tuple[Moment, ...] = ()
    """When it can be joined: one sentence, or one group of lines, for each."""
    join: Join | None = None
    """How one takes part. Left out: we do not know."""
    link: HttpUrl | None = None
    """The page to sign up or to read on, beginning with https://."""
    contact: Words | None = None
    """A mail address or a phone number."""
    seats: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """How many can take part each time; needed when one signs up here."""
    effort: Both | None = None
    """What it asks of you, such as: 20 minutes, no appointment."""
    sessions: Annotated[int, Field(ge=1, le=100)] | None = None
    """How many times you come, when it is more than once."""
    cost: Both | None = None
    """What it costs, also when it is free."""
    come_alone: Both | None = None
    """Whether you can come on your own."""
    waiting_time: Both | None = None
    """How long it takes before it is your turn."""
    meanwhile: Both | None = None
    """What is possible until then."""
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], ...] = ()
    """Languages spoken there, as two letters: nl, en."""
    accessibility: Both | None = None
    """Lift, wheelchair, quiet room, hearing loop: what somebody needs to know before coming."""
    threshold: Annotated[int, Field(ge=1, le=3)] = 2
    """How big a step it is: 1 is just walking in, 3 is asking for an appointment."""
    discreet: bool = False
    """Whether its name must stay out of messages and calendars that others may see."""
    follow_up: FollowUp | None = None
    """What comes after it."""
    owner: Words | None = None
    """Who at the institution keeps this true."""
    source: Words
    """Where these facts come from."""
    checked_on: date
    """The last day somebody checked that all of this is right."""
    review_every: Annotated[int, Field(ge=7, le=730)] = 180
    """After so many days it has to be checked again."""
    state: State = State.PUBLISHED
    """Only what is published is seen by students. What is retired is kept, and nobody sees it."""

    @property
    def brings_person(self) -> bool:
        """Whether there is somebody to talk to (R9)."""
        return self.kind is Kind.PERSON or (self.kind in WITH_SOMEBODY and bool(self.persons))

    @model_validator(mode="after")
    def _can_be_joined(self) -> Self:
        if self.join is Join.LINK and self.link is None:
            raise ValueError("link_missing")
        if self.join in (Join.MAIL, Join.PHONE) and self.contact is None:
            raise ValueError("contact_missing")
        if self.join is Join.HERE and self.seats is None:
            raise ValueError("seats_missing")
        return self
