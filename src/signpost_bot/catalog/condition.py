"""How an offering stands, as staff see it: what its card lacks, and what has to be looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from signpost_bot.freshness import Freshness
from signpost_bot.model.offering import Join, Kind, Offering, State

TOGETHER = (Kind.GROUP, Kind.ACTIVITY, Kind.TRAINING)
"""Kinds where others come too: there one wants to know whether one can come alone."""
OPENED = (Join.WALK_IN, Join.HERE)
"""Ways to take part that are nothing without a moment; for the others one makes a move first."""


class Lack(StrEnum):
    """What a student has to know before going there, and the offering does not say."""

    PLACE = "place"
    MOMENT = "moment"
    JOIN = "join"
    PERSON = "person"
    EFFORT = "effort"
    ALONE = "alone"
    OWNER = "owner"


class Mark(StrEnum):
    """What can be said of an offering in one word, the most urgent first."""

    REPORTED = "reported"
    OVERDUE = "overdue"
    AGEING = "ageing"
    LACKING = "lacking"
    REMARKS = "remarks"
    COMPLETE = "complete"
    DRAFT = "draft"
    RETIRED = "retired"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One offering as it stands in `revision`: how many remarks the lint has, and how many
    students say that something is not right."""

    offering: Offering
    revision: int
    lacks: tuple[Lack, ...]
    remarks: int
    doubts: int
    freshness: Freshness

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All that can be said of it, the most urgent first. Nobody is asked to look at what
        students do not see."""
        return tuple(_marks(self))


def list_lacks(offering: Offering) -> tuple[Lack, ...]:
    """What is missing from its card, in the order of the card. Both languages are always there.

    A card says the place, the person, the next moment and the effort: a brochure is not an answer
    (R9, R11). It never says less than these, so what lacks one of them is not complete. What it
    costs may stay away: that is a fact of some offerings and a non-question for others.
    """
    has_way = {
        Lack.PLACE: _is_found(offering),
        Lack.MOMENT: bool(offering.moments) or offering.join not in OPENED,
        Lack.JOIN: offering.join is not None,
        Lack.PERSON: _has_somebody(offering),
        Lack.EFFORT: offering.effort is not None,
        Lack.ALONE: offering.come_alone is not None or offering.kind not in TOGETHER,
        Lack.OWNER: offering.owner is not None,
    }
    return tuple(lack for lack, is_there in has_way.items() if not is_there)


def _is_found(offering: Offering) -> bool:
    """A room, a place online, where its people are, or nothing to go to: a page or a number."""
    if offering.place or any(person.where for person in offering.persons):
        return True
    is_reached = offering.link is not None or offering.contact is not None
    return is_reached and offering.kind in (Kind.SELF_HELP, Kind.SERVICE)


def _has_somebody(offering: Offering) -> bool:
    """Somebody with a name, a welcome, or an address; nobody where one goes at any time."""
    somebody = offering.persons or offering.host or offering.contact
    return bool(somebody) or offering.join is Join.ANY_TIME


def _marks(condition: Condition) -> Iterator[Mark]:
    if condition.offering.state is State.RETIRED:
        yield Mark.RETIRED
        return
    if condition.offering.state is State.PUBLISHED:
        if condition.doubts:
            yield Mark.REPORTED
        if condition.freshness is not Freshness.FRESH:
            yield Mark(condition.freshness.value)
    yield Mark.LACKING if condition.lacks else Mark.COMPLETE
    if condition.remarks:
        yield Mark.REMARKS
    if condition.offering.state is State.DRAFT:
        yield Mark.DRAFT
