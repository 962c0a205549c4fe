"""A persona: a made-up student, to see a year of messages through their eyes."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Both, Document, Language, Slug
from signpost_bot.model.profile import Profile


class Reacts(StrEnum):
    """To which messages they react, by any word or tap."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"


class Told(Document):
    """What they told of themselves, as in a profile; all of it may stay out."""

    year: Annotated[int, Field(ge=1, le=8)] | None = None
    """Their year of study."""
    programme: Slug | None = None
    """What they study, by its slug in institution.yaml."""
    campus: Slug | None = None
    """Where, by its slug in institution.yaml."""
    international: bool | None = None
    """Whether they came from abroad to study here."""
    began_on: date | None = None
    """The day they began here."""
    mentor: Slug | None = None
    """The offering with the mentor they chose."""

    @property
    def profile(self) -> Profile:
        """The same as a profile."""
        return Profile(**{name: getattr(self, name) for name in Told.model_fields})


class PersonaVisit(Document):
    """Somewhere they go: the day they ask to be reminded of it, the day they say that they went."""

    offering: Slug
    """The offering, by its slug."""
    remind_on: date | None = None
    """The day they tap "remind me"."""
    went_on: date | None = None
    """The day they tap "I went"."""

    @model_validator(mode="after")
    def _happens(self) -> Self:
        if self.remind_on is None and self.went_on is None:
            raise ValueError("visit_without_day")
        return self


class Persona(Document):
    """A made-up student: what they told, to what they said yes, what they do on which day."""

    slug: Slug
    """Stands in the list and in the JSON."""
    about: Both
    """Who it is, in one line."""
    language: Language = Language.NL
    """The language they talk in."""
    joined_on: date
    """The day they came in and said yes."""
    consents: tuple[Consent, ...] = ()
    """What they said yes to that day; to reminders one says yes by asking for one."""
    told: Told = Told()
    visits: tuple[PersonaVisit, ...] = ()
    quiet_on: tuple[date, ...] = ()
    """The days they ask for four weeks of nothing."""
    reacts: Reacts = Reacts.ALWAYS


class Personas(Document):
    """The file students.yaml of an institution."""

    students: tuple[Persona, ...]
