"""The research report: every approach it names, and what became of each in the catalogs."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from signpost_bot.model.institution import Sort
from signpost_bot.model.language import Both, Document, Slug, Words

Ref = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}/[a-z0-9][a-z0-9_-]{0,47}$")
]
"""`institution/offering`, or `sort/template`."""
Number = Annotated[int, Field(ge=1)]


class Element(Document):
    """One of the sixteen working elements; offerings name it by its number."""

    number: Annotated[int, Field(ge=1, le=16)]
    title: Both


class Approach(Document):
    """One thing the report says is done for students, and what became of it.

    `number` is the one of Bijlage 7; several approaches share the number whose named parts they
    are. `repeated_at` are the numbers that only say "Zie aanpak" and mean this one.
    Without a number it stands in the running text or in a box. `sorts` are those the report
    gives; empty where it gives none. `note` says what the report leaves open, and what we took.
    """

    number: Number | None = None
    part: bool = False
    repeated_at: tuple[Number, ...] = ()
    name: Words
    where: Words
    sorts: tuple[Sort, ...] = ()
    offerings: tuple[Ref, ...] = ()
    templates: tuple[Ref, ...] = ()
    no_offering: Both | None = None
    note: Both | None = None

    @model_validator(mode="after")
    def _became_something(self) -> Self:
        if bool(self.offerings or self.templates) == bool(self.no_offering):
            raise ValueError("offering_or_reason")
        return self


class OwnWork(Document):
    """What troubles students and no offering should solve: the institution's own work (R17)."""

    slug: Slug
    title: Both
    asks: Both
    numbers: tuple[Number, ...] = ()
    where: Words


class ResearchReport(Document):
    """The whole report, accounted for. `last_number` is where its own numbering ends."""

    last_number: Number
    elements: tuple[Element, ...]
    approaches: tuple[Approach, ...]
    own_work: tuple[OwnWork, ...]
    source: Words
    checked_on: date
