"""What made-up students do on which day, and what it changes of them."""

from datetime import UTC, datetime

import pytest
from dry import make_indexed, make_persona

from signpost_bot.model.consent import Consent
from signpost_bot.model.student import VisitState
from signpost_bot.simulation.clock import Clock
from signpost_bot.simulation.days import Tap, begin, list_taps, reacts_to, take_tap

CATALOG = make_indexed()


def test_they_come_in_first_and_do_nothing_before() -> None:
    visits = [
        {"offering": "huiskamer", "went_on": "2026-09-01"},
        {"offering": "huiskamer", "remind_on": "2026-10-05"},
    ]

    taps = list_taps(make_persona(visits=visits, quiet_on=["2026-09-20"]), CATALOG)

    assert [tap.choice for tap in taps] == ["", "quiet", "remind:huiskamer"]
    assert taps[0].at == datetime(2026, 9, 7, 10, tzinfo=UTC), "noon, on the clock there"


def test_a_tap_changes_what_the_talk_says_that_it_changes() -> None:
    who = begin(make_persona(consents=["messages"]), CATALOG)
    at = datetime(2026, 10, 5, 10, tzinfo=UTC)

    reminded = take_tap(who, Tap(at=at, choice="remind:huiskamer"), CATALOG)
    went = take_tap(reminded, Tap(at=at, choice="went:huiskamer"), CATALOG)
    quiet = take_tap(went, Tap(at=at, choice="quiet"), CATALOG)

    assert reminded.consents == {Consent.MESSAGES, Consent.REMINDERS}
    assert reminded.visits[0].remind_at == datetime(2026, 10, 5, 16, 30, tzinfo=UTC)
    assert [one.state for one in went.visits] == [VisitState.WENT], "one visit to one offering"
    assert quiet.session.quiet_until is not None


def test_what_they_told_is_all_of_a_profile() -> None:
    told = {
        "year": 2,
        "programme": "pabo",
        "campus": "centrum",
        "international": True,
        "began_on": "2026-08-31",
        "mentor": "huiskamer",
    }

    profile = begin(make_persona(told=told), CATALOG).session.profile

    assert {name: str(getattr(profile, name)) for name in told} == {
        name: str(value) for name, value in told.items()
    }


@pytest.mark.parametrize(
    ("reacts", "to"), [("always", [1, 2, 3, 4]), ("sometimes", [2, 4]), ("never", [])]
)
def test_to_which_messages_they_react(reacts: str, to: list[int]) -> None:
    persona = make_persona(reacts=reacts)

    assert [number for number in range(1, 5) if reacts_to(persona, number)] == to


def test_the_clock_stops_once_at_each_moment_and_never_goes_back() -> None:
    days = [datetime(2026, 9, day, tzinfo=UTC) for day in range(1, 6)]
    clock = Clock(days[1], [days[3], days[1], days[3], days[0]])
    stops = []

    for now in clock.until(days[4]):
        stops.append(now)
        clock.set(days[0], days[2], days[4])

    assert stops == [days[1], days[2], days[3]]
