"""The feed of a student: the right times, the peaks, and nothing of the subject (R1, R20, R21)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from builders import (
    make_calendar,
    make_catalog,
    make_checkin,
    make_institution,
    make_nudge,
    make_offering,
)
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from signpost_bot.calendar import list_occurrences
from signpost_bot.campaigns.own_feed import AHEAD, MOST, ends_on, list_peaks, to_own_feed
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.feed import Feed
from signpost_bot.model.language import Language

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SECRET = "f" * 64
PAGE = "https://weg.example/chat/voorbeeld"
DISCREET = make_offering(
    slug="angst",
    title={"nl": "Angst de baas", "en": "Beating anxiety"},
    summary={"nl": "Praten over angst.", "en": "Talking about anxiety."},
    place={"where": {"nl": "kamer 9 van de psycholoog", "en": "room 9 of the psychologist"}},
    discreet=True,
)
FEED = Feed(
    institution="voorbeeld",
    language=Language.NL,
    offerings=("huiskamer", "angst"),
    keep_to=date(2027, 6, 1),
)


def school(*campaigns: Any, **changes: Any) -> Catalog:
    """The made-up school with something discreet, and these campaigns."""
    known = {"offerings": (make_offering(), DISCREET), "campaigns": campaigns}
    return make_catalog(**(known | changes))


def written(catalog: Catalog, secret: str = SECRET, now: datetime = NOW, **changes: Any) -> str:
    return to_own_feed(replace(FEED, **changes), secret, catalog, PAGE, now).decode()


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_it_is_valid_for_two_programs_and_says_when_and_never_what() -> None:
    text = written(school(make_nudge()))
    whole = vobject.readOne(text)
    plain = text.replace("\r\n ", "")

    assert whole.validate(raiseException=True)
    assert Calendar.from_ical(text).errors == []
    assert {str(one.summary.value) for one in whole.vevent_list} == {"Wegwijzer"}
    assert {str(one.description.value) for one in whole.vevent_list} == {
        f"Kijk in de Wegwijzer: {PAGE}"
    }
    assert "gebouw A 0.01" in plain
    for word in ("huiskamer", "angst", "Koffie", "psycholoog", "tentamen", "Noor", SECRET):
        assert word.casefold() not in plain.casefold(), word


def test_the_times_are_those_of_the_bot_and_not_in_the_holidays() -> None:
    catalog = school()
    times = [one["DTSTART"].dt for one in events(written(catalog, offerings=("huiskamer",)))]
    ours = list_occurrences(make_offering(), catalog, NOW, 1_000)

    assert times == [one.starts_at for one in ours if one.starts_at < NOW + AHEAD][:MOST]
    assert len(times) == MOST
    assert datetime(2026, 12, 22, 11, tzinfo=UTC) not in times, "in the Christmas holiday"
    assert all(one.astimezone(ZoneInfo("Europe/Amsterdam")).hour == 12 for one in times)


def test_what_is_open_every_day_does_not_fill_an_agenda() -> None:
    daily = make_offering(moments=[{"start": "09:00", "weekdays": ["mon", "tue", "wed"]}])
    found = events(written(school(offerings=(daily,)), offerings=("huiskamer",)))

    assert len(found) == MOST
    assert all("DTEND" not in one for one in found), "nobody said until when"


def test_the_ids_stay_and_tell_nothing_without_the_address() -> None:
    catalog = school(make_nudge())
    first, again, other = (
        [str(one["UID"]) for one in events(text)]
        for text in (
            written(catalog),
            written(catalog, now=NOW + timedelta(minutes=1)),
            written(catalog, "e" * 64),
        )
    )

    assert first == again
    assert len(set(first)) == len(first)
    assert not set(first) & set(other)


def test_what_is_no_longer_there_and_what_comes_after_the_last_day_stays_out() -> None:
    assert events(written(school(), offerings=("gone",))) == []
    last = [
        one["DTSTART"].dt.date() for one in events(written(school(), keep_to=date(2026, 12, 1)))
    ]
    assert max(last) == date(2026, 12, 1)


def test_a_peak_is_the_day_of_a_nudge_the_whole_day_and_no_appointment() -> None:
    (peak,) = events(written(school(make_nudge()), offerings=(), now=NOW - timedelta(days=20)))[:1]

    assert peak["DTSTART"].dt == date(2026, 11, 20)
    assert peak["DTEND"].dt == date(2026, 11, 21)
    assert peak["TRANSP"] == "TRANSPARENT"


def _peaks(*campaigns: Any, now: datetime = NOW, **changes: Any) -> tuple[date, ...]:
    return list_peaks(school(*campaigns, **changes), now, now + AHEAD)


BEFORE = datetime(2026, 11, 1, 9, tzinfo=UTC)
ONCE = {"timing": {"own_start": True, "days_after": 14, "at": "18:30"}}
WORDS = {"needs": ["talk"], "opening": {"nl": "Kijk.", "en": "Look."}}


def test_one_a_week_goes_and_the_first_one() -> None:
    later = {"timing": {"period_kind": "exams", "days_before": 9, "at": "18:30"}}
    both = (make_nudge(), make_nudge(slug="later", nudge=later | WORDS))

    assert _peaks(*both, now=BEFORE) == _peaks(make_nudge(), now=BEFORE)
    assert _peaks(make_nudge(), now=BEFORE)[0] == date(2026, 11, 20)


@pytest.mark.parametrize(
    "campaign",
    [
        make_nudge(state="paused"),
        make_nudge(circle={"years": [1]}),
        make_checkin(),
        make_nudge(nudge=ONCE | WORDS),
    ],
    ids=["does not run", "is for a circle", "asks a question", "counts from an own start"],
)
def test_what_does_not_go_to_everybody_is_no_peak(campaign: Any) -> None:
    assert _peaks(campaign, now=BEFORE) == ()


def test_the_first_100_days_count_from_the_calendar() -> None:
    began = {
        "slug": "eerste-100-dagen",
        "kind": "first_100_days",
        "title": {"nl": "Eerste 100 dagen", "en": "First 100 days"},
        "first_on": "2026-11-02",
        "last_on": "2027-02-09",
    }
    calendar = make_calendar(periods=[began])

    found = _peaks(make_nudge(nudge=ONCE | WORDS), now=BEFORE, calendar=calendar)

    assert found == (date(2026, 11, 16),)


def test_where_nobody_looks_after_the_catalog_there_are_no_peaks() -> None:
    old = make_offering(checked_on="2026-01-01")
    real = make_institution(fictional=False)

    assert _peaks(make_nudge(), now=BEFORE, institution=real) != ()
    assert _peaks(make_nudge(), now=BEFORE, institution=real, offerings=(old,)) == ()


@given(st.dates(date(2024, 1, 1), date(2034, 12, 31)))
def test_it_ends_with_the_academic_year_if_that_is_worth_the_trouble(today: date) -> None:
    last = ends_on(today)

    assert timedelta(days=30) <= last - today <= timedelta(days=200)
    assert (last.month, last.day) == (7, 31) or last - today == timedelta(days=200)


def test_it_ends_with_the_year_in_spring_and_after_200_days_in_autumn_and_july() -> None:
    assert ends_on(date(2027, 3, 1)) == date(2027, 7, 31)
    assert ends_on(date(2026, 11, 24)) == date(2027, 6, 12)
    assert ends_on(date(2027, 7, 15)) == date(2028, 1, 31)
