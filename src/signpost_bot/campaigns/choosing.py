"""What goes into a nudge: the best step a student can still take, or nothing."""

from datetime import datetime

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import rank_needs
from signpost_bot.calendar import next_occurrence
from signpost_bot.model.campaign import Nudge
from signpost_bot.model.offering import Offering


def choose_offering(
    nudge: Nudge,
    catalog: IndexedCatalog,
    been_to: frozenset[str],
    now: datetime,
    best_before: datetime,
) -> Offering | None:
    """The best offering for the nudge's needs that takes place before `best_before`.

    Not where the student has been, and nothing discreet: a lock screen has readers, and nobody
    asked for this message at this moment. None means: send nothing.
    """
    for match in rank_needs(nudge.needs, catalog):
        offering = match.offering
        if offering.slug in been_to or offering.discreet:
            continue
        coming = next_occurrence(offering, catalog, now)
        if coming and coming.starts_at < best_before:
            return offering
    return None
