"""A made-up student, and their messages at a small school, without a database."""

from datetime import UTC, datetime
from typing import Any

from builders import make_catalog, make_checkin, make_nudge

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.persona import Persona
from signpost_bot.model.simulated import SimulatedMessage
from signpost_bot.simulation.year import simulate

SEPTEMBER, MARCH = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)


def make_persona(**changes: Any) -> Persona:
    """A first-year who came in on 7 September 2026, said yes to everything and reacts to all."""
    whole = {
        "slug": "sanne",
        "about": {"nl": "Sanne (verzonnen)", "en": "Sanne (made up)"},
        "joined_on": "2026-09-07",
        "consents": ["messages", "checkins", "visits"],
        "told": {"year": 1, "began_on": "2026-08-31"},
    }
    return Persona.model_validate(whole | changes)


def make_indexed(*campaigns: Campaign) -> IndexedCatalog:
    """The made-up school with these campaigns; without any with a nudge and a check-in."""
    found = campaigns or (make_nudge(), make_checkin())
    return IndexedCatalog.build(make_catalog(campaigns=found), build_index())


def live(
    *personas: Persona,
    catalog: IndexedCatalog | None = None,
    from_at: datetime = SEPTEMBER,
    until: datetime = MARCH,
) -> list[SimulatedMessage]:
    """Their messages from September to March."""
    return list(simulate(personas, catalog or make_indexed(), from_at, until))
