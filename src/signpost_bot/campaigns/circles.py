"""Circles: whether a student is one of those a campaign, a period or an event is meant for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from signpost_bot.model.campaign import Circle
from signpost_bot.model.language import Language
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.profile import LAST_YEAR, Profile, ProfileField
from signpost_bot.model.session import Session
from signpost_bot.model.student import Visit, VisitState

ASKS_FOR = {
    ProfileField.YEAR: "years",
    ProfileField.PROGRAMME: "programmes",
    ProfileField.CAMPUS: "campuses",
    ProfileField.INTERNATIONAL: "international",
}
"""Which part of a circle asks for which field of a profile."""

APART = ("programmes", "campuses", "languages")
"""Besides the year, the parts of which a student has one."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a student: what they told, the language they talk in, where they went."""

    profile: Profile = field(default_factory=Profile)
    language: Language = Language.NL
    been_to: frozenset[str] = frozenset()


def known_of(session: Session, visits: Iterable[Visit]) -> Known:
    """What is known of the student of this talk."""
    went = frozenset(one.offering for one in visits if one.state is VisitState.WENT)
    return Known(profile=session.profile, language=session.language, been_to=went)


def is_in(circle: Circle, known: Known) -> bool:
    """Whether the student is in it. Who did not tell is in no circle that asks for it (R6)."""
    told = known.profile
    years = {min(year, LAST_YEAR) for year in circle.years}
    return (
        (not years or told.year in years)
        and (not circle.programmes or told.programme in circle.programmes)
        and (not circle.campuses or told.campus in circle.campuses)
        and (circle.international is None or told.international is circle.international)
        and (not circle.languages or known.language in circle.languages)
        and (not circle.been_at or not known.been_to.isdisjoint(circle.been_at))
        and known.been_to.isdisjoint(circle.not_been_at)
    )


def is_empty(circles: Collection[Circle]) -> bool:
    """Whether nobody can be in all of these at once, whatever they tell."""
    not_been_at = {slug for one in circles for slug in one.not_been_at}
    parts = [
        [{min(year, LAST_YEAR) for year in one.years} for one in circles],
        *([set(getattr(one, part)) for one in circles] for part in APART),
    ]
    return (
        any(named and not set.intersection(*named) for named in map(_not_everybody, parts))
        or {one.international for one in circles} >= {True, False}
        or any(one.been_at and not_been_at.issuperset(one.been_at) for one in circles)
    )


def _not_everybody(part: list[set[Any]]) -> list[set[Any]]:
    return [named for named in part if named]


def may_be_in(circle: Circle, known: Known) -> bool:
    """Whether the student is in it, or could turn out to be by telling more."""
    open_parts = {
        part: getattr(Circle(), part)
        for field, part in ASKS_FOR.items()
        if not known.profile.tells(field)
    }
    return is_in(circle.model_copy(update=open_parts), known)


def asked_by(circle: Circle) -> frozenset[ProfileField]:
    """What a circle has to know of a student."""
    everybody = Circle()
    return frozenset(
        field
        for field, part in ASKS_FOR.items()
        if getattr(circle, part) != getattr(everybody, part)
    )


def is_meant_for(occasion: Occasion, known: Known) -> bool:
    """Whether the occasion is for this student."""
    began_on = occasion.began_on
    return (
        (began_on is None or known.profile.began_on == began_on)
        and all(is_in(circle, known) for circle in occasion.circles)
        and not any(is_in(circle, known) for circle in occasion.without)
    )
