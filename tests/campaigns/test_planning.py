"""When a nudge goes out: so many days before, at a local hour, never at night (R5)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import make_calendar, make_catalog, make_nudge
from pydantic import ValidationError

from signpost_bot.calendar import after_quiet
from signpost_bot.campaigns.planning import list_occasions
from signpost_bot.model.campaign import CampaignState, Circle
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.occasion import Occasion

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEAR = (datetime(2026, 8, 1, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC))


def _catalog(*first_days: date, state: CampaignState = CampaignState.RUNNING) -> Catalog:
    both = {"nl": "Tentamens", "en": "Exams"}
    periods = [
        {"slug": f"t-{i}", "kind": "exams", "title": both, "first_on": day, "last_on": day}
        for i, day in enumerate(first_days)
    ]
    campaign = make_nudge(state=state)
    return make_catalog(calendar=make_calendar(periods=periods), campaigns=(campaign,))


def test_a_nudge_goes_out_once_before_each_period_of_its_kind() -> None:
    catalog = _catalog(date(2026, 11, 30), date(2027, 1, 18))

    assert list_occasions(catalog, *YEAR) == (
        Occasion(
            campaign="tentamens",
            key="t-0:2026",
            due_at=datetime(2026, 11, 20, 17, 30, tzinfo=UTC),
            best_before=datetime(2026, 11, 24, 17, 30, tzinfo=UTC),
        ),
        Occasion(
            campaign="tentamens",
            key="t-1:2026",
            due_at=datetime(2027, 1, 8, 17, 30, tzinfo=UTC),
            best_before=datetime(2027, 1, 12, 17, 30, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("first_day", "hour_utc"), [(date(2027, 4, 7), 16), (date(2026, 11, 4), 17)]
)
def test_on_the_days_the_clock_changes_it_is_still_half_past_six(
    first_day: date, hour_utc: int
) -> None:
    """28 March 2027 and 25 October 2026."""
    (occasion,) = list_occasions(_catalog(first_day), *YEAR)

    assert occasion.due_at.hour == hour_utc
    assert f"{occasion.due_at.astimezone(AMSTERDAM):%H:%M}" == "18:30"


def test_only_what_is_near_and_not_yet_past_is_planned() -> None:
    catalog = _catalog(date(2026, 11, 30))
    due = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    hour = timedelta(hours=1)

    assert list_occasions(catalog, due - 9 * hour, due - hour) == ()
    assert len(list_occasions(catalog, due - hour, due)) == 1
    assert len(list_occasions(catalog, due + 95 * hour, due + 99 * hour)) == 1
    assert list_occasions(catalog, due + 96 * hour, due + 99 * hour) == ()


def test_a_campaign_can_be_about_some_periods_of_its_kind_only() -> None:
    """Whose exams are moved gets none about the first: what replaces it need not be named."""
    catalog = _catalog(date(2026, 11, 30), date(2027, 1, 18))
    both = {"nl": "Later", "en": "Later"}
    moved = {
        **{"slug": "later", "kind": "exams", "title": both, "replaces": "t-1"},
        **{"first_on": "2027-01-25", "last_on": "2027-01-29", "campuses": ["noord"]},
    }
    periods = [one.model_dump() for one in (catalog.calendar or make_calendar()).periods]
    timing = {"period_kind": "exams", "periods": ["t-1"], "days_before": 10, "at": "18:30"}
    nudge = {**make_nudge().model_dump()["nudge"], "timing": timing}
    campaign = make_nudge(nudge=nudge)
    calendar = make_calendar(periods=[*periods, moved])

    found = list_occasions(make_catalog(calendar=calendar, campaigns=(campaign,)), *YEAR)

    assert [(one.key, one.without) for one in found] == [
        ("t-1:2026", (Circle(campuses=("noord",)),))
    ]


@pytest.mark.parametrize("state", [CampaignState.DRAFT, CampaignState.PAUSED])
def test_a_campaign_that_does_not_run_plans_nothing(state: CampaignState) -> None:
    assert list_occasions(_catalog(date(2026, 11, 30), state=state), *YEAR) == ()


@pytest.mark.parametrize("at", ["22:00", "23:30", "00:00", "07:59"])
def test_nobody_can_write_a_campaign_for_the_night(at: str) -> None:
    timing = {"period_kind": "exams", "days_before": 1, "at": at}
    nudge = {**make_nudge().model_dump()["nudge"], "timing": timing}

    with pytest.raises(ValidationError, match="in_quiet_hours"):
        make_nudge(nudge=nudge)


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        ("2026-11-23T21:59+01:00", "2026-11-23T21:59+01:00"),
        ("2026-11-23T22:00+01:00", "2026-11-24T08:00+01:00"),
        ("2026-11-24T07:59+01:00", "2026-11-24T08:00+01:00"),
        ("2026-11-24T08:00+01:00", "2026-11-24T08:00+01:00"),
        ("2026-10-24T23:00+02:00", "2026-10-25T08:00+01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T08:00+01:00"),
        ("2027-03-27T23:00+01:00", "2027-03-28T08:00+02:00"),
        ("2027-03-28T03:30+02:00", "2027-03-28T08:00+02:00"),
    ],
)
def test_quiet_hours_end_at_eight_also_when_the_clock_changes(moment: str, after: str) -> None:
    found = after_quiet(datetime.fromisoformat(moment), AMSTERDAM)

    assert found == datetime.fromisoformat(after)
