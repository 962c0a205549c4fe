"""For whom a campaign is: only what was told counts, and telling nothing keeps one out (R6)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from builders import make_nudge
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.campaigns.circles import Known, is_empty, is_in, is_meant_for
from signpost_bot.model.campaign import Circle
from signpost_bot.model.language import Language
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.profile import Profile

KNOWN = Known(
    profile=Profile(year=2, campus="centrum", programme="zorg", international=False),
    language=Language.EN,
    been_to=frozenset({"slaap"}),
)
NOBODY_TOLD = Known()
_AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("circle", "in_it"),
    [
        ({}, True),
        ({"years": [2, 3]}, True),
        ({"years": [1]}, False),
        ({"campuses": ["centrum"], "years": [2]}, True),
        ({"campuses": ["noord"], "years": [2]}, False),
        ({"programmes": ["zorg"]}, True),
        ({"international": False}, True),
        ({"international": True}, False),
        ({"languages": ["nl"]}, False),
        ({"been_at": ["slaap", "fit"]}, True),
        ({"been_at": ["fit"]}, False),
        ({"not_been_at": ["slaap"]}, False),
        ({"not_been_at": ["fit"]}, True),
    ],
)
def test_a_student_is_in_it_when_all_of_it_holds(circle: dict[str, Any], *, in_it: bool) -> None:
    assert is_in(Circle.model_validate(circle), KNOWN) is in_it


@pytest.mark.parametrize(
    "circle",
    [{"years": [1]}, {"campuses": ["centrum"]}, {"programmes": ["zorg"]}, {"international": False}],
)
def test_who_told_nothing_gets_only_what_is_for_everybody(circle: dict[str, Any]) -> None:
    assert not is_in(Circle.model_validate(circle), NOBODY_TOLD)
    assert is_in(Circle(), NOBODY_TOLD)


def test_the_fifth_year_and_later_are_one() -> None:
    late = Known(profile=Profile(year=5))

    assert is_in(Circle(years=(7,)), late)


def test_an_occasion_is_for_all_of_its_circles_and_none_of_the_others() -> None:
    nudge = make_nudge()
    occasion = Occasion(
        campaign=nudge.slug,
        key="t:2026",
        due_at=_AT,
        best_before=_AT,
        circles=(Circle(years=(2,)),),
        without=(Circle(programmes=("ict",)),),
        began_on=None,
    )

    assert is_meant_for(occasion, KNOWN)
    assert not is_meant_for(occasion, Known(profile=Profile(year=2, programme="ict")))
    assert not is_meant_for(occasion, Known(profile=Profile(year=1)))


def test_what_counts_from_the_own_start_is_only_for_who_began_that_day() -> None:
    day = date(2026, 9, 1)
    occasion = Occasion(
        campaign="week-8", key="began:20260901", due_at=_AT, best_before=_AT, began_on=day
    )

    assert is_meant_for(occasion, Known(profile=Profile(began_on=day)))
    assert not is_meant_for(occasion, Known(profile=Profile(began_on=date(2026, 9, 2))))
    assert not is_meant_for(occasion, NOBODY_TOLD)


_CIRCLES = st.lists(
    st.builds(
        Circle,
        years=st.sampled_from([(), (1,), (1, 2), (6,), (5,)]),
        programmes=st.sampled_from([(), ("zorg",), ("ict",), ("zorg", "ict")]),
        international=st.sampled_from([None, True, False]),
        languages=st.sampled_from([(), (Language.NL,), (Language.EN,)]),
        been_at=st.sampled_from([(), ("slaap",), ("slaap", "tafel")]),
        not_been_at=st.sampled_from([(), ("slaap",), ("tafel",)]),
    ),
    min_size=1,
    max_size=3,
)
_EVERYBODY = [
    Known(
        profile=Profile(year=year, programme=programme, international=international),
        language=language,
        been_to=frozenset(been),
    )
    for year in range(1, 6)
    for programme in ("zorg", "ict")
    for international in (True, False)
    for language in Language
    for been in ((), ("slaap",), ("tafel",), ("slaap", "tafel"))
]


@given(_CIRCLES)
def test_circles_are_empty_when_nobody_at_all_is_in_all_of_them(circles: list[Circle]) -> None:
    nobody = not any(all(is_in(circle, one) for circle in circles) for one in _EVERYBODY)

    assert is_empty(circles) is nobody
