"""When to ask how it went, and what an answer leads to (R20)."""

from datetime import UTC, datetime

import pytest
from builders import make_after_visit, make_catalog, make_checkin, make_offering

from signpost_bot.checkins import next_step, running_checkin, when_to_ask
from signpost_bot.model.campaign import CampaignState, NextStep

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CATALOG = make_catalog(campaigns=(make_after_visit(),))


@pytest.mark.parametrize(
    ("went_at", "asked_at"),
    [
        ("2026-11-23T10:00+00:00", "2026-11-30T18:30+01:00"),
        ("2026-11-23T23:30+00:00", "2026-12-01T18:30+01:00"),
        ("2026-10-20T10:00+00:00", "2026-10-27T18:30+01:00"),
        ("2026-10-18T10:00+00:00", "2026-10-25T18:30+01:00"),
        ("2027-03-21T10:00+00:00", "2027-03-28T18:30+02:00"),
    ],
)
def test_it_is_asked_a_week_later_at_the_hour_of_the_school(went_at: str, asked_at: str) -> None:
    found = when_to_ask(CATALOG, datetime.fromisoformat(went_at))

    assert found == datetime.fromisoformat(asked_at)


def test_nobody_asks_where_no_check_in_runs() -> None:
    paused = make_catalog(campaigns=(make_after_visit(state=CampaignState.PAUSED),))

    assert running_checkin(paused) is None
    assert when_to_ask(paused, NOW) is None


@pytest.mark.parametrize("step", [step for step in NextStep if step is not NextStep.PLACES])
def test_an_answer_leads_to_what_staff_wrote(step: NextStep) -> None:
    checkin = make_after_visit().after_visit
    assert checkin
    answer = checkin.answer(step)

    assert answer
    assert next_step(answer, make_offering(), CATALOG, NOW) is step


def test_coming_back_where_there_is_no_next_time_becomes_something_else() -> None:
    checkin = make_after_visit().after_visit
    assert checkin
    answer = checkin.answer("come_back")

    assert answer
    assert next_step(answer, make_offering(moments=[]), CATALOG, NOW) is NextStep.ELSE


def test_a_check_in_of_the_year_leads_to_places_to_somebody_or_to_nothing() -> None:
    """R8: no visit is needed for it, so there is none to come back to."""
    asked = make_checkin().asks
    assert asked

    steps = {one.slug: next_step(one, None, CATALOG, NOW) for one in asked.answers}
    assert steps == {
        "goed": NextStep.NOTHING,
        "gaat-wel": NextStep.PLACES,
        "moeilijk": NextStep.TALK,
    }
