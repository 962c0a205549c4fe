"""The visits after a fact: what a tap changed about where a student goes."""

from collections.abc import Iterable
from dataclasses import replace

from signpost_bot.model.student import Visit, VisitState, find_visit
from signpost_bot.model.turn import FollowedUp, Visited, VisitPlanned


def visit_after(visits: Iterable[Visit], fact: VisitPlanned | Visited | FollowedUp) -> Visit:
    """The visit after this; who plans to go again still went before."""
    before = find_visit(visits, fact.offering)
    match fact:
        case VisitPlanned(starts_at=starts_at, remind_at=remind_at):
            following = fact.following or before.following
            return replace(before, starts_at=starts_at, remind_at=remind_at, following=following)
        case Visited(offering=slug, following=following):
            return Visit(offering=slug, state=VisitState.WENT, following=following)
    state = before.state if fact.was_there else VisitState.PLANNED
    return replace(before, state=state, following=fact.following)
