"""The talk as a pure function: any state, any input, always a friendly way on."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import make_catalog, make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.turn import CHOICES, COMMANDS, take_turn
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.consent import Consent
from signpost_bot.model.following import Following
from signpost_bot.model.language import Language
from signpost_bot.model.national import AlarmKind
from signpost_bot.model.session import Channel, Incoming, Session, Step
from signpost_bot.model.student import View
from signpost_bot.model.turn import (
    AlarmRaised,
    ConsentGiven,
    NothingFound,
    OfferingShown,
    Request,
    SuggestionMade,
    Turn,
    Visited,
    VisitPlanned,
)
from signpost_bot.safety.guard import read_text

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CATALOG = IndexedCatalog.build(
    make_catalog(
        offerings=(
            make_offering(),
            make_offering(slug="slaap", needs=["sleep"], join="link", link="https://x.example"),
        )
    ),
    build_index(),
)
SESSION = Session(institution="voorbeeld", language=Language.NL)
ANY_TEXT = st.text(st.characters(exclude_categories=[]))


def _take(incoming: Incoming, session: Session | None = SESSION) -> Turn:
    return take_turn(View(session=session), incoming, CATALOG, NOW)


def _say(text: str, session: Session | None = SESSION) -> Turn:
    return _take(read_text(text, Channel.TERMINAL), session)


def _tap(choice: str, session: Session | None = SESSION) -> Turn:
    return _take(Incoming(channel=Channel.TERMINAL, choice=choice), session)


@given(text=ANY_TEXT, step=st.sampled_from(Step), pending=st.sampled_from(["", "x"]))
def test_any_text_in_any_step_gets_a_reply_with_a_way_on(
    text: str, step: Step, pending: str
) -> None:
    turn = _say(text, replace(SESSION, step=step, pending=pending))

    assert turn.replies or turn.request
    assert all(reply.text for reply in turn.replies)
    assert not turn.replies or turn.replies[-1].buttons


@given(choice=st.sampled_from([*CHOICES, ""]), argument=ANY_TEXT)
def test_any_tap_old_or_forged_gets_a_friendly_way_on(choice: str, argument: str) -> None:
    for tapped in (choice, argument, f"{choice}:{argument}"):
        turn = _tap(tapped)
        assert turn.request or turn.replies[-1].buttons


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_works_with_and_without_a_slash_and_a_name(command: str) -> None:
    for text in (f"/{command}", f"/{command.upper()}@wegwijzer_bot", f"/{command} x"):
        turn = _say(text)
        assert turn.replies or turn.request


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("kind", [*AlarmKind, None])
def test_danger_comes_before_everything_in_every_step(step: Step, kind: AlarmKind | None) -> None:
    alarm = Alarm(level=Level.STRONG, kind=kind)
    incoming = Incoming(channel=Channel.TERMINAL, text="/start x", alarm=alarm, start="x")
    turn = _take(incoming, replace(SESSION, step=step, pending="words"))

    assert turn.replies[0].text.count("112") == 1
    assert "113" in turn.replies[0].text
    assert turn.facts == (AlarmRaised(alarm=alarm),)
    assert turn.session.pending == ""
    assert turn.session.quiet_until is not None
    assert turn.session.quiet_until.isoformat() == "2026-12-07"


def test_i_meant_something_else_lifts_the_quiet_and_keeps_the_line_in_sight() -> None:
    after = _say("ik wil niet meer leven en slaap slecht")
    turn = _tap("meant_else", after.session)

    assert turn.session.quiet_until is None
    assert "113" in turn.replies[0].text


def test_danger_never_shortens_a_quiet_that_somebody_chose() -> None:
    chosen = date(2026, 12, 21)
    after = _say("ik wil niet meer leven en slaap slecht", replace(SESSION, quiet_until=chosen))

    assert after.session.quiet_until == chosen
    assert _tap("meant_else", after.session).session.quiet_until == chosen


def test_a_soft_alarm_gets_the_normal_answer_and_one_warm_line() -> None:
    soft = Alarm(level=Level.SOFT, kind=None)
    text = "ik slaap slecht"
    turn = _take(Incoming(channel=Channel.TERMINAL, text=text, alarm=soft))

    assert turn.facts == (OfferingShown(offering="slaap"),)
    assert [button.id for button in turn.replies[-1].buttons] == ["now"]


def test_nothing_of_what_was_typed_stays_in_the_session() -> None:
    turn = _say("qzxmarker ik slaap slecht")

    assert "qzxmarker" not in repr(turn) + turn.session.pending


def test_a_session_of_another_institution_starts_afresh() -> None:
    elsewhere = replace(SESSION, institution="other", shown=("secret",), step=Step.OPEN)
    turn = _say("ik slaap slecht", elsewhere)

    assert turn.session.institution == "voorbeeld"
    assert "secret" not in turn.session.seen


def test_a_dutch_question_in_an_english_talk_is_answered_in_dutch() -> None:
    english = replace(SESSION, language=Language.EN)

    assert _say("ik kan al weken niet goed slapen", english).session.language is Language.NL
    assert _say("moe", english).session.language is Language.EN


def test_what_does_not_fit_is_said_and_counted_without_words() -> None:
    turn = _say("asdf qwerty zxcv")

    assert turn.facts == (NothingFound(),)
    assert "ik verzin niets" in turn.replies[0].text


def test_a_number_means_a_place_of_the_last_answer_and_only_then() -> None:
    shown = replace(SESSION, shown=("slaap",))

    assert _say("1", shown).facts == (OfferingShown(offering="slaap"),)
    assert _say("2", shown).facts == (NothingFound(),)
    assert _say("1").facts == (NothingFound(),)


def test_i_am_in_and_i_went_are_facts_for_the_action_to_write() -> None:
    tuesday = datetime(2026, 11, 24, 11, tzinfo=UTC)

    assert _tap("join:slaap").facts == (VisitPlanned(offering="slaap", starts_at=tuesday),)
    following = Following(went_on=date(2026, 11, 23))
    assert _tap("went:slaap").facts == (Visited(offering="slaap", following=following),)
    assert _tap("join:gone").facts == ()


def test_remind_me_takes_the_first_moment_that_leaves_time() -> None:
    fact, yes = _tap("remind:huiskamer").facts

    assert yes == ConsentGiven(kind=Consent.REMINDERS)
    assert fact == VisitPlanned(
        offering="huiskamer",
        starts_at=datetime(2026, 11, 24, 11, tzinfo=UTC),
        remind_at=datetime(2026, 11, 23, 17, 30, tzinfo=UTC),
    )


def test_words_are_passed_on_only_with_the_tap_that_follows_seeing_them() -> None:
    invited = _tap("pass-on")
    shown = _say("graag een kookclub", invited.session)

    assert shown.facts == ()
    assert _tap("pass", shown.session).facts == (SuggestionMade(words="graag een kookclub"),)
    assert _tap("pass").facts == ()
    assert _tap("week", shown.session).session.pending == ""


def test_forget_and_show_are_requests_to_the_database() -> None:
    assert _tap("forget").request is Request.FORGET_ME
    assert _tap("mine").request is Request.SHOW_MY_DATA
