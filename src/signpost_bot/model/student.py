"""A student: a random id, and what they plan to visit. No name, no text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from signpost_bot.model.attendance import AttendanceCode
from signpost_bot.model.attention import UNTOUCHED, Attention
from signpost_bot.model.consent import Consent
from signpost_bot.model.following import NOT_FOLLOWED, Following
from signpost_bot.model.session import Session

StudentId = NewType("StudentId", UUID)


class VisitState(StrEnum):
    """How far a visit is."""

    PLANNED = "planned"
    WENT = "went"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One student and one offering: "I'm in", "remind me", "I went", "you may ask how it was"."""

    offering: str
    state: VisitState
    starts_at: datetime | None = None
    remind_at: datetime | None = None
    following: Following = NOT_FOLLOWED


def find_visit(visits: Iterable[Visit], offering: str) -> Visit:
    """The visit to this offering; one that nothing is known of when there is none."""
    found = (one for one in visits if one.offering == offering)
    return next(found, Visit(offering=offering, state=VisitState.PLANNED))


@dataclass(frozen=True, kw_only=True)
class View:
    """What one turn may know of the student: their own rows, the code they scanned, and nothing
    else."""

    session: Session | None
    visits: tuple[Visit, ...] = ()
    consents: frozenset[Consent] = frozenset()
    scanned: AttendanceCode | None = None


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A student the bot can write to first: where, and what a second look may know of them."""

    address: str = field(repr=False)
    session: Session
    visits: tuple[Visit, ...] = ()
    consents: frozenset[Consent] = frozenset()
    attention: Attention = UNTOUCHED
