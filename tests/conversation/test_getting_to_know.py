"""After a yes one thing at a time is asked, never twice, and a skip ends it (R6, R8, R21)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
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

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.profile import EARLIER, Profile, ProfileField
from signpost_bot.model.session import Channel, Incoming, Session
from signpost_bot.model.student import View
from signpost_bot.model.turn import ConsentGiven, ConsentWithdrawn, Turn

NOW = datetime(2026, 11, 1, 11, tzinfo=UTC)
SCHOOL = make_institution(
    campuses=[{"slug": "centrum", "name": "Centrum"}, {"slug": "noord", "name": "Noord"}],
    programmes=[
        {"slug": "zorg", "name": {"nl": "Zorg", "en": "Care"}},
        {"slug": "ict", "name": {"nl": "Informatica", "en": "Computing"}},
    ],
)
BEGINS = {
    "slug": "introductie",
    "kind": "introduction",
    "title": {"nl": "a", "en": "a"},
    "first_on": "2026-08-31",
    "last_on": "2026-09-04",
}
CALENDAR = make_calendar(
    periods=[BEGINS, *(period.model_dump() for period in make_calendar().periods)]
)
NUDGES = (
    make_nudge(slug="eerste", circle={"years": [1]}),
    make_nudge(slug="tweede", circle={"years": [2]}),
    make_nudge(slug="noord", circle={"campuses": ["noord"]}),
)


def _mentor(slug: str, role: str, kind: str = "person", *programmes: str) -> object:
    return make_offering(
        slug=slug,
        title={"nl": slug, "en": slug},
        kind=kind,
        persons=[{"name": slug, "role": {"nl": role, "en": role}}],
        audience={"programmes": programmes},
    )


MENTORS = (
    _mentor("sam", "mentor Zorg", "person", "zorg"),
    _mentor("thijs", "SLB’er", "person"),
    _mentor("ida", "SLB'er ICT", "person", "ict"),
    _mentor("peer", "peermentor", "person"),
    _mentor("groep", "mentor", "group"),
    _mentor("hoofd", "coördinator mentoren", "person"),
)


def _catalog(*campaigns: Campaign) -> IndexedCatalog:
    catalog = make_catalog(
        institution=SCHOOL,
        calendar=CALENDAR,
        campaigns=campaigns,
        offerings=(make_offering(), *MENTORS),
    )
    return IndexedCatalog.build(catalog, build_index())


WITH_NUDGES = _catalog(*NUDGES)
WITH_ALL = _catalog(*NUDGES, make_checkin())


class Talk:
    """The taps of one student, with the yeses written down as the action does."""

    def __init__(self, catalog: IndexedCatalog, profile: Profile | None = None) -> None:
        self.catalog = catalog
        self.session = Session(
            institution="voorbeeld", language=Language.NL, profile=profile or Profile()
        )
        self.consents: frozenset[Consent] = frozenset()

    def tap(self, choice: str) -> Turn:
        """Press a button."""
        turn = take_turn(
            View(session=self.session, consents=self.consents),
            Incoming(channel=Channel.TELEGRAM, choice=choice),
            self.catalog,
            NOW,
        )
        self.session = turn.session
        for fact in turn.facts:
            if isinstance(fact, ConsentGiven):
                self.consents |= {fact.kind}
            elif isinstance(fact, ConsentWithdrawn):
                self.consents -= {fact.kind}
        return turn


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
