"""The visits after a fact: what a tap changed about where a student goes."""

from signpost_bot.model.student import Visit, VisitState
from signpost_bot.model.turn import Visited, VisitPlanned


def visit_of(fact: VisitPlanned | Visited) -> Visit:
    """The visit as it is after this fact; it takes the place of an earlier one to that offering."""
    if isinstance(fact, Visited):
        return Visit(offering=fact.offering, state=VisitState.WENT, ask_at=fact.ask_at)
    return Visit(
        offering=fact.offering,
        state=VisitState.PLANNED,
        starts_at=fact.starts_at,
        remind_at=fact.remind_at,
    )
