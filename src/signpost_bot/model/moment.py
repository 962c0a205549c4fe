"""A moment: when something can be joined, on the clock of the institution."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, WithJsonSchema, field_validator, model_validator

from signpost_bot.model.language import Document, Words
from signpost_bot.model.rule import Rule, comes_back, counts_from_first
from signpost_bot.model.zone import Zone


def _local(clock: time) -> time:
    if clock.tzinfo is not None:
        raise ValueError("time_with_zone")
    return clock


# A plain `time` prints as the "time" of JSON Schema, which asks for seconds and a zone.
LocalTime = Annotated[
    time,
    AfterValidator(_local),
    WithJsonSchema({"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$"}),
]

EARLIEST = date(2000, 1, 1)
"""What began before this day is a typing error, and costs time to count through."""


class Weekday(StrEnum):
    """A day of the week, as staff write it."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Closure(Document):
    """A stretch of days in which it does not take place; both days included."""

    first_on: date
    """The first day it is closed."""
    last_on: date
    """The last day it is closed."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last_on < self.first_on:
            raise ValueError("last_before_first")
        return self


class Moment(Document):
    """When it can be joined, in the institution's own time: some weekdays, some dates, or a rule.

    In a file it may be a sentence too, such as "every Tuesday 12:00-13:00, not in holidays".
    """

    words: Words | None = None
    """The sentence this was read from. When you change it, take the other lines away."""
    start: LocalTime
    """When it begins, such as 12:00."""
    end: LocalTime | None = None
    """When it ends, such as 13:00. Leave it out when nobody said."""
    weekdays: tuple[Weekday, ...] = ()
    """The days of the week, for what comes back every week."""
    every_weeks: Annotated[int, Field(ge=1, le=12)] = 1
    """1 is every week, 2 every other week, counted from the week of first_on."""
    rule: Rule | None = None
    """How it comes back, as an RRULE of RFC 5545 in whole days: FREQ=MONTHLY;BYDAY=1MO."""
    first_on: Annotated[date, Field(ge=EARLIEST)] | None = None
    """The first day it can take place."""
    last_on: date | None = None
    """The last day it can take place."""
    on: tuple[date, ...] = ()
    """The single dates, when it does not come back."""
    except_on: tuple[date, ...] = ()
    """Days on which it does not take place, though it would have."""
    closures: tuple[Closure, ...] = ()
    """Stretches of days in which it does not take place."""
    in_holidays: bool = False
    """Whether it goes on in the holidays of the calendar."""
    zone: Zone | None = None
    """The time zone, when it is another than that of the institution."""

    @field_validator("on", "except_on")
    @classmethod
    def _once_each(cls, days: tuple[date, ...]) -> tuple[date, ...]:
        return tuple(sorted(set(days)))

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.end is not None and self.end <= self.start:
            raise ValueError("end_before_start")
        if sum(map(bool, (self.weekdays, self.on, self.rule))) != 1:
            raise ValueError("weekdays_or_dates")
        if self.every_weeks > 1 and self.first_on is None:
            raise ValueError("every_weeks_needs_first")
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise ValueError("last_before_first")
        return self

    @model_validator(mode="after")
    def _has_a_rule_that_counts(self) -> Self:
        if self.rule and counts_from_first(self.rule):
            if self.first_on is None:
                raise ValueError("rule_needs_first")
            if not comes_back(self.rule, self.first_on):
                raise ValueError("rule_never")
        return self
