"""Circles in SQL: the students that an occasion is meant for, as one query."""

from sqlalchemy import ColumnElement, Select, and_, not_, select, true

from signpost_bot.model.campaign import Circle
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.profile import LAST_YEAR
from signpost_bot.model.student import VisitState
from signpost_bot.store.tables import session, visit


def meant_for(institution: str, occasion: Occasion) -> Select[tuple[object]]:
    """The ids of the students of an institution that it is meant for: the same as
    `campaigns.circles.is_meant_for` says of one (a test compares)."""
    wanted = [
        session.c.institution == institution,
        *(_is_in(circle, institution) for circle in occasion.circles),
        *(not_(_is_in(circle, institution)) for circle in occasion.without),
    ]
    if occasion.began_on:
        wanted.append(session.c.began_on == occasion.began_on)
    return select(session.c.student_id).where(*wanted)


def _is_in(circle: Circle, institution: str) -> ColumnElement[bool]:
    """Nothing told is nothing in the table, and that is in no list: coalesced, since `not` of it
    has to be true."""
    wanted: list[ColumnElement[bool]] = [true()]
    if circle.years:
        years = {min(year, LAST_YEAR) for year in circle.years}
        wanted.append(session.c.year.is_not(None) & session.c.year.in_(years))
    if circle.programmes:
        told = session.c.programme
        wanted.append(told.is_not(None) & told.in_(circle.programmes))
    if circle.campuses:
        told = session.c.campus
        wanted.append(told.is_not(None) & told.in_(circle.campuses))
    if circle.international is not None:
        told = session.c.international
        wanted.append(told.is_not(None) & told.is_(circle.international))
    if circle.languages:
        wanted.append(session.c.language.in_(one.value for one in circle.languages))
    if circle.been_at:
        wanted.append(_went_to(circle.been_at, institution))
    if circle.not_been_at:
        wanted.append(not_(_went_to(circle.not_been_at, institution)))
    return and_(*wanted)


def _went_to(offerings: tuple[str, ...], institution: str) -> ColumnElement[bool]:
    return session.c.student_id.in_(
        select(visit.c.student_id).where(
            visit.c.institution == institution,
            visit.c.offering.in_(offerings),
            visit.c.state == VisitState.WENT.value,
        )
    )
