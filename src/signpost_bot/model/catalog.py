"""A catalog: all that one institution offers, with its calendar and the national lines."""

from dataclasses import dataclass

from signpost_bot.model.institution import Calendar, Institution
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """One institution's catalog; immutable, rebuilt when its version moves."""

    institution: Institution
    calendar: Calendar | None
    national: National
    offerings: tuple[Offering, ...]

    def offering(self, slug: str | None) -> Offering | None:
        """The published offering with this slug."""
        return next((offering for offering in self.offerings if offering.slug == slug), None)
