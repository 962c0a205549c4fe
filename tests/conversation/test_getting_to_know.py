"""After a yes one thing at a time is asked, never twice, and a skip ends it (R6, R8, R21)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowing import WITH_ALL, WITH_NUDGES, Talk

from signpost_bot.model.consent import Consent
from signpost_bot.model.profile import EARLIER, Profile, ProfileField
from signpost_bot.model.turn import Turn


def _asked(turn: Turn) -> list[str]:
    """The fields that are asked for in a turn, one for each question."""
    return [
        field
        for reply in turn.replies
        for field in {b.id.split(":")[1] for b in reply.buttons if b.id.startswith("tell:")}
    ]


def test_after_a_yes_the_thing_that_helps_most_is_asked_with_why() -> None:
    turn = Talk(WITH_NUDGES).tap("yes:messages")

    assert _asked(turn) == ["year"]
    assert "Dan krijg je alleen wat over jouw jaar gaat." in turn.replies[-1].text
    assert turn.replies[-1].buttons[-1].id == "tell:year:none"


def test_an_answer_is_kept_and_brings_the_next_until_nothing_helps() -> None:
    talk = Talk(WITH_NUDGES)
    talk.tap("yes:messages")

    assert _asked(talk.tap("tell:year:1")) == ["campus"]
    end = talk.tap("tell:campus:noord")
    assert _asked(end) == []
    assert "dat was alles" in end.replies[0].text
    assert talk.session.profile == Profile(year=1, campus="noord")


def test_a_skip_ends_the_asking_and_keeps_what_was_told() -> None:
    talk = Talk(WITH_NUDGES)
    talk.tap("yes:messages")
    talk.tap("tell:year:1")
    skipped = talk.tap("tell:campus:none")

    assert _asked(skipped) == []
    assert talk.session.profile == Profile(year=1)


def test_a_second_yes_asks_nothing_again() -> None:
    """The way back after many messages is the same button."""
    talk = Talk(WITH_ALL)
    talk.tap("yes:messages")
    talk.tap("no:checkins:goes-on")
    talk.tap("tell:year:none")
    again = talk.tap("yes:messages")

    assert len(again.replies) == 1
    assert _asked(again) == []
    assert "hoe het gaat" not in again.replies[0].text


def test_who_told_everything_is_asked_nothing() -> None:
    turn = Talk(WITH_NUDGES, Profile(year=1, campus="noord")).tap("yes:messages")

    assert _asked(turn) == []


def test_the_yes_to_check_ins_is_asked_only_where_they_run_and_before_the_rest() -> None:
    offered = Talk(WITH_ALL).tap("yes:messages")

    assert _asked(offered) == []
    assert [button.id for button in offered.replies[0].buttons] == [
        "yes:checkins",
        "no:checkins:goes-on",
    ]
    without = Talk(WITH_NUDGES).tap("yes:messages")
    assert "yes:checkins" not in {b.id for reply in without.replies for b in reply.buttons}


@pytest.mark.parametrize(
    ("choice", "consents"),
    [
        ("yes:checkins", {Consent.MESSAGES, Consent.CHECKINS}),
        ("no:checkins:goes-on", {Consent.MESSAGES}),
    ],
)
def test_after_that_yes_or_no_the_asking_goes_on(choice: str, consents: set[Consent]) -> None:
    talk = Talk(WITH_ALL)
    talk.tap("yes:messages")

    assert _asked(talk.tap(choice)) == ["year"]
    assert talk.consents == consents


def test_only_who_may_be_asked_how_it_goes_is_asked_for_start_and_mentor() -> None:
    talk = Talk(WITH_ALL, Profile(year=1, campus="noord"))
    talk.tap("yes:messages")

    assert _asked(talk.tap("yes:checkins")) == ["began_on"]
    assert _asked(talk.tap("tell:began_on:earlier")) == []
    assert talk.session.profile.began_on == EARLIER

    other = Talk(WITH_ALL, Profile(year=1, campus="noord"))
    other.tap("yes:messages")
    assert _asked(other.tap("no:checkins:goes-on")) == []


@pytest.mark.parametrize(
    "choice",
    [
        *("tell", "tell:", "tell:name:x", "tell:year:9", "tell:campus:elsewhere", "tell:year:1:2"),
        *("tell:mentor:huiskamer", "tell:mentor:ida", "tell:began_on:2026-09-01"),
        *("tell:programme:law", "tell:wants_online:yes"),
        *("began_on:2000-01-01", "mentor:peer", "international:true"),
    ],
)
def test_what_no_button_offers_is_not_kept(choice: str) -> None:
    talk = Talk(WITH_ALL, Profile(programme="zorg"))
    talk.tap(choice)

    assert talk.session.profile == Profile(programme="zorg")


@given(taps=st.lists(st.integers(0, 9), max_size=12))
def test_never_more_than_one_question_at_a_time_and_none_twice(taps: list[int]) -> None:
    """Whatever is tapped of what is on the screen."""
    talk = Talk(WITH_ALL)
    turn = talk.tap("yes:messages")
    asked: list[str] = []
    for tap in taps:
        now = _asked(turn)
        assert len(now) <= 1
        assert not set(now) & set(asked)
        assert not any(talk.session.profile.tells(ProfileField(field)) for field in now)
        asked += now
        buttons = [
            button.id
            for reply in turn.replies
            for button in reply.buttons
            if button.id.startswith(("tell:", "yes:", "no:"))
        ]
        if not buttons:
            break
        turn = talk.tap(buttons[tap % len(buttons)])
