"""What is asked after a visit and when: at most three times, only after a yes (R7, R8, R21)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders import make_after_visit, make_catalog, make_offering
from followed import plan_with

from signpost_bot.campaigns.following import (
    Plan,
    after_answer,
    after_going,
    after_sending,
    after_yes,
    plan_of,
)
from signpost_bot.model.campaign import CampaignState
from signpost_bot.model.following import NOT_FOLLOWED, Following, Round

WENT_ON = date(2026, 11, 24)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _gone(on: date = WENT_ON, plan: Plan | None = None, **changes: Any) -> Following:
    """Who went this day and said yes at noon."""
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    so_far = Following(**changes)
    return after_going(plan or plan_with(), so_far, on, noon, may_ask=True)


def _says(found: Following) -> tuple[Round | None, datetime | None]:
    return found.next, found.ask_at


@pytest.mark.parametrize(
    ("follow_up", "days"),
    [
        (None, (7, 28, True)),
        ({}, (7, 28, True)),
        ({"after_days": 14}, (14, 35, True)),
        ({"after_days": 14, "again_after_days": 60}, (14, 60, True)),
        ({"next_semester": False}, (7, 28, False)),
    ],
)
def test_the_plan_is_the_offerings(
    follow_up: dict[str, Any] | None, days: tuple[int, int, bool]
) -> None:
    plan = plan_with(follow_up)

    assert (plan.first, plan.second, plan.in_semester) == days


def test_a_school_that_asks_later_never_asks_the_second_before_the_first() -> None:
    late = make_after_visit()
    assert late.after_visit
    asked = late.after_visit.model_copy(update={"days": 40})
    catalog = make_catalog(campaigns=(late.model_copy(update={"after_visit": asked}),))

    plan = plan_with({"again_after_days": 30}, catalog)

    assert (plan.first, plan.second) == (40, 61)


def test_there_is_no_plan_where_nobody_asks() -> None:
    paused = make_catalog(campaigns=(make_after_visit(state=CampaignState.PAUSED),))

    assert plan_of(make_offering(), paused) is None
    assert after_yes(None, Following(went_on=WENT_ON), _at("2026-11-24T12:00+01:00")).next is None


@pytest.mark.parametrize(
    ("went_at", "asked_at"),
    [
        ("2026-11-23T10:00+00:00", "2026-11-30T18:30+01:00"),
        ("2026-10-20T10:00+00:00", "2026-10-27T18:30+01:00"),
        ("2026-10-18T10:00+00:00", "2026-10-25T18:30+01:00"),
        ("2027-03-21T10:00+00:00", "2027-03-28T18:30+02:00"),
        ("2027-10-24T10:00+00:00", "2027-10-31T18:30+01:00"),
        ("2028-02-22T10:00+00:00", "2028-02-29T18:30+01:00"),
    ],
)
def test_it_is_asked_a_week_later_at_the_hour_of_the_school(went_at: str, asked_at: str) -> None:
    now = _at(went_at)

    found = after_going(plan_with(), NOT_FOLLOWED, now.date(), now, may_ask=True)

    assert _says(found) == (Round.FIRST, _at(asked_at))


ANSWERED: Callable[[Following, datetime], Following] = lambda one, now: after_answer(  # noqa: E731
    plan_with(), one, now, was_there=True, may_ask=True
)
FIRST, SECOND, SEMESTER = Round.FIRST, Round.SECOND, Round.SEMESTER
DAY_28 = _at("2026-12-22T18:30+01:00")


@pytest.mark.parametrize(
    ("asked", "may_ask_later", "is_answered", "now", "then"),
    [
        # The first, answered: three weeks on. Not answered: only the semester, after a yes to it.
        (FIRST, False, True, "2026-12-01T19:00+01:00", (SECOND, DAY_28)),
        (FIRST, True, True, "2026-12-01T19:00+01:00", (SECOND, DAY_28)),
        (FIRST, False, False, "2026-12-01T19:00+01:00", (None, None)),
        (FIRST, True, False, "2026-12-01T19:00+01:00", (SEMESTER, None)),
        # Answered on the last minute before the second, and after its day: it is not made up for.
        (FIRST, True, True, "2026-12-22T18:29+01:00", (SECOND, DAY_28)),
        (FIRST, True, True, "2026-12-22T18:30+01:00", (SEMESTER, None)),
        (FIRST, False, True, "2027-01-05T12:00+01:00", (None, None)),
        # The second brings the semester, whether it was answered or not.
        (SECOND, True, False, "2026-12-22T19:00+01:00", (SEMESTER, None)),
        (SECOND, True, True, "2026-12-22T19:00+01:00", (SEMESTER, None)),
        (SECOND, False, True, "2026-12-22T19:00+01:00", (None, None)),
        # After the semester nothing, ever.
        (SEMESTER, True, True, "2027-02-01T19:00+01:00", (None, None)),
        (SEMESTER, True, False, "2027-02-01T19:00+01:00", (None, None)),
    ],
)
def test_what_comes_after_a_question(
    asked: Round,
    may_ask_later: bool,
    is_answered: bool,
    now: str,
    then: tuple[Round | None, datetime | None],
) -> None:
    waits = Following(went_on=WENT_ON, next=asked, may_ask_later=may_ask_later)
    sent = after_sending(plan_with(), waits, _at(now), has_arrived=True)

    found = ANSWERED(sent, _at(now)) if is_answered else sent

    assert _says(found) == then
    assert found.asked is asked


def test_a_question_that_never_arrived_is_no_question_without_an_answer() -> None:
    late = _at("2026-12-04T19:00+01:00")

    dropped = after_sending(plan_with(), _gone(), late, has_arrived=False)
    dropped_again = after_sending(plan_with(), dropped, DAY_28, has_arrived=False)

    assert (_says(dropped), dropped.asked) == ((SECOND, DAY_28), None)
    assert _says(dropped_again) == (None, None)


def test_a_second_tap_on_an_answer_changes_nothing() -> None:
    now = _at("2026-12-01T19:00+01:00")
    once = ANSWERED(after_sending(plan_with(), _gone(), now, has_arrived=True), now)

    assert ANSWERED(once, DAY_28 + timedelta(hours=1)) == once


def test_who_was_not_there_is_asked_nothing_more_until_they_go() -> None:
    now = _at("2026-12-01T19:00+01:00")
    asked = after_sending(plan_with(), _gone(may_ask_later=True), now, has_arrived=True)

    found = after_answer(plan_with(), asked, now, was_there=False, may_ask=True)

    assert found == NOT_FOLLOWED
    assert _gone(date(2026, 12, 8)).next is FIRST


def test_an_answer_after_a_no_brings_no_other_question() -> None:
    now = _at("2026-12-01T19:00+01:00")
    stopped = Following(went_on=WENT_ON, asked=FIRST, asked_on=date(2026, 12, 1))

    found = after_answer(plan_with(), stopped, now, was_there=True, may_ask=False)

    assert found == stopped


def test_who_comes_each_week_is_asked_after_the_last_time_and_not_each_week() -> None:
    second_time = _gone(date(2026, 12, 1), went_on=WENT_ON, next=FIRST)
    assert _says(second_time) == (FIRST, _at("2026-12-08T18:30+01:00"))

    asked = after_sending(plan_with(), second_time, _at("2026-12-08T18:30+01:00"), has_arrived=True)
    third_time = after_going(
        plan_with(), asked, date(2026, 12, 9), _at("2026-12-09T12:00+01:00"), may_ask=True
    )

    assert _says(third_time) == (None, None)


@pytest.mark.parametrize(("days", "next"), [(245, None), (246, FIRST)])
def test_after_eight_months_going_begins_anew(days: int, next: Round | None) -> None:
    old = Following(went_on=WENT_ON, asked=FIRST, asked_on=date(2026, 12, 1))
    on = date(2026, 12, 1) + timedelta(days=days)

    found = after_going(
        plan_with(), old, on, datetime(on.year, on.month, on.day, 12, tzinfo=UTC), may_ask=True
    )

    assert found.next is next


def test_a_code_of_an_earlier_day_that_is_scanned_late_moves_nothing_back() -> None:
    there = _gone()

    assert (
        after_going(
            plan_with(),
            there,
            WENT_ON - timedelta(days=1),
            _at("2026-11-25T09:00+01:00"),
            may_ask=True,
        )
        == there
    )


def test_a_yes_that_comes_late_is_a_yes_to_what_is_still_to_come() -> None:
    went = Following(went_on=WENT_ON)

    assert after_yes(plan_with(), went, _at("2026-12-02T12:00+01:00")).ask_at == DAY_28
    assert after_yes(plan_with(), went, _at("2027-01-02T12:00+01:00")).next is None


def test_a_question_of_the_semester_that_was_dropped_is_not_made_up_for() -> None:
    late = Following(went_on=WENT_ON, asked=SECOND, next=SEMESTER, may_ask_later=True)

    found = after_sending(plan_with(), late, _at("2027-02-05T12:00+01:00"), has_arrived=False)

    assert _says(found) == (None, None)


def test_a_second_tap_on_yes_keeps_the_question_that_is_on_its_way() -> None:
    there = _gone()

    assert after_yes(plan_with(), there, _at("2026-12-01T18:31+01:00")) == there
