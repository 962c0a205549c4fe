"""A document: one revision of one piece of a catalog."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from signpost_bot.model.campaign import Campaign
from signpost_bot.model.institution import Calendar, Institution
from signpost_bot.model.language import Document
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering


class DocumentKind(StrEnum):
    """Which schema a document follows."""

    INSTITUTION = "institution"
    CALENDAR = "calendar"
    OFFERING = "offering"
    NATIONAL = "national"
    CAMPAIGN = "campaign"


SCHEMAS: dict[DocumentKind, type[Document]] = {
    DocumentKind.INSTITUTION: Institution,
    DocumentKind.CALENDAR: Calendar,
    DocumentKind.OFFERING: Offering,
    DocumentKind.NATIONAL: National,
    DocumentKind.CAMPAIGN: Campaign,
}

NATIONWIDE = "national"
"""Stands in the place of an institution for documents that belong to all of them."""


@dataclass(frozen=True, kw_only=True)
class DocumentKey:
    """Which document it is, whatever the revision."""

    institution: str
    kind: DocumentKind
    slug: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One saved state of a document; the newest counts, nothing is overwritten."""

    key: DocumentKey
    number: int
    content: Document
    author: str
    saved_at: datetime
    note: str
