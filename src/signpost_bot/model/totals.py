"""Totals: what came of campaigns and offerings, as counts of students; never of one student."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

FEWEST = 10
"""A smaller number of people is not said: it could point at somebody."""


class About(StrEnum):
    """What a total is about."""

    CAMPAIGN = "campaign"
    OFFERING = "offering"


class Measure(StrEnum):
    """What students did. Reached and reacted are about messages, so only campaigns have them."""

    REACHED = "reached"
    REACTED = "reacted"
    SIGNED_UP = "signed_up"
    WENT = "went"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True)
class SentMessage:
    """A message of a campaign that went to a student; `offering` is the visit it asked about."""

    campaign: str
    offering: str | None
    sent_at: datetime


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One more student in one total. `part` is the offering that a message named, or the answer
    that was given; nothing of it is kept with the student."""

    about: About
    slug: str
    measure: Measure
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """The stretch of the year that totals are of: a teaching block, or else a quarter. Both days
    belong to it."""

    key: str
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The counts of one campaign or offering in one block, as they are in the database. The parts
    of a measure add up to it."""

    about: About
    slug: str
    counts: Mapping[Measure, int] = field(default_factory=dict)
    parts: Mapping[Measure, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ShownTotals:
    """The same as staff may see it: rounded to 5, and None where it is not said. Parts that
    are not said are not there."""

    about: About
    slug: str
    counts: Mapping[Measure, int | None]
    parts: Mapping[Measure, Mapping[str, int]]
