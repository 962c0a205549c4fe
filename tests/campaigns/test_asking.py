"""What is asked of a student: one thing, unknown, and only what helps a message (R6, R21)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from builders import make_calendar, make_catalog, make_checkin, make_nudge
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.campaigns.asking import what_to_ask
from signpost_bot.campaigns.circles import Known
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.profile import EARLIER, Profile, ProfileField

NOW = datetime(2026, 11, 1, 11, tzinfo=UTC)
ALL = frozenset(ProfileField)
_NUMBERS = count()


def _nudge(**circle: Any) -> Campaign:
    return make_nudge(slug=f"nudge-{next(_NUMBERS)}", circle=circle)


def _ask(
    *campaigns: Campaign,
    told: Profile | None = None,
    consents: Iterable[Consent] = Consent,
    can_tell: frozenset[ProfileField] = ALL,
    calendar: Any = None,
    now: datetime = NOW,
) -> ProfileField | None:
    catalog = make_catalog(campaigns=campaigns, **({"calendar": calendar} if calendar else {}))
    known = Known(profile=told or Profile(), language=Language.NL)
    return what_to_ask(known, frozenset(consents), can_tell, catalog, now)


@pytest.mark.parametrize(
    ("campaigns", "expected"),
    [
        ([], None),
        ([{}], None),
        ([{"years": [1]}], ProfileField.YEAR),
        ([{"campuses": ["noord"]}], ProfileField.CAMPUS),
        ([{"programmes": ["ict"]}], ProfileField.PROGRAMME),
        ([{"international": False}], ProfileField.INTERNATIONAL),
        ([{"years": [1]}] * 4 + [{"campuses": ["noord"]}], ProfileField.YEAR),
        ([{"years": [1]}] + [{"campuses": ["noord"]}] * 2, ProfileField.CAMPUS),
        ([{"campuses": ["noord"]}, {"years": [1]}], ProfileField.YEAR),
        ([{"languages": ["en"], "years": [1]}], None),
        ([{"been_at": ["slaap"], "years": [1]}], None),
    ],
)
def test_what_most_campaigns_would_need_is_asked(
    campaigns: list[dict[str, Any]], expected: ProfileField | None
) -> None:
    assert _ask(*(_nudge(**circle) for circle in campaigns)) == expected


def test_what_can_never_reach_this_student_asks_nothing() -> None:
    """Of a third-year nobody needs the campus for a message to first-years."""
    of_first_years = [_nudge(years=[1], campuses=["noord"]) for _ in range(3)]
    told = Profile(year=3)

    assert _ask(*of_first_years, told=told) is None
    assert _ask(*of_first_years, _nudge(international=True), told=told) == "international"
    assert _ask(*of_first_years, told=Profile(year=1)) == ProfileField.CAMPUS


@pytest.mark.parametrize("state", ["draft", "approved", "paused"])
def test_only_what_runs_asks(state: str) -> None:
    assert _ask(make_nudge(circle={"years": [1]}, state=state)) is None


def test_a_message_nobody_said_yes_to_asks_nothing() -> None:
    about_year = _nudge(years=[1])

    assert _ask(about_year, consents=()) is None
    assert _ask(about_year, consents=[Consent.CHECKINS, Consent.REMINDERS]) is None
    assert _ask(make_checkin(), consents=[Consent.MESSAGES]) is None
    assert _ask(make_checkin(), consents=[Consent.CHECKINS]) == ProfileField.BEGAN_ON


def test_a_period_that_is_over_asks_nothing() -> None:
    assert _ask(_nudge(years=[1]), now=datetime(2026, 12, 5, tzinfo=UTC)) is None


def test_what_has_no_answers_to_choose_from_is_not_asked() -> None:
    campaigns = [*(_nudge(years=[1]) for _ in range(3)), _nudge(campuses=["noord"])]

    assert _ask(*campaigns, can_tell=ALL - {ProfileField.YEAR}) == ProfileField.CAMPUS


@pytest.mark.parametrize("replaces", [None, "tentamens-blok-1"])
def test_a_period_of_one_programme_asks_for_the_programme(replaces: str | None) -> None:
    """Who does not tell gets the exams of everybody else, and those are not theirs."""
    own = {
        "slug": "tentamens-zorg",
        "kind": "exams",
        "title": {"nl": "a", "en": "a"},
        "first_on": "2026-12-07",
        "last_on": "2026-12-11",
        "programmes": ["zorg"],
        "replaces": replaces,
    }
    calendar = make_calendar()
    periods = [*(period.model_dump() for period in calendar.periods), own]
    calendar = make_calendar(periods=periods)

    assert _ask(_nudge(), calendar=calendar) == ProfileField.PROGRAMME
    assert _ask(_nudge(), calendar=calendar, told=Profile(programme="zorg")) is None


@pytest.mark.parametrize(
    ("began_on", "expected"),
    [
        (None, ProfileField.BEGAN_ON),
        (date(2026, 9, 6), ProfileField.MENTOR),
        (date(2026, 8, 31), None),
        (EARLIER, None),
    ],
)
def test_a_question_that_leads_to_a_person_asks_for_their_own_while_it_may_come(
    began_on: date | None, expected: ProfileField | None
) -> None:
    """The question comes 56 days after the start: 1 November, or 26 October."""
    assert _ask(make_checkin(), told=Profile(began_on=began_on)) == expected


CIRCLES = st.fixed_dictionaries(
    {},
    optional={
        "years": st.lists(st.integers(1, 8), max_size=2),
        "programmes": st.lists(st.sampled_from(["ict", "zorg"]), max_size=2),
        "campuses": st.lists(st.sampled_from(["centrum", "noord"]), max_size=2),
        "international": st.none() | st.booleans(),
        "languages": st.lists(st.sampled_from(["nl", "en"]), max_size=2),
    },
)
TOLD = {
    ProfileField.YEAR: st.integers(1, 5),
    ProfileField.PROGRAMME: st.sampled_from(["ict", "zorg"]),
    ProfileField.CAMPUS: st.sampled_from(["centrum", "noord"]),
    ProfileField.INTERNATIONAL: st.booleans(),
    ProfileField.BEGAN_ON: st.dates(date(2026, 1, 1), date(2027, 3, 1)),
    ProfileField.MENTOR: st.just("mentor"),
}
PROFILES = st.builds(Profile, **{field: st.none() | answers for field, answers in TOLD.items()})


@given(
    circles=st.lists(CIRCLES, max_size=6),
    told=PROFILES,
    can_tell=st.frozensets(st.sampled_from(ProfileField)),
    consents=st.frozensets(st.sampled_from(Consent)),
    data=st.data(),
)
def test_asking_never_repeats_and_comes_to_an_end(
    circles: list[dict[str, Any]],
    told: Profile,
    can_tell: frozenset[ProfileField],
    consents: frozenset[Consent],
    data: st.DataObject,
) -> None:
    """Whatever is answered: never what is known, never what cannot be told, each thing once."""
    campaigns = (*(_nudge(**circle) for circle in circles), make_checkin(circle={"years": [1]}))
    catalog: Catalog = make_catalog(campaigns=campaigns)
    asked: list[ProfileField] = []
    while field := what_to_ask(Known(profile=told), consents, can_tell, catalog, NOW):
        assert field in can_tell
        assert not told.tells(field)
        asked.append(field)
        answer = data.draw(TOLD[field])
        told = Profile(**{**vars(told), field.value: answer})

    assert len(asked) == len(set(asked))
