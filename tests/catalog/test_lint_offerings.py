"""What a student cannot do with an offering, and when somebody has to look at it again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders import make_calendar, make_catalog, make_institution, make_national, make_offering

from signpost_bot.catalog.lint_offerings import lint_alike, lint_checked, lint_offering
from signpost_bot.catalog.lint_reading import B1
from signpost_bot.catalog.lint_stories import lint_story
from signpost_bot.catalog.moment_words import read_moment
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.finding import Level
from signpost_bot.model.language import Both

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
CATALOG = Catalog(
    institution=make_institution(),
    calendar=make_calendar(),
    national=make_national(),
    offerings=(),
)
NOTHING: dict[str, Any] = {"persons": [], "place": None, "moments": [], "join": None}
TODAY = NOW.date()
NO_FIRST_DAY = ("no_first_day", Level.ADVICE)
ONCE = {"start": "12:00", "end": "14:00"}


def remarks(**changes: Any) -> list[tuple[str, Level]]:
    return [
        (one.key.removeprefix("lint."), one.level)
        for one in lint_offering(make_offering(**changes), CATALOG, NOW)
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        (NOTHING, [("no_next_step", Level.ADVICE)]),
        ({"moments": [read_moment("every other Friday 10am", TODAY)]}, [NO_FIRST_DAY]),
        ({"moments": [read_moment("every other Friday 10am from 27 November", TODAY)]}, []),
        ({"threshold": 2}, [("walk_in_is_small", Level.ADVICE)]),
        ({"threshold": 2, "join": "own_system"}, []),
        (NOTHING | {"join": "any_time"}, []),
        (NOTHING | {"link": "https://school.example"}, []),
        (NOTHING | {"kind": "person"}, [("person_without_place", Level.ADVICE)]),
        ({"place": None}, [("person_without_place", Level.ERROR)]),
        ({"place": None, "contact": "noor@school.example"}, []),
        ({"moments": [ONCE | {"on": ["2026-11-23"]}]}, [("no_moment", Level.ADVICE)]),
        ({"moments": [ONCE | {"on": ["2026-11-25"]}]}, []),
        ({"moments": [ONCE | {"on": ["2026-12-22"]}]}, [("no_moment", Level.ADVICE)]),
    ],
    ids=str,
)
def test_a_student_can_do_something_with_it(
    changes: dict[str, Any], expected: list[tuple[str, Level]]
) -> None:
    """R9, R11; the last one would be in the Christmas holiday."""
    assert remarks(**changes) == expected


@pytest.mark.parametrize(("days", "late"), [(0, False), (180, False), (181, True)])
def test_a_check_is_overdue_a_day_after_what_was_agreed(days: int, late: bool) -> None:
    found = lint_checked(date(2026, 1, 1), timedelta(days=180), date(2026, 1, 1) + timedelta(days))

    assert bool(found) is late


def test_two_with_one_title_are_an_error_and_two_that_say_the_same_are_advice() -> None:
    first = make_offering()
    title = {"nl": "de huiskamer", "en": "Other"}
    same_title = make_offering(slug="ander", title=title, summary={"nl": "Iets", "en": "Thing"})
    same_words = make_offering(slug="derde", title={"nl": "Bank", "en": "Couch"})
    for_others = make_offering(slug="vierde", title={"nl": "X", "en": "Y"}, needs=["fun"])

    assert [r.level for r in lint_alike(same_title, [first])] == [Level.ERROR]
    assert [r.level for r in lint_alike(same_words, [first])] == [Level.ADVICE]
    assert lint_alike(for_others, [first]) == []


@pytest.mark.parametrize(
    ("nl", "key"),
    [
        ("Ik nam een overdosis en ging naar bed.", "lint.story_method"),
        ("Hij sloeg me tot ik viel.", "lint.story_crisis"),
    ],
)
def test_a_story_tells_no_method_and_no_crisis_in_detail(nl: str, key: str) -> None:
    """Somebody who reads it may be close to it."""
    words = Both(nl=nl, en="I went to bed and then Noor was there.")
    found = lint_story(words, None, ("story",), B1, NOW.date())

    assert [(one.key, one.level) for one in found] == [(key, Level.ERROR)]


def test_a_story_may_name_something_heavy() -> None:
    """R10: recognition is why it is there; the words of a title are not forbidden here."""
    words = Both(
        nl="Na de dood van mijn vader was ik eenzaam. Ilse schonk thee.",
        en="When my father died I was lonely. Ilse poured tea.",
    )

    assert lint_story(words, date(2026, 11, 24), ("story",), B1, NOW.date()) == []


def test_a_story_is_shown_no_day_longer_than_was_agreed() -> None:
    """R21."""
    words = Both(nl="Ik kwam voor de soep.", en="I came for the soup.")
    found = lint_story(words, date(2026, 11, 23), ("story",), B1, NOW.date())

    assert [(one.key, one.level) for one in found] == [("lint.story_ended", Level.ERROR)]


def test_what_an_institution_agreed_on_for_one_offering_counts() -> None:
    """R18: how often something has to be checked again is said per offering."""
    offering = make_offering(checked_on="2026-10-01", review_every=30)

    found = lint_offering(offering, make_catalog(offerings=(offering,)), NOW)

    assert "lint.overdue" in [remark.key for remark in found]


def test_somebody_with_a_place_of_their_own_can_be_found() -> None:
    noor = {"name": "Noor", "role": {"nl": "mentor", "en": "mentor"}}
    where = {"where": {"nl": "in A 1.02", "en": "in A 1.02"}}
    found = [
        "lint.person_without_place"
        in [
            remark.key
            for remark in lint_offering(
                make_offering(place=None, persons=[person]), make_catalog(), NOW
            )
        ]
        for person in (noor, noor | where)
    ]

    assert found == [True, False]
