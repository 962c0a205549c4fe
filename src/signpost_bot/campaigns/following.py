"""What is asked after a visit, and when: at most three times, and only after a yes (R7, R8, R21).

The plan is the offering's: after so many days, once more when that was answered, and at the start
of the next semester after a yes of its own. No answer to the first: the second is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from signpost_bot.calendar import after_quiet, at_local, local_day
from signpost_bot.campaigns.starts import list_semesters
from signpost_bot.checkins import running_checkin
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.following import Following, Round, Semester
from signpost_bot.model.offering import FollowUp, Offering

BETWEEN = 21
"""So many days after the first question the second comes, where the offering says nothing: a week
and four weeks after the visit."""

REST = timedelta(days=14)
"""A semester that begins sooner than this after the last question brings none."""

HISTORY = timedelta(days=245)
"""After eight months a visit is history: nothing is asked of it, and going again begins anew."""

LEFT: Mapping[tuple[Round | None, bool], tuple[Round, ...]] = {
    (None, False): (Round.FIRST, Round.SECOND, Round.SEMESTER),
    (Round.FIRST, True): (Round.SECOND, Round.SEMESTER),
    (Round.FIRST, False): (Round.SEMESTER,),
    (Round.SECOND, True): (Round.SEMESTER,),
    (Round.SECOND, False): (Round.SEMESTER,),
}
"""What may still come, by the last round that was asked and whether it was answered."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one offering asks: so many days after a visit, at this hour of the institution."""

    first: int
    second: int
    in_semester: bool
    at: time
    tz: ZoneInfo


def plan_of(offering: Offering, catalog: Catalog) -> Plan | None:
    """The plan of an offering; None where nobody asks after a visit."""
    campaign = running_checkin(catalog)
    if campaign is None or campaign.after_visit is None:
        return None
    follow_up = offering.follow_up or FollowUp()
    first, second = follow_up.after_days or campaign.after_visit.days, follow_up.again_after_days
    return Plan(
        first=first,
        second=second if second and second > first else first + BETWEEN,
        in_semester=follow_up.next_semester,
        at=campaign.after_visit.at,
        tz=catalog.institution.tz,
    )


def after_going(
    plan: Plan | None, so_far: Following, on: date, now: datetime, *, may_ask: bool
) -> Following:
    """They went on this day. Until something was asked, the days count from the last time; what is
    under way goes on as it was, so that who comes each week is not asked each week."""
    if so_far.went_on and on <= so_far.went_on:
        return after_yes(plan, so_far, now) if may_ask else so_far
    if so_far.asked_on and on - so_far.asked_on <= HISTORY:
        return replace(so_far, went_on=on)
    anew = Following(went_on=on, may_ask_later=so_far.may_ask_later)
    return _with_next(plan, anew, now, is_answered=False) if may_ask else anew


def after_planning(plan: Plan | None, so_far: Following, on: date, now: datetime) -> Following:
    """They plan to go on this day: what was agreed on for another day moves along."""
    if so_far.asked:
        return so_far
    moved = Following(went_on=on, may_ask_later=so_far.may_ask_later)
    return after_yes(plan, moved, now) if so_far.next else moved


def after_yes(plan: Plan | None, so_far: Following, now: datetime) -> Following:
    """They said yes to being asked; the first moment that is still to come."""
    return so_far if so_far.next else _with_next(plan, so_far, now, is_answered=False)


def after_yes_to_later(plan: Plan | None, so_far: Following, now: datetime) -> Following:
    """They said yes to being asked in the next semester too."""
    return after_yes(plan, replace(so_far, may_ask_later=True), now)


def after_sending(
    plan: Plan | None, so_far: Following, now: datetime, *, has_arrived: bool
) -> Following:
    """The question that was next went out, or was dropped for good. As long as nobody answers,
    only the semester is left; one that was never asked is no question without an answer."""
    if so_far.next is None or plan is None:
        return replace(so_far, next=None, ask_at=None)
    if has_arrived:
        on = local_day(now, plan.tz)
        so_far = replace(so_far, asked=so_far.next, asked_on=on)
    elif so_far.next is Round.SEMESTER:
        return replace(so_far, next=None, ask_at=None)
    return _with_next(plan, so_far, now, is_answered=False)


def after_answer(
    plan: Plan | None, so_far: Following, now: datetime, *, was_there: bool, may_ask: bool
) -> Following:
    """They answered the last question. Who was not there is asked nothing more about it."""
    if not was_there:
        return Following()
    if not may_ask or so_far.asked is None or so_far.next is Round.SECOND:
        return so_far
    return _with_next(plan, so_far, now, is_answered=True)


def coming_semester(catalog: Catalog, now: datetime, to: datetime) -> Semester | None:
    """The semester whose question is due until `to` and still makes sense after `now`."""
    campaign = running_checkin(catalog)
    if campaign is None or campaign.after_visit is None:
        return None
    late = timedelta(hours=campaign.after_visit.best_before_hours)
    for day in list_semesters(catalog):
        at = _at(day, campaign.after_visit.at, catalog.institution.tz)
        if now < at + late and at <= to:
            return Semester(at=at, last_from=day - HISTORY, last_until=day - REST)
    return None


def _with_next(
    plan: Plan | None, so_far: Following, now: datetime, *, is_answered: bool
) -> Following:
    """The same with the next question in it, or with none. What lies behind is left out."""
    if plan is None or so_far.went_on is None:
        return replace(so_far, next=None, ask_at=None)
    days = {Round.FIRST: plan.first, Round.SECOND: plan.second}
    for round in LEFT.get((so_far.asked, is_answered), ()):
        if round is Round.SEMESTER:
            if plan.in_semester and so_far.may_ask_later:
                return replace(so_far, next=round, ask_at=None)
        elif (at := _at(so_far.went_on + timedelta(days=days[round]), plan.at, plan.tz)) > now:
            return replace(so_far, next=round, ask_at=at)
    return replace(so_far, next=None, ask_at=None)


def _at(day: date, clock: time, tz: ZoneInfo) -> datetime:
    return after_quiet(at_local(day, clock, tz), tz)
