"""An institution and its academic year."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import HttpUrl, StringConstraints, model_validator

from signpost_bot.model.language import Both, Document, Slug, Words
from signpost_bot.model.zone import Zone

SiteAddress = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(:[0-9]{1,5})?$")]
"""A website without a path, such as `https://www.school.nl`; no star, so each is named."""


class Sort(StrEnum):
    """The kind of education."""

    MBO = "mbo"
    HBO = "hbo"
    WO = "wo"


class Campus(Document):
    """A place where an institution teaches."""

    slug: Slug
    name: Words


class Programme(Document):
    """What a student can study there."""

    slug: Slug
    name: Both


class Privacy(Document):
    """Whom a student can ask about their data; empty where we do not know."""

    responsible: Words | None = None
    officer: Words | None = None


class SafetyReview(Document):
    """Who read the cards and the people behind them for this school, in which role, and when."""

    by: Words
    role: Words
    on: date


class Institution(Document):
    """A school for whom the bot works. Without a `safety_review` a real one is in trial: only
    guests are answered.

    `desk` is the offering that answers what is in no catalog; `at_school` is the offering
    with the person for a heavy moment. Both are slugs of its own offerings.
    """

    slug: Slug
    name: Both
    sort: Sort
    zone: Zone = "Europe/Amsterdam"
    fictional: bool = False
    website: HttpUrl | None = None
    embed_on: tuple[SiteAddress, ...] = ()
    """The websites that may show the web chat in a frame. Left out: none may."""
    campuses: tuple[Campus, ...] = ()
    programmes: tuple[Programme, ...] = ()
    """What students can choose from when they tell what they study. Left out: nobody is asked."""
    desk: Slug | None = None
    at_school: Slug | None = None
    privacy: Privacy = Privacy()
    safety_review: SafetyReview | None = None
    source: Words
    checked_on: date

    @property
    def is_in_trial(self) -> bool:
        """Whether only guests may talk."""
        return not self.fictional and self.safety_review is None

    @property
    def tz(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.zone)


class PeriodKind(StrEnum):
    """What happens in a period."""

    TEACHING = "teaching"
    EXAMS = "exams"
    RESITS = "resits"
    RESULTS = "results"
    DEADLINE = "deadline"
    HOLIDAY = "holiday"
    INTRODUCTION = "introduction"
    FIRST_100_DAYS = "first_100_days"
    BPV = "bpv"
    BUFFER_WEEK = "buffer_week"
    ELECTIVES = "electives"
    BSA = "bsa"
    THESIS = "thesis"
    WINTER_WEEKS = "winter_weeks"


class SourceKind(StrEnum):
    """Who says when a period is, the weakest first. What staff change by hand afterwards counts
    more than all of these."""

    SCHOOL_HOLIDAYS = "school_holidays"
    """Set for primary and secondary schools: a first guess, nothing more."""
    OWN = "own"
    """Written by hand, before any source said something."""
    ICS = "ics"
    OEAPI = "oeapi"


class Saying(Document):
    """The days that one source gives for a period."""

    kind: SourceKind
    source: Words
    """Its name: of a calendar, or of the host of an API."""
    mark: Slug | None = None
    """By which the source's own name for it is known again."""
    first_on: date
    last_on: date


class Period(Document):
    """A named stretch of the year; both days included."""

    slug: Slug
    kind: PeriodKind
    title: Both
    source: Words | None = None
    """Where these dates come from, when that is another place than the rest of the calendar."""
    first_on: date
    last_on: date
    sayings: tuple[Saying, ...] = ()
    """What each source says of these days, the strongest last; filled in by what reads them."""
    programmes: tuple[Slug, ...] = ()
    """Only for these programmes."""
    campuses: tuple[Slug, ...] = ()
    """Only for these campuses."""
    replaces: Slug | None = None
    """For them it takes the place of this other period, which is for everybody else."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last_on < self.first_on:
            raise ValueError("last_before_first")
        return self


class Event(Document):
    """Something staff announce on the day it is so, such as: the results are out."""

    slug: Slug
    title: Both
    on: date
    programmes: tuple[Slug, ...] = ()
    """Only for these programmes."""
    campuses: tuple[Slug, ...] = ()
    """Only for these campuses."""


class Calendar(Document):
    """The academic year of an institution."""

    periods: tuple[Period, ...] = ()
    events: tuple[Event, ...] = ()
    source: Words
    checked_on: date

    def holidays(self) -> tuple[Period, ...]:
        """The periods in which nothing that avoids holidays takes place."""
        return tuple(p for p in self.periods if p.kind is PeriodKind.HOLIDAY)
