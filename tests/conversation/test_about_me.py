"""What a student tells of themselves: only what is offered, and never a must (R6, R21)."""

from datetime import UTC, datetime

import pytest
from builders import make_catalog, make_institution

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.language import Language
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Channel, Incoming, Session
from signpost_bot.model.student import View
from signpost_bot.model.turn import Turn

NOW = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
CAMPUSES = [{"slug": "centrum", "name": "Centrum"}, {"slug": "noord", "name": "Noord"}]
TWO = make_catalog(institution=make_institution(campuses=CAMPUSES))
ONE = make_catalog()
TOLD = Profile(year=2, campus="noord", programme="law", international=True, wants_online=False)


def _turn(choice: str, told: Profile, catalog: IndexedCatalog, institution: str) -> Turn:
    session = Session(institution=institution, language=Language.EN, profile=told)
    incoming = Incoming(channel=Channel.TERMINAL, choice=choice)
    return take_turn(View(session=session), incoming, catalog, NOW)


def _choose(choice: str, told: Profile = TOLD, *, institution: str = "voorbeeld") -> Turn:
    return _turn(choice, told, IndexedCatalog.build(TWO, build_index()), institution)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("year:4", Profile(year=4)),
        ("year:none", Profile()),
        ("campus:noord", Profile(campus="noord")),
        ("campus:none", Profile()),
    ],
)
def test_a_tap_is_kept_and_a_rather_not_erases(choice: str, told: Profile) -> None:
    before = Profile(year=1) if "year" in choice else Profile(campus="centrum")

    assert _choose(choice, before).session.profile == told


@pytest.mark.parametrize(
    "choice", ["year:0", "year:6", "year:x", "campus:elsewhere", "year:1:2", "year: 1", "year:²"]
)
def test_what_no_button_offers_is_not_kept(choice: str) -> None:
    assert _choose(choice).session.profile == TOLD


def test_each_thing_that_is_known_is_shown_with_a_way_to_change_it() -> None:
    turn = _turn("year:2", TOLD, IndexedCatalog.build(TWO, build_index()), "voorbeeld")

    said = turn.replies[0].text
    for part in ("year: 2", "campus: Noord", "programme: law", "international", "come by"):
        assert part in said
    assert {"year", "campus"} <= {button.id for button in turn.replies[0].buttons}


def test_where_there_is_one_campus_nobody_is_asked_for_it() -> None:
    turn = _turn("year:2", Profile(), IndexedCatalog.build(ONE, build_index()), "voorbeeld")

    assert "campus" not in {button.id for button in turn.replies[0].buttons}


def test_at_another_institution_a_profile_means_nothing() -> None:
    assert _choose("language:nl", institution="leiden").session.profile == Profile()
