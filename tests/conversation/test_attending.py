"""A code that is scanned, "I went", and the yes to being asked later (R7, R20, R21)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import make_after_visit, make_catalog
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.attendance import PREFIX, AttendanceCode, read_code
from signpost_bot.model.consent import Consent
from signpost_bot.model.following import Following, Round
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Session
from signpost_bot.model.student import View, Visit, VisitState
from signpost_bot.model.turn import ConsentGiven, FollowedUp, Turn, Visited, VisitPlanned
from signpost_bot.safety import patterns

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)
A_WEEK_LATER = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
CATALOG = IndexedCatalog.build(make_catalog(campaigns=(make_after_visit(),)), build_index())
SESSION = Session(institution="voorbeeld", language=Language.NL)
CODE = AttendanceCode(code="a" * 32, institution="voorbeeld", offering="huiskamer", held_on=TODAY)
YES = frozenset({Consent.VISITS})


def _scan(
    code: AttendanceCode | None = CODE,
    visit: Visit | None = None,
    *,
    session: Session | None = SESSION,
    consents: frozenset[Consent] = frozenset(),
) -> Turn:
    visits = (visit,) if visit else ()
    view = View(session=session, visits=visits, consents=consents, scanned=code)
    start = f"{PREFIX}{'a' * 32}"
    return take_turn(view, Incoming(channel=Channel.TELEGRAM, start=start), CATALOG, NOW)


def _tap(choice: str, visit: Visit | None = None, *yes: Consent, now: datetime = NOW) -> Turn:
    visits = (visit,) if visit else ()
    view = View(session=SESSION, visits=visits, consents=frozenset(yes))
    return take_turn(view, Incoming(channel=Channel.TELEGRAM, choice=choice), CATALOG, now)


def _went(**following: object) -> Visit:
    found = Following(went_on=TODAY, **following)  # type: ignore[arg-type]
    return Visit(offering="huiskamer", state=VisitState.WENT, following=found)


def test_a_scan_is_noted_and_asks_before_it_may_ask_anything() -> None:
    turn = _scan()

    assert turn.facts == (Visited(offering="huiskamer", following=Following(went_on=TODAY)),)
    assert "Mag ik je di 1 dec 18:30 vragen hoe het gaat?" in turn.replies[-1].text


def test_who_said_yes_before_is_told_when_and_can_still_say_no() -> None:
    turn = _scan(consents=YES)

    following = Following(went_on=TODAY, next=Round.FIRST, ask_at=A_WEEK_LATER)
    assert turn.facts == (Visited(offering="huiskamer", following=following),)
    assert "no:visits" in [button.id for button in turn.replies[-1].buttons]


def test_a_scan_again_on_the_same_day_counts_for_nothing() -> None:
    turn = _scan(visit=_went())

    assert turn.facts == ()
    assert "al genoteerd" in turn.replies[0].text


def test_a_scan_after_i_went_on_that_day_counts_once_and_tomorrow_again() -> None:
    tomorrow = replace(CODE, held_on=TODAY + timedelta(days=1))
    view = View(session=SESSION, visits=(_went(),), scanned=tomorrow)
    incoming = Incoming(channel=Channel.TELEGRAM, start=f"{PREFIX}{'a' * 32}")

    turn = take_turn(view, incoming, CATALOG, NOW + timedelta(days=1))

    following = Following(went_on=TODAY + timedelta(days=1))
    assert turn.facts == (Visited(offering="huiskamer", following=following),)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (None, "Deze code ken ik niet. Dat geeft niet."),
        (replace(CODE, offering="gone"), ""),
        (replace(CODE, held_on=TODAY - timedelta(days=2)), "Deze code is van 22 november"),
        (replace(CODE, held_on=TODAY + timedelta(days=1)), "Deze code is voor 25 november"),
    ],
)
def test_a_code_that_does_not_count_gets_a_kind_sentence(
    code: AttendanceCode | None, said: str
) -> None:
    turn = _scan(code)

    assert turn.facts == ()
    assert said in turn.replies[0].text
    assert turn.replies[0].buttons


def test_a_code_that_is_scanned_at_home_counts_for_the_day_it_was_of() -> None:
    yesterday = TODAY - timedelta(days=1)

    (fact,) = _scan(replace(CODE, held_on=yesterday)).facts

    assert fact == Visited(offering="huiskamer", following=Following(went_on=yesterday))


def test_who_never_spoke_with_us_first_reads_who_we_are() -> None:
    first, *others = _scan(session=None).replies

    assert "een programma" in first.text
    assert len(others) == 2
    assert "een programma" not in _scan().replies[0].text


def test_after_signing_up_one_tap_lets_us_ask_and_i_went_counts_from_that_day() -> None:
    """R7: what counts is when they went, not when they planned to."""
    (planned,) = _tap("join:huiskamer").facts
    assert isinstance(planned, VisitPlanned)
    assert planned.following == Following(went_on=date(2026, 12, 1))
    visit = Visit(offering="huiskamer", state=VisitState.PLANNED, following=planned.following)

    consent, asked = _tap("yes:visits:huiskamer", visit).facts
    (went,) = _tap("went:huiskamer", visit, Consent.VISITS).facts

    assert consent == ConsentGiven(kind=Consent.VISITS)
    assert isinstance(asked, FollowedUp)
    assert asked.following.ask_at == datetime(2026, 12, 8, 17, 30, tzinfo=UTC)
    assert isinstance(went, Visited)
    assert went.following.ask_at == A_WEEK_LATER


def test_a_plan_for_another_day_takes_the_question_along() -> None:
    agreed = Following(went_on=TODAY, next=Round.FIRST, ask_at=A_WEEK_LATER)
    visit = Visit(offering="huiskamer", state=VisitState.PLANNED, following=agreed)

    (planned,) = _tap("join:huiskamer", visit, Consent.VISITS).facts

    assert isinstance(planned, VisitPlanned)
    assert planned.following
    assert planned.following.ask_at == datetime(2026, 12, 8, 17, 30, tzinfo=UTC)


def test_who_went_and_plans_to_go_again_is_still_asked_as_agreed() -> None:
    visit = _went(next=Round.FIRST, ask_at=A_WEEK_LATER)

    (planned,) = _tap("join:huiskamer", visit, Consent.VISITS).facts

    assert isinstance(planned, VisitPlanned)
    assert planned.following is None


@pytest.mark.parametrize("choice", ["yes:visits:huiskamer", "yes:later:huiskamer"])
def test_a_yes_about_a_visit_that_never_was_is_no_yes(choice: str) -> None:
    assert _tap(choice).facts == ()


def test_a_yes_to_the_next_semester_is_a_yes_of_its_own() -> None:
    agreed = _went(next=Round.FIRST, ask_at=A_WEEK_LATER)

    facts = _tap("yes:later:huiskamer", agreed, Consent.VISITS).facts

    following = replace(agreed.following, may_ask_later=True)
    assert FollowedUp(offering="huiskamer", following=following) in facts


@given(st.from_regex(r"went_[0-9a-f]{32}", fullmatch=True))
def test_a_code_never_sounds_like_danger(payload: str) -> None:
    assert patterns.find_alarm(payload) is None


@given(st.text(max_size=70) | st.from_regex(r"went_[0-9a-f]{30,34}", fullmatch=True))
def test_only_what_we_make_is_looked_up(payload: str) -> None:
    code = read_code(payload)

    assert code is None or (payload == f"{PREFIX}{code}" and len(payload) == 37)
    assert read_code(f"{PREFIX}{'0' * 32}\x00") is None
