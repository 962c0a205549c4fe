"""What moves along with a period, and how that is said (R5, R6)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import make_calendar, make_catalog, make_nudge

from signpost_bot.campaigns.moving import Moved, list_moved, say_moved
from signpost_bot.model.campaign import Campaign, CampaignState
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.language import Language

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
EXAMS = {"slug": "t2", "kind": "exams", "title": {"nl": "Tentamens blok 2", "en": "Block 2 exams"}}


def with_exams(first_on: str, last_on: str, *campaigns: Campaign, **changes: str) -> Catalog:
    period = EXAMS | {"first_on": first_on, "last_on": last_on} | changes
    return make_catalog(calendar=make_calendar(periods=[period]), campaigns=campaigns)


def before_exams(slug: str, **changes: object) -> Campaign:
    """Ten days before the first day of exams, at half past six; running."""
    return make_nudge(slug=slug, **{"state": CampaignState.RUNNING} | changes)


def from_last_day(slug: str) -> Campaign:
    return before_exams(
        slug,
        nudge=make_nudge().model_dump()["nudge"]
        | {"timing": {"period_kind": "exams", "edge": "last", "days_after": 1, "at": "18:30"}},
    )


def moved(before: Catalog, first_on: str, last_on: str, **changes: str) -> tuple[Moved, ...]:
    after = with_exams(first_on, last_on, **changes).calendar
    return list_moved(before, replace(before, calendar=after), NOW)


def test_the_campaigns_that_count_from_what_moves_go_along_and_no_others() -> None:
    draft = before_exams("draft", state=CampaignState.DRAFT)
    campaigns = (before_exams("a"), before_exams("b"), from_last_day("end"), draft)
    before = with_exams("2027-01-18", "2027-01-29", *campaigns)

    (one,) = moved(before, "2027-01-25", "2027-01-29")

    assert [occasion.campaign for occasion in one.moving] == ["a", "b"]
    assert one.ending == ()
    (longer,) = moved(before, "2027-01-18", "2027-02-05")
    assert [occasion.campaign for occasion in longer.moving] == ["end"]
    assert moved(before, "2027-01-18", "2027-01-29") == ()


def test_what_is_gone_of_another_kind_or_of_another_year_no_longer_goes_out() -> None:
    before = with_exams("2027-01-18", "2027-01-29", before_exams("a"))
    gone = list_moved(before, replace(before, calendar=make_calendar(periods=[])), NOW)

    for changed in (
        gone,
        moved(before, "2027-01-19", "2027-01-29", kind="resits"),
        moved(before, "2027-09-06", "2027-09-17"),
        moved(before, "2026-11-20", "2026-11-27"),  # past its best-before already
    ):
        (one,) = changed
        assert [occasion.key for occasion in one.ending] == ["t2:2026"]
        assert one.moving == ()


def test_nothing_is_said_of_what_went_out_or_of_periods_that_no_campaign_counts_from() -> None:
    past = with_exams("2026-11-02", "2026-11-06", before_exams("a"))
    silent = with_exams("2027-01-18", "2027-01-29")

    assert moved(past, "2026-11-03", "2026-11-06") == ()
    assert moved(silent, "2027-01-25", "2027-01-29") == ()


@pytest.mark.parametrize(
    ("moving", "waiting", "said"),
    [
        (1, 12, "1 campaign moves with it; messages are ready for 12 students"),
        (3, 10, "3 campaigns move with it; messages are ready for 10 students"),
        (3, 9, "3 campaigns move with it; messages are ready for fewer than 10 students"),
        (3, 0, "3 campaigns move with it; messages are ready for fewer than 10 students"),
        (3, None, "3 campaigns move with it; messages are ready for fewer than 10 students"),
    ],
)
def test_it_is_said_in_one_sentence_without_a_number_below_ten(
    moving: int, waiting: int | None, said: str
) -> None:
    campaigns = [before_exams(f"c{n}") for n in range(moving)]
    (one,) = moved(with_exams("2027-01-18", "2027-01-22", *campaigns), "2027-01-25", "2027-01-25")

    sentence = say_moved(replace(one, waiting=waiting), Language.EN)

    days = "18 January 2027 – 22 January 2027 → 25 January 2027"
    assert sentence == f"Block 2 exams: {days}; {said}"


def test_that_it_ends_is_said_too_in_both_languages() -> None:
    before = with_exams("2027-01-18", "2027-01-18", before_exams("a"))
    (one,) = list_moved(before, replace(before, calendar=None), NOW)

    assert say_moved(one, Language.NL) == (
        "Tentamens blok 2: 18 januari 2027 vervalt; 1 campagne gaat hierover niet meer uit; "
        "er staan berichten klaar voor minder dan 10 studenten"
    )


def test_further_away_than_can_be_planned_is_found_as_well() -> None:
    day = date(2026, 11, 25) + timedelta(days=380)
    before = with_exams(str(day), str(day), before_exams("a"))
    then = day + timedelta(days=2)

    assert len(moved(before, str(then), str(then))) == 1
