"""A simulated message: one that would go out to a persona, or would not, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from signpost_bot.model.outbox import OutboxKind, Reason


class Decision(StrEnum):
    """Whether it goes out."""

    SEND = "send"
    DROP = "drop"


@dataclass(frozen=True, kw_only=True)
class SimulatedMessage:
    """`campaign` and `offering` are slugs; a reminder belongs to no campaign. What is dropped has
    a reason instead of words."""

    at: datetime
    student: str
    kind: OutboxKind
    campaign: str | None
    offering: str | None
    text: str = ""
    reason: Reason | None = None

    @property
    def decision(self) -> Decision:
        """Whether it goes out."""
        return Decision.DROP if self.reason else Decision.SEND
