"""Following up: what is asked after a visit, how far that is, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Round(StrEnum):
    """One of the three times it may be asked how it goes after a visit."""

    FIRST = "first"
    SECOND = "second"
    SEMESTER = "semester"


@dataclass(frozen=True, kw_only=True)
class Following:
    """How far the questions about one visit are. What was answered is not kept.

    `went_on` is the last day they went, or said they would. `asked` is the last round that went
    out, on `asked_on`; `next` the round that comes, at `ask_at`. That of the semester has no
    moment before the calendar brings it near. `may_ask_later` is the yes to that one.
    """

    went_on: date | None = None
    asked: Round | None = None
    asked_on: date | None = None
    next: Round | None = None
    ask_at: datetime | None = None
    may_ask_later: bool = False


NOT_FOLLOWED = Following()
"""Of a visit about which nothing was agreed."""


@dataclass(frozen=True, kw_only=True)
class Semester:
    """A semester that begins soon: when it is asked how it goes, and of whom: only who was asked,
    or went, for the last time between these two days."""

    at: datetime
    last_from: date
    last_until: date
