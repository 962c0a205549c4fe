"""The result of one turn: a new session, replies, facts to write down, perhaps a request."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from signpost_bot.model.alarm import Alarm
from signpost_bot.model.consent import Consent
from signpost_bot.model.following import Following
from signpost_bot.model.session import Reply, Session


@dataclass(frozen=True, kw_only=True)
class OfferingShown:
    """An offering was part of an answer; counted per month, never per student."""

    offering: str


@dataclass(frozen=True, kw_only=True)
class AlarmRaised:
    """The detector went off; counted per month, never per student."""

    alarm: Alarm


@dataclass(frozen=True, kw_only=True)
class NothingFound:
    """A question without an answer; counted per month, the words are not kept."""


@dataclass(frozen=True, kw_only=True)
class VisitPlanned:
    """The student said "I'm in" or "remind me"; `following` is what that changes about asking how
    it goes."""

    offering: str
    starts_at: datetime | None
    remind_at: datetime | None = None
    following: Following | None = None


@dataclass(frozen=True, kw_only=True)
class Visited:
    """The student went: they said so, or scanned the code at the end."""

    offering: str
    following: Following


@dataclass(frozen=True, kw_only=True)
class FollowedUp:
    """The student said yes to being asked how it goes after a visit, or answered; or they were not
    there after all."""

    offering: str
    following: Following
    was_there: bool = True


@dataclass(frozen=True, kw_only=True)
class ConsentGiven:
    """The student tapped yes to one sort of message."""

    kind: Consent


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn:
    """The student wants no more of one sort of message."""

    kind: Consent


@dataclass(frozen=True, kw_only=True)
class SuggestionMade:
    """The student tapped to pass these words on, after seeing them."""

    words: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Doubted:
    """The student tapped that something about an offering is not right."""

    offering: str


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The student answered a check-in, for the first time or not; counted in a total, and which
    answer it was is kept with nobody. `offering` is the visit it is about."""

    campaign: str
    answer: str
    offering: str | None


Fact = (
    OfferingShown
    | AlarmRaised
    | NothingFound
    | VisitPlanned
    | Visited
    | FollowedUp
    | ConsentGiven
    | ConsentWithdrawn
    | SuggestionMade
    | Doubted
    | Answered
)


class Request(StrEnum):
    """What needs the database's verdict; `conversation/outcome.py` words the result."""

    FORGET_ME = "forget_me"
    SHOW_MY_DATA = "show_my_data"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One turn of the talk, decided but not yet saved."""

    session: Session
    replies: tuple[Reply, ...]
    facts: tuple[Fact, ...] = ()
    request: Request | None = None
