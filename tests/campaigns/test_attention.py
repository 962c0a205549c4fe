"""One budget of attention over all campaigns, and less for those who never react (R20)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders import make_calendar, make_catalog, make_institution, make_nudge
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.campaigns.attention import Word, weigh
from signpost_bot.campaigns.circles import Known
from signpost_bot.model.attention import Attention, Waiting
from signpost_bot.model.outbox import Reason
from signpost_bot.model.profile import Profile

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 16, 17, 30, tzinfo=UTC)
EXAM_WEEK = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
LOW, HIGH = (make_nudge(slug=slug, priority=p) for slug, p in (("low", 2), ("high", 4)))
CATALOG = make_catalog(campaigns=(LOW, HIGH))


def _weigh(
    attention: Attention,
    now: datetime = MONDAY,
    *,
    has_step: bool = True,
    known: Known | None = None,
) -> Word | Reason:
    return weigh(LOW, attention, known or Known(), CATALOG, now, lambda _: has_step)


def test_one_in_a_week_of_the_schools_own_zone() -> None:
    sunday_night = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert _weigh(Attention()) is Word.MESSAGE
    assert _weigh(Attention(sent=(MONDAY,)), MONDAY + 5 * DAY) is Reason.BUDGET
    assert _weigh(Attention(sent=(MONDAY,)), MONDAY + 7 * DAY) is Word.MESSAGE
    # In UTC this was the old week, at the school it is Sunday 23:30 too; an hour later it is not.
    assert _weigh(Attention(sent=(MONDAY,)), sunday_night) is Reason.BUDGET
    assert _weigh(Attention(sent=(MONDAY,)), sunday_night + timedelta(hours=1)) is Word.MESSAGE


def test_two_in_a_week_with_exams() -> None:
    assert _weigh(Attention(sent=(EXAM_WEEK,)), EXAM_WEEK + DAY) is Word.MESSAGE
    assert _weigh(Attention(sent=(EXAM_WEEK,) * 2), EXAM_WEEK + DAY) is Reason.BUDGET


def test_exams_of_another_programme_give_nothing_extra() -> None:
    period = make_calendar().periods[0].model_copy(update={"programmes": ("ict",)})
    catalog = make_catalog(calendar=make_calendar(periods=[period]), campaigns=(LOW,))

    def found(programme: str) -> Word | Reason:
        known = Known(profile=Profile(programme=programme))
        spent = Attention(sent=(EXAM_WEEK,))
        return weigh(LOW, spent, known, catalog, EXAM_WEEK + DAY, lambda _: True)

    assert found("ict") is Word.MESSAGE
    assert found("zorg") is Reason.BUDGET


def test_the_more_urgent_one_of_the_same_week_goes_before() -> None:
    thursday = Waiting(campaign="high", occasion="x", due_at=MONDAY + 3 * DAY)
    next_week = Waiting(campaign="high", occasion="x", due_at=MONDAY + 7 * DAY)

    assert _weigh(Attention(waiting=(thursday,))) is Reason.BUDGET
    assert _weigh(Attention(waiting=(thursday,)), has_step=False) is Word.MESSAGE
    assert _weigh(Attention(waiting=(next_week,))) is Word.MESSAGE
    assert (
        weigh(
            HIGH,
            Attention(waiting=(Waiting(campaign="low", occasion="x", due_at=MONDAY + DAY),)),
            Known(),
            CATALOG,
            MONDAY,
            lambda _: True,
        )
        is Word.MESSAGE
    )


@pytest.mark.parametrize(
    ("unanswered", "weeks_ago", "said"),
    [
        (1, 1, Word.MESSAGE),
        (2, 1, Reason.TAPERED),
        (2, 2, Word.MESSAGE),
        (3, 1, Reason.TAPERED),
        (4, 2, Word.WAY_BACK),
        (5, 9, Reason.TAPERED),
        (50, 52, Reason.TAPERED),
    ],
)
def test_who_never_reacts_hears_less_then_a_way_back_then_nothing(
    unanswered: int, weeks_ago: int, said: Word | Reason
) -> None:
    sent = (MONDAY - 7 * weeks_ago * DAY,)

    assert _weigh(Attention(sent=sent, unanswered=unanswered)) is said


@given(st.lists(st.integers(0, 400 * 24), max_size=200), st.integers(0, 3))
def test_nobody_exceeds_the_budget_whatever_comes_when(hours: list[int], reacts_each: int) -> None:
    """Everything that is due is offered in order; what goes out is counted as it would be."""
    sent: tuple[datetime, ...] = ()
    unanswered, start = 0, datetime(2026, 8, 24, 8, 0, tzinfo=UTC)
    for number, hour in enumerate(sorted(hours)):
        now = start + timedelta(hours=hour)
        said = _weigh(Attention(sent=sent, unanswered=unanswered), now)
        if isinstance(said, Word):
            sent, unanswered = (*sent, now), unanswered + 1
        if reacts_each and number % reacts_each == 0:
            unanswered = 0
    weeks = [at.astimezone(CATALOG.institution.tz).date().isocalendar()[:2] for at in sent]
    for week in set(weeks):
        assert weeks.count(week) <= (2 if week == (2026, 49) else 1)
    if not reacts_each:
        assert len(sent) <= 5


def _period(kind: str, first_on: str, last_on: str) -> dict[str, Any]:
    title = {"nl": kind, "en": kind}
    return {"slug": kind, "kind": kind, "title": title, "first_on": first_on, "last_on": last_on}


EXAM = _period("exams", "2026-12-22", "2026-12-22")
HOLIDAY = _period("holiday", "2026-12-19", "2027-01-03")
HERE, THERE = "Europe/Amsterdam", "Pacific/Auckland"
ONE, TWO = Reason.BUDGET, Word.MESSAGE
"""What is said of the second message."""


@pytest.mark.parametrize(
    ("first", "second", "zone", "periods", "said"),
    [
        pytest.param(
            *("2026-12-31T18:30+01:00", "2027-01-03T18:30+01:00", HERE, (), ONE),
            id="New Year's Eve and the Sunday after it are one week, the 53rd",
        ),
        pytest.param(
            *("2027-12-27T08:00+01:00", "2028-01-02T21:30+01:00", HERE, (), ONE),
            id="and a year later the 52nd",
        ),
        pytest.param(
            *("2027-01-03T21:30+01:00", "2027-01-04T08:00+01:00", HERE, (), TWO),
            id="the first Monday of the year is a new one",
        ),
        pytest.param(
            *("2028-02-28T18:30+01:00", "2028-03-01T18:30+01:00", HERE, (), ONE),
            id="leap day is in the middle of a week",
        ),
        pytest.param(
            *("2027-03-22T08:00+01:00", "2027-03-28T21:30+02:00", HERE, (), ONE),
            id="the week in which the clock goes forward is an hour shorter",
        ),
        pytest.param(
            *("2027-03-28T21:30+02:00", "2027-03-29T08:00+02:00", HERE, (), TWO),
            id="and then a new one begins",
        ),
        pytest.param(
            *("2027-10-25T08:00+02:00", "2027-10-31T21:30+01:00", HERE, (), ONE),
            id="the week in which it goes back is an hour longer",
        ),
        pytest.param(
            *("2027-10-31T21:30+01:00", "2027-11-01T08:00+01:00", HERE, (), TWO),
            id="and then as well",
        ),
        pytest.param(
            *("2027-01-17T20:00+13:00", "2027-01-18T08:00+13:00", THERE, (), TWO),
            id="Monday morning in Auckland is Sunday in Europe",
        ),
        pytest.param(
            *("2027-01-18T08:00+13:00", "2027-01-24T20:00+13:00", THERE, (), ONE),
            id="and it is of the week after it",
        ),
        pytest.param(
            *("2026-12-21T18:30+01:00", "2026-12-23T18:30+01:00", HERE),
            *((EXAM, HOLIDAY), TWO),
            id="a week with an exam has two, also in a holiday",
        ),
        pytest.param(
            *("2026-12-21T18:30+01:00", "2026-12-23T18:30+01:00", HERE),
            *((HOLIDAY,), ONE),
            id="a week of that holiday without exams has one",
        ),
    ],
)
def test_whether_there_is_attention_for_a_second_one(
    first: str, second: str, zone: str, periods: tuple[dict[str, Any], ...], said: Word | Reason
) -> None:
    catalog = make_catalog(
        institution=make_institution(zone=zone), calendar=make_calendar(periods=periods)
    )
    spent = Attention(sent=(datetime.fromisoformat(first).astimezone(UTC),))
    now = datetime.fromisoformat(second).astimezone(UTC)

    assert weigh(make_nudge(), spent, Known(), catalog, now, lambda _: True) is said
