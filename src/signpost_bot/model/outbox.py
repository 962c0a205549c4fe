"""The outbox: what goes out, to whom, when, and what became of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from signpost_bot.model.consent import Consent
from signpost_bot.model.student import StudentId


class OutboxKind(StrEnum):
    """What sort of message. A farewell is the last one, of an institution that closes."""

    NUDGE = "nudge"
    CHECKIN = "checkin"
    AFTER_VISIT = "after_visit"
    REMINDER = "reminder"
    FAREWELL = "farewell"

    @property
    def consents(self) -> frozenset[Consent]:
        """The yeses of which it needs one."""
        return CONSENTS[self]

    @property
    def is_asked_for(self) -> bool:
        """Whether the student asked for this one: then it may rather come twice than not at all."""
        return self in ASKED_FOR


CONSENTS = {
    OutboxKind.NUDGE: frozenset({Consent.MESSAGES}),
    OutboxKind.CHECKIN: frozenset({Consent.CHECKINS}),
    OutboxKind.AFTER_VISIT: frozenset({Consent.VISITS}),
    OutboxKind.REMINDER: frozenset({Consent.REMINDERS}),
    OutboxKind.FAREWELL: frozenset(Consent),
}
ASKED_FOR = frozenset({OutboxKind.AFTER_VISIT, OutboxKind.REMINDER})
OF_CAMPAIGNS = frozenset({OutboxKind.NUDGE, OutboxKind.CHECKIN, OutboxKind.AFTER_VISIT})


class OutboxState(StrEnum):
    """How far it is. Claimed is written before sending, so a crash cannot send twice."""

    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why something did not go out."""

    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    NO_CONSENT = "no_consent"
    QUIET = "quiet"
    STOPPED = "stopped"
    CHANGED = "changed"
    NO_STEP = "no_step"
    NOT_MEANT = "not_meant"
    BUDGET = "budget"
    TAPERED = "tapered"
    TRIAL = "trial"
    UNATTENDED = "unattended"
    CLOSED = "closed"
    REFUSED = "refused"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One row of the outbox: one message to one student on one occasion.

    `occasion` makes it the only one: the period of a nudge, the offering and moment of the
    others. `attempts` counts claims, this one included.
    """

    id: int
    kind: OutboxKind
    institution: str
    student_id: StudentId
    campaign: str
    occasion: str
    offering: str | None
    due_at: datetime
    best_before: datetime
    attempts: int

    @property
    def is_of_campaign(self) -> bool:
        """Whether it takes of the student's attention: all but what was asked for by the hour."""
        return self.kind in OF_CAMPAIGNS

    @property
    def is_of_year(self) -> bool:
        """Whether it comes at a moment of the year, and not after a visit or when asked for."""
        return self.is_of_campaign and not self.is_asked_for

    @property
    def is_asked_for(self) -> bool:
        """Whether the student asked for it by the hour."""
        return self.kind.is_asked_for


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The channel took it."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The channel will never take it; `unreachable` when it will take nothing for this student."""

    unreachable: bool


@dataclass(frozen=True, kw_only=True)
class TryLater:
    """It was provably not sent, and may be after so many seconds."""

    seconds: float


@dataclass(frozen=True, kw_only=True)
class Uncertain:
    """Nobody knows whether it was sent."""


SendResult = Sent | Refused | TryLater | Uncertain


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A second look said that it should not go out."""

    reason: Reason


Outcome = SendResult | Skipped


def visit_occasion(offering: str, at: datetime) -> str:
    """The occasion of a question or reminder about one visit; another moment is another one."""
    return f"{offering}:{at.astimezone(UTC):%Y%m%dT%H%M}"
