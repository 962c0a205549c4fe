"""One budget of attention over all campaigns, and less for those who never react (R20)."""

from datetime import UTC, datetime, timedelta

import pytest
from builders import make_calendar, make_catalog, make_nudge
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
