"""What every student can count on, whatever twenty campaigns want of them (R6, R20, R21).

The real plan and the real decision, at moments of hypothesis' choosing. That the statements in the
database plan the same is in tests/store/test_circles.py and tests/simulation/test_same_as_real.py.
"""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from conftest import IS_LONG
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import Life, lives
from rounds import Decided, Rounds

from signpost_bot.campaigns.planning import list_ahead
from signpost_bot.simulation.days import begin

EXAMPLES = settings(max_examples=settings().max_examples if IS_LONG else 40)


@EXAMPLES
@given(lives())
def test_nobody_exceeds_the_budget(life: Life) -> None:
    """One in a week of the school's own clock, two when the student has exams in it."""
    days = [one.at.astimezone(life.tz).date() for one in life.lived().sent]

    for monday, count in Counter(day - timedelta(days=day.weekday()) for day in days).items():
        assert count <= (2 if _has_exams(life, monday) else 1)


def _has_exams(life: Life, monday: date) -> bool:
    calendar, programme = life.catalog.calendar, life.persona.told.programme
    week = {monday + timedelta(days=n) for n in range(7)}
    return any(
        any(one.first_on <= day <= one.last_on for day in week)
        for one in (calendar.periods if calendar else ())
        if not one.programmes or programme in one.programmes
    )


@EXAMPLES
@given(lives())
def test_nothing_comes_at_night_too_early_or_too_late(life: Life) -> None:
    for one in life.lived().sent:
        assert time(8) <= one.at.astimezone(life.tz).time() < time(22)
        assert any(due <= one.at < stale for due, stale in _times(life, one))


def _times(life: Life, sent: Decided) -> list[tuple[datetime, datetime]]:
    """From when until when its campaign may speak, by hand."""
    campaign = life.catalog.campaign(sent.row.campaign)
    calendar, began_on = life.catalog.calendar, life.persona.told.began_on
    assert campaign
    assert campaign.timing
    assert calendar
    timing, spoken = campaign.timing, campaign.nudge or campaign.checkin
    assert spoken
    days = [one.first_on for one in calendar.periods]
    if timing.own_start:
        days = [began_on] if began_on else []
    dues = [datetime.combine(day + timedelta(days=timing.days), timing.at, life.tz) for day in days]
    return [(due, _later(due, spoken.best_before_hours)) for due in dues]


def _later(due: datetime, hours: int) -> datetime:
    """So many real hours later, not hours on the clock."""
    return (due.astimezone(UTC) + timedelta(hours=hours)).astimezone(due.tzinfo)


@EXAMPLES
@given(lives())
def test_nobody_without_a_yes_gets_anything(life: Life) -> None:
    rounds = life.lived()

    assert all(kind.consents & set(life.persona.consents) for kind, _, _ in rounds.planned)
    for one in rounds.sent:
        assert life.no_again_on is None or one.at < life.no_again_on


@EXAMPLES
@given(lives())
def test_each_message_comes_once_and_to_whom_it_is_for(life: Life) -> None:
    sent = life.lived().sent
    told = life.persona.told

    keys = [(one.row.campaign, one.row.occasion) for one in sent]
    assert len(keys) == len(set(keys))
    for one in sent:
        campaign = life.catalog.campaign(one.row.campaign)
        assert campaign
        assert not campaign.circle.years or told.year in campaign.circle.years
        assert not campaign.circle.programmes or told.programme in campaign.circle.programmes


@EXAMPLES
@given(lives(), st.randoms(use_true_random=False), st.integers(0, 20))
def test_planning_again_in_any_order_changes_nothing(life: Life, chance: Random, look: int) -> None:
    now = life.looks[look]
    once, again = (Rounds(begin(life.persona, life.catalog)) for _ in range(2))
    once.plan(life.catalog, now)
    ahead = list(list_ahead(life.catalog, now))
    chance.shuffle(ahead)
    again.plan_these(ahead, life.catalog, now)

    assert again.plan(life.catalog, now) == 0
    assert sorted(again.waiting, key=str) == sorted(once.waiting, key=str)
