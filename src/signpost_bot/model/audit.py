"""The audit: what a member of staff did at the desk, and when."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What was done."""

    SIGNED_IN = "signed_in"
    SAVED = "saved"
    PUBLISHED = "published"
    RETIRED = "retired"
    UNDONE = "undone"
    CONFIRMED = "confirmed"
    IMPORTED = "imported"
    EXPORTED = "exported"
    DRAFTED = "drafted"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One line: who did what, about which document, file or colleague, when."""

    name: str = field(repr=False)
    what: Deed
    about: str
    done_at: datetime
