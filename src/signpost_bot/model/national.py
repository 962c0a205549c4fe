"""National help: numbers and chats for everybody, each with source and check date."""

from datetime import date
from enum import StrEnum

from pydantic import HttpUrl

from signpost_bot.model.language import Both, Document, Slug, Words
from signpost_bot.model.offering import Phone


class AlarmKind(StrEnum):
    """What a student may be in danger of; the order is the order of urgency."""

    ACUTE_MEDICAL = "acute_medical"
    VIOLENCE = "violence"
    SEXUAL_VIOLENCE = "sexual_violence"
    ABUSE = "abuse"
    WORRIED_ABOUT_OTHER = "worried_about_other"
    SUICIDE = "suicide"
    SELF_HARM = "self_harm"


class HelpLine(Document):
    """A number or chat. A field that nobody could check stays empty."""

    slug: Slug
    name: Both
    what_for: Both
    phone: Phone | None = None
    chat: HttpUrl | None = None
    website: HttpUrl | None = None
    hours: Both | None = None
    cost: Both | None = None
    in_english: Both | None = None
    anonymous: bool | None = None
    source: Words
    checked_on: date


class National(Document):
    """All national lines; `112` and `113` must be there, the cards are built on them."""

    lines: tuple[HelpLine, ...]

    def line(self, slug: str) -> HelpLine | None:
        """The line with this slug."""
        return next((line for line in self.lines if line.slug == slug), None)
