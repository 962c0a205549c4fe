"""A catalog: all that one institution offers, with its calendar and the national lines."""

from dataclasses import dataclass

from signpost_bot.model.campaign import Campaign, CampaignKind
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
    campaigns: tuple[Campaign, ...] = ()

    def offering(self, slug: str | None) -> Offering | None:
        """The published offering with this slug."""
        return next((offering for offering in self.offerings if offering.slug == slug), None)

    def campaign(self, slug: str) -> Campaign | None:
        """The campaign with this slug, running or not: an old message still has its buttons."""
        return next((campaign for campaign in self.campaigns if campaign.slug == slug), None)

    def running(self, kind: CampaignKind) -> tuple[Campaign, ...]:
        """The campaigns of a kind that go out."""
        return tuple(c for c in self.campaigns if c.is_running and c.kind is kind)
