"""What comes along from the web, and what was here already stays (R21)."""

from dataclasses import replace
from datetime import UTC, date, datetime

from web_talks import plan_for

from signpost_bot.conversation.going_on import join_sessions, join_visits
from signpost_bot.model.following import Following, Round
from signpost_bot.model.language import Language
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Session, Step
from signpost_bot.model.student import VisitState

AT = datetime(2026, 12, 1, 11, tzinfo=UTC)
ON = date(2026, 11, 24)
WEB = Session(
    institution="voorbeeld",
    language=Language.EN,
    step=Step.WRITING_SUGGESTION,
    shown=("slaap",),
    seen=("slaap", "inloop"),
    needs=("sleep",),
    asked=2,
    profile=Profile(year=1, campus="centrum", international=True),
    pending="words",
    card="abuse",
    quiet_until=ON,
)


def test_who_was_not_here_before_goes_on_as_it_was() -> None:
    assert join_sessions(None, WEB) == WEB


def test_who_was_here_keeps_what_they_told_and_goes_on_where_the_web_was() -> None:
    here = Session(
        institution="voorbeeld",
        language=Language.NL,
        shown=("huiskamer",),
        profile=Profile(year=3, international=False, mentor="slb"),
        quiet_until=date(2027, 1, 1),
    )

    assert join_sessions(here, WEB) == replace(
        WEB,
        profile=Profile(year=3, campus="centrum", international=False, mentor="slb"),
        quiet_until=date(2027, 1, 1),
    )


def test_a_card_here_stays_in_sight() -> None:
    here = Session(institution="voorbeeld", language=Language.NL, card="general")
    calm = replace(WEB, card="", quiet_until=None)

    joined = join_sessions(here, calm)

    assert (joined.card, joined.quiet_until) == ("general", None)
    assert join_sessions(here, WEB).card == "abuse"
    assert join_sessions(here, WEB).quiet_until == ON


def test_at_another_school_what_was_told_here_means_nothing() -> None:
    here = Session(
        institution="leiden", language=Language.NL, profile=Profile(year=3, mentor="slb")
    )

    assert join_sessions(here, WEB) == WEB


def test_a_visit_comes_along_without_a_reminder_or_a_question() -> None:
    asked = Following(went_on=ON, next=Round.FIRST, ask_at=AT, may_ask_later=True)
    plan = plan_for("slaap", starts_at=AT, remind_at=AT, following=asked)

    assert join_visits((), (plan,)) == (
        plan_for("slaap", starts_at=AT, following=Following(went_on=ON)),
    )


def test_a_visit_that_was_here_keeps_its_time_reminder_and_questions() -> None:
    here = plan_for("slaap", starts_at=AT, remind_at=AT, following=Following(ask_at=AT))
    web = plan_for("slaap", starts_at=AT.replace(day=8))

    assert join_visits((here,), (web,)) == ()


def test_that_they_went_counts_wherever_they_said_it() -> None:
    here = plan_for("slaap", starts_at=AT, following=Following(ask_at=AT, next=Round.FIRST))
    went = plan_for("slaap", state=VisitState.WENT, following=Following(went_on=ON))

    (joined,) = join_visits((here,), (went,))

    assert joined == replace(
        here, state=VisitState.WENT, following=replace(here.following, went_on=ON)
    )
    assert join_visits((went,), (here,)) == ()
