"""The year of the students of voorbeeld reads well: a step in each message, and weeks in between
(R5, R6)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from filled import OFFERINGS

from signpost_bot.actions.catalog import check_files
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.calendar import local_day
from signpost_bot.campaigns.attention import Word, weigh
from signpost_bot.campaigns.choosing import choose_offering
from signpost_bot.campaigns.circles import Known, is_meant_for
from signpost_bot.campaigns.planning import list_occasions
from signpost_bot.catalog.lint import catalog_of
from signpost_bot.model.attention import Attention, Waiting
from signpost_bot.model.profile import Profile

YEAR = datetime(2026, 8, 20, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC)
FIRST = Profile(year=1, began_on=date(2026, 8, 31))


@pytest.fixture(scope="module")
def catalog() -> IndexedCatalog:
    """The example, as students see it."""
    documents = check_files(OFFERINGS, build_index()).documents
    read = catalog_of([one for one in documents if one.key.institution == "voorbeeld"])
    assert read
    return IndexedCatalog.build(read, build_index())


def get_year(catalog: IndexedCatalog, profile: Profile) -> list[tuple[date, str]]:
    """The day and the campaign of each message, to who said yes to all and reacts to each."""
    known, tz = Known(profile=profile), catalog.institution.tz
    mine = [one for one in list_occasions(catalog, *YEAR) if is_meant_for(one, known)]
    waiting = tuple(
        Waiting(campaign=one.campaign, occasion=one.key, due_at=one.due_at) for one in mine
    )
    attention, got = Attention(waiting=waiting), list[tuple[date, str]]()
    for one in mine:
        campaign = catalog.campaign(one.campaign)
        assert campaign
        if about := campaign.nudge:
            given = (frozenset[str](), one.due_at, one.best_before, profile)
            assert choose_offering(about, catalog, *given), f"{one.campaign} on {one.due_at}"
        attention = attention.without(one.campaign, one.key)
        word = weigh(campaign, attention, known, catalog, one.due_at, lambda _: True)
        if word is Word.MESSAGE:
            # They react to it, so nothing is left unanswered.
            attention = attention.after_one(one.due_at, is_of_year=False)
            got.append((local_day(one.due_at, tz), one.campaign))
    return got


def test_a_first_year_gets_two_in_september_and_each_at_its_moment(catalog: IndexedCatalog) -> None:
    """The first week is for who said yes after the first day: a week holds one message."""
    got = [(day.isoformat(), slug) for day, slug in get_year(catalog, FIRST)]

    assert got[:10] == [
        ("2026-08-25", "voor-de-start"),
        ("2026-08-31", "eerste-dag"),
        ("2026-09-14", "week-2"),
        ("2026-09-28", "week-4"),
        ("2026-10-26", "week-8"),
        ("2026-11-20", "tentamens"),
        ("2026-12-08", "dag-100"),
        ("2027-01-08", "tentamens"),
        ("2027-01-11", "blok-2"),
        ("2027-01-21", "tussen"),
    ]


def test_an_international_student_hears_of_the_holidays_before_the_hundredth_day(
    catalog: IndexedCatalog,
) -> None:
    got = get_year(catalog, replace(FIRST, international=True))
    holidays = [day.isoformat() for day, slug in got if slug == "vakantie"]

    assert holidays[0] == "2026-12-11"
    assert "dag-100" not in {slug for _, slug in got}


@pytest.mark.parametrize(
    ("profile", "welcome"),
    [
        (Profile(), None),
        (Profile(year=2), "welkom-jaar-2"),
        (Profile(year=3), "welkom-jaar-3"),
        (Profile(year=4), None),
        (replace(FIRST, programme="verpleegkunde", campus="centrum"), "eerste-dag"),
        (replace(FIRST, programme="verpleegkunde", campus="noord"), "eerste-dag"),
        (replace(FIRST, began_on=date(2027, 2, 1)), "eerste-dag"),
    ],
)
def test_nobody_gets_more_than_twenty_a_year_or_a_few_a_month(
    profile: Profile, welcome: str | None, catalog: IndexedCatalog
) -> None:
    since = profile.began_on - timedelta(days=10) if profile.began_on else date.min
    got = [(day, slug) for day, slug in get_year(catalog, profile) if day >= since]
    months = Counter((day.year, day.month) for day, _ in got)
    firsts = {slug for _, slug in got if slug.startswith(("welkom", "eerste"))}

    assert 8 <= len(got) <= 20
    # June is an exam month, and the nineteenth week of who begins in February.
    assert max(months.values()) <= (4 if profile.began_on == date(2027, 2, 1) else 3)
    assert firsts == ({welcome} if welcome else set())
