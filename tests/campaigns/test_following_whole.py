"""All that can come of one visit, whatever a student does and whenever (R7, R20, R21)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from followed import CATALOG, plan_with
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.campaigns.following import (
    Plan,
    after_answer,
    after_going,
    after_sending,
    after_yes,
    after_yes_to_later,
    coming_semester,
)
from signpost_bot.model.following import NOT_FOLLOWED, Following, Round

FIRST, SECOND, SEMESTER = Round.FIRST, Round.SECOND, Round.SEMESTER


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "semester"),
    [
        ("2027-01-10T12:00+01:00", None),
        ("2027-01-20T12:00+01:00", "2027-02-01T18:30+01:00"),
        ("2027-02-04T18:29+01:00", "2027-02-01T18:30+01:00"),
        ("2027-02-04T18:30+01:00", None),
        ("2027-08-30T12:00+02:00", "2027-09-06T18:30+02:00"),
    ],
)
def test_the_semester_is_asked_about_when_it_is_near(now: str, semester: str | None) -> None:
    found = coming_semester(CATALOG, _at(now), _at(now) + timedelta(days=14))

    assert (found.at if found else None) == (_at(semester) if semester else None)


def test_a_semester_is_not_of_who_was_asked_just_before_or_long_ago() -> None:
    now = _at("2027-01-20T12:00+01:00")
    found = coming_semester(CATALOG, now, now + timedelta(days=14))

    assert found
    assert (found.last_from, found.last_until) == (date(2026, 6, 1), date(2027, 1, 18))


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 60 * 24 * 45),
        st.sampled_from(("went", "yes", "later", "answered", "no")),
    ),
    max_size=14,
)
PLANS = st.sampled_from(
    [plan_with(), plan_with({"after_days": 1}), plan_with({"next_semester": False})]
)
STARTS = st.sampled_from(["2026-10-20T12:00+02:00", "2027-03-22T23:30+01:00", "2027-01-10T08:00Z"])


@given(events=EVENTS, plan=PLANS, start=STARTS)
def test_never_more_than_three_never_without_a_yes_never_too_soon_never_at_night(
    events: list[tuple[int, str]], plan: Plan, start: str
) -> None:
    """A life of one visit: what the student does, and each question sent when it falls due."""
    now, so_far, may_ask = _at(start), NOT_FOLLOWED, False
    began_on: date | None = None
    sent: list[tuple[Round, datetime]] = []
    for minutes, event in [*events, (60 * 24 * 400, "end")]:
        until = now + timedelta(minutes=minutes)
        while question := _due(so_far, now, until):
            round, now = question
            assert may_ask, "a question without a yes"
            assert began_on
            day = now.astimezone(plan.tz).date()
            soonest = {FIRST: plan.first, SECOND: plan.second, SEMESTER: 0}[round]
            assert day >= began_on + timedelta(days=soonest), "before its day"
            assert 8 <= now.astimezone(plan.tz).hour < 22
            sent.append((round, now))
            so_far = after_sending(plan, so_far, now, has_arrived=True)
        now = until
        today = now.astimezone(plan.tz).date()
        if event == "went":
            is_anew = so_far.asked_on is None or (today - so_far.asked_on).days > 245
            so_far = after_going(plan, so_far, today, now, may_ask=may_ask)
            began_on, sent = (today, []) if is_anew else (began_on, sent)
        elif event == "yes":
            may_ask, so_far = True, after_yes(plan, so_far, now)
        elif event == "later" and may_ask:
            so_far = after_yes_to_later(plan, so_far, now)
        elif event == "answered":
            so_far = after_answer(plan, so_far, now, was_there=True, may_ask=may_ask)
        elif event == "no":
            may_ask = False
            so_far = Following(went_on=so_far.went_on, asked=so_far.asked, asked_on=so_far.asked_on)
        rounds = [round for round, _ in sent]
        assert len(rounds) == len(set(rounds)) <= 3, "a round that came twice"
        assert rounds == sorted(rounds, key=list(Round).index)


def _due(so_far: Following, now: datetime, until: datetime) -> tuple[Round, datetime] | None:
    """The next question that falls due in this time, as planning would find it."""
    at = so_far.ask_at
    if so_far.next is SEMESTER:
        last = so_far.asked_on or so_far.went_on
        found = (
            coming_semester(CATALOG, one, one + timedelta(days=14)) for one in _days(now, until)
        )
        fitting = (
            one.at for one in found if one and last and one.last_from <= last <= one.last_until
        )
        at = next(fitting, None)
    return (so_far.next, max(at, now)) if so_far.next and at and at <= until else None


def _days(now: datetime, until: datetime) -> list[datetime]:
    return [now + timedelta(days=n) for n in range((until - now).days + 1)]
