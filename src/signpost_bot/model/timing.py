"""When a campaign goes out, in local time: around a period, after an event, from an own start."""

from datetime import time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from signpost_bot.model.institution import PeriodKind
from signpost_bot.model.language import Document, Slug

QUIET_FROM = time(22)
QUIET_UNTIL = time(8)
"""The bot never speaks first between these two, on the clock of the institution."""


def _not_in_quiet_hours(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("time_with_zone")
    if not QUIET_UNTIL <= at < QUIET_FROM:
        raise ValueError("in_quiet_hours")
    return at


SpeakingHour = Annotated[time, AfterValidator(_not_in_quiet_hours)]
Days = Annotated[int, Field(ge=0, le=400)]


class Edge(StrEnum):
    """The day of a period that is counted from."""

    FIRST = "first"
    LAST = "last"


class Timing(Document):
    """When it goes out, in local time: so many days before or after a period of a kind, an event,
    or the student's own start. Exactly one of these three."""

    period_kind: PeriodKind | None = None
    """Each period of this kind in the calendar."""
    periods: tuple[Slug, ...] = ()
    """Only these periods of that kind, by their slug in calendar.yaml; left out, each of them."""
    edge: Edge = Edge.FIRST
    """Counted from the first or the last day of the period."""
    event: Slug | None = None
    """Something staff announce, such as results-out."""
    own_start: bool = False
    """Counted from the day this student began here."""
    days_before: Days = 0
    """So many days before."""
    days_after: Days = 0
    """So many days after."""
    at: SpeakingHour
    """The hour, such as 18:30."""

    @model_validator(mode="after")
    def _counts_from_one_thing(self) -> Self:
        if sum((self.period_kind is not None, self.event is not None, self.own_start)) != 1:
            raise ValueError("timing_of_one")
        if self.periods and self.period_kind is None:
            raise ValueError("periods_of_a_kind")
        if self.days_before and self.days_after:
            raise ValueError("before_or_after")
        if self.days_before and self.event:
            raise ValueError("before_an_event")
        return self

    @property
    def days(self) -> int:
        """How many days later; before is negative."""
        return self.days_after - self.days_before
