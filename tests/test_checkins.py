"""Which question is asked after a visit, and what an answer leads to (R20)."""

from datetime import UTC, datetime

import pytest
from builders import make_after_visit, make_catalog, make_checkin, make_offering

from signpost_bot.checkins import OF_A_VISIT, next_step, running_checkin
from signpost_bot.model.campaign import CampaignState
from signpost_bot.model.question import NextStep

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CATALOG = make_catalog(campaigns=(make_after_visit(),))


def test_nobody_asks_where_no_check_in_runs() -> None:
    paused = make_catalog(campaigns=(make_after_visit(state=CampaignState.PAUSED),))

    assert running_checkin(paused) is None


@pytest.mark.parametrize("step", OF_A_VISIT)
def test_what_needs_a_visit_becomes_something_else_without_one(step: NextStep) -> None:
    checkin = make_after_visit().after_visit
    assert checkin
    answer = checkin.answers[0].model_copy(update={"next": step})

    assert next_step(answer, None, CATALOG, NOW) is NextStep.ELSE


@pytest.mark.parametrize("step", ["come_back", "talk", "else", "nothing"])
def test_an_answer_leads_to_what_staff_wrote(step: str) -> None:
    checkin = make_after_visit().after_visit
    assert checkin
    answer = checkin.answer(step)

    assert answer
    assert next_step(answer, make_offering(), CATALOG, NOW) == step


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
