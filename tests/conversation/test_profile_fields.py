"""Each thing is told, changed and taken back apart; the own mentor is a free choice (R8, R21)."""

from dataclasses import replace
from datetime import date

import pytest
from builders import make_catalog
from knowing import WITH_ALL, Talk

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.model.profile import EARLIER, Profile


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("programme:ict", Profile(programme="ict")),
        ("international:yes", Profile(international=True)),
        ("international:no", Profile(international=False)),
        ("began_on:2026-08-31", Profile(began_on=date(2026, 8, 31))),
        ("began_on:earlier", Profile(began_on=EARLIER)),
        ("mentor:thijs", Profile(mentor="thijs")),
    ],
)
def test_each_thing_is_told_and_taken_back_and_the_rest_stays(choice: str, told: Profile) -> None:
    talk = Talk(WITH_ALL, Profile(year=2))
    shown = talk.tap(choice)

    assert talk.session.profile == replace(told, year=2)
    assert shown.replies[0].text.count("\n- ") == 2
    talk.tap(f"{choice.partition(':')[0]}:none")
    assert talk.session.profile == Profile(year=2)


@pytest.mark.parametrize(
    ("programme", "expected"),
    [(None, {"thijs"}), ("zorg", {"sam", "thijs"}), ("ict", {"ida", "thijs"})],
)
def test_mentors_are_persons_of_the_own_programme_or_of_all(
    programme: str | None, expected: set[str]
) -> None:
    turn = Talk(WITH_ALL, Profile(programme=programme)).tap("mentor")

    ids = {button.id.partition(":")[2] for button in turn.replies[0].buttons}
    assert ids == expected | {"none"}


def test_what_can_no_longer_be_chosen_can_be_taken_back() -> None:
    talk = Talk(IndexedCatalog.build(make_catalog(), build_index()), Profile(mentor="gone"))
    page = talk.tap("mentor")

    assert [button.id for button in page.replies[0].buttons] == ["mentor:none"]
    shown = talk.tap("mentor:none")
    assert "mentor" not in {button.id for button in shown.replies[0].buttons}


def test_the_own_mentor_is_shown_first_and_a_gone_one_leaves_no_gap() -> None:
    """R8; the person at school comes next."""
    assert Talk(WITH_ALL, Profile(mentor="sam")).tap("talk").session.shown == ("sam", "huiskamer")
    assert Talk(WITH_ALL, Profile(mentor="gone")).tap("talk").session.shown[0] == "huiskamer"
    assert Talk(WITH_ALL).tap("talk").session.shown[0] == "huiskamer"


def test_a_check_in_that_leads_to_a_person_shows_the_own_mentor_first() -> None:
    turn = Talk(WITH_ALL, Profile(mentor="sam")).tap("checkin:week-8:moeilijk:")

    assert turn.replies[0].text.startswith("Dank je.")
    assert turn.session.shown == ("sam", "huiskamer")


def test_who_is_at_school_in_danger_stays_the_person_at_school() -> None:
    talk = Talk(WITH_ALL, Profile(mentor="sam"))

    assert "sam" not in talk.tap("school").replies[0].text
    assert "sam" not in talk.tap("now").replies[0].text
