"""The closing of an institution: its bot stops for good, and what was kept of it is erased."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SAID_WITHIN = timedelta(days=3)
"""How long the last message may wait: a night, a weekend without a connection."""

ERASED_WITHIN = timedelta(days=4)
"""By when all is erased, as the last message promises; a day more than the message may wait."""


@dataclass(frozen=True, kw_only=True)
class Closing:
    """An institution that stopped: since when, and when all that was kept of it was gone."""

    institution: str
    closed_at: datetime
    erased_at: datetime | None = None

    @property
    def erased_by(self) -> datetime:
        """By when everything is erased."""
        return self.closed_at + ERASED_WITHIN


class InstitutionState(StrEnum):
    """Whom an institution's bot answers: everybody, guests, and after closing nobody any more."""

    OPEN = "open"
    IN_TRIAL = "in_trial"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class ClosingPlan:
    """What closing does: how many people get a last message, and how many messages that wait are
    called off. Both are counts for an operator, shown from ten up."""

    farewells: int
    called_off: int
