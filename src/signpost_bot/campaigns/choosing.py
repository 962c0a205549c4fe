"""What goes into a nudge: the best step a student can still take, or nothing."""

from collections.abc import Iterable
from datetime import datetime

from signpost_bot.answering.circumstances import Circumstances, is_for
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import rank_needs
from signpost_bot.calendar import local_day, next_occurrence
from signpost_bot.freshness import Freshness, how_fresh
from signpost_bot.model.campaign import Nudge
from signpost_bot.model.offering import Offering
from signpost_bot.model.profile import Profile


def choose_offering(
    nudge: Nudge,
    catalog: IndexedCatalog,
    been_to: frozenset[str],
    now: datetime,
    best_before: datetime,
    profile: Profile | None = None,
) -> Offering | None:
    """The best offering for the nudge's needs that takes place before `best_before`, or the first
    of the offerings it names that does.

    Not where the student has been, and nothing discreet: a lock screen has readers, and nobody
    asked for this message at this moment. None that is meant for other students than this one
    (R6), and nothing that nobody checked in time: who was not asking should not come to a closed
    door (R5). None means: send nothing.
    """
    today = local_day(now, catalog.institution.tz)
    given = Circumstances(profile=profile or Profile(), now=now)
    for offering in _in_order(nudge, catalog, given):
        if offering.slug in been_to or offering.discreet:
            continue
        if how_fresh(offering, catalog.institution, today) is Freshness.OVERDUE:
            continue
        coming = next_occurrence(offering, catalog, now)
        if coming and coming.starts_at < best_before:
            return offering
    return None


def _in_order(nudge: Nudge, catalog: IndexedCatalog, given: Circumstances) -> Iterable[Offering]:
    if nudge.needs:
        return (match.offering for match in rank_needs(nudge.needs, catalog, given))
    named = (catalog.offering(slug) for slug in nudge.offerings)
    return (one for one in named if one and is_for(one, given.profile))
