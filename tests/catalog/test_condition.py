"""How an offering stands: what its card lacks, and what is said of it in one word."""

from typing import Any

import pytest
from builders import make_offering

from signpost_bot.catalog.condition import Condition, Lack, Mark, list_lacks
from signpost_bot.catalog.offering_search import OfferingSearch, text_of
from signpost_bot.freshness import Freshness
from signpost_bot.model.language import Both
from signpost_bot.model.offering import Offering

WHOLE = {"owner": "Noor"}
BOTH = {"nl": "ja", "en": "yes"}
NEEDS = {"talk": Both(nl="praten", en="talking")}


def offering(**changes: Any) -> Offering:
    return make_offering(**WHOLE | changes)


def condition(one: Offering, **changes: Any) -> Condition:
    whole: dict[str, Any] = {"remarks": 0, "doubts": 0, "freshness": Freshness.FRESH}
    return Condition(offering=one, revision=1, lacks=list_lacks(one), **whole | changes)


def test_what_says_place_person_moment_and_effort_is_complete() -> None:
    assert list_lacks(offering()) == ()


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"place": None}, Lack.PLACE),
        ({"place": None, "kind": "training", "come_alone": BOTH, "contact": "112"}, Lack.PLACE),
        ({"moments": ()}, Lack.MOMENT),
        ({"join": None}, Lack.JOIN),
        ({"persons": ()}, Lack.PERSON),
        ({"effort": None}, Lack.EFFORT),
        ({"kind": "group"}, Lack.ALONE),
        ({"owner": None}, Lack.OWNER),
    ],
)
def test_one_thing_is_missing(changes: dict[str, Any], lack: Lack) -> None:
    assert list_lacks(offering(**changes)) == (lack,)


@pytest.mark.parametrize(
    "changes",
    [
        {"place": {"online": True}},
        {"place": None, "kind": "service", "link": "https://school.example/"},
        {"moments": (), "join": "mail", "contact": "noor@school.example"},
        {"persons": (), "contact": "noor@school.example"},
        {"persons": (), "host": BOTH},
        {"persons": (), "moments": (), "join": "any_time"},
        {"kind": "group", "come_alone": BOTH},
    ],
)
def test_what_is_known_in_another_way_is_not_missing(changes: dict[str, Any]) -> None:
    assert list_lacks(offering(**changes)) == ()


def test_the_most_urgent_mark_comes_first() -> None:
    found = condition(offering(effort=None), remarks=2, doubts=1, freshness=Freshness.OVERDUE)

    assert found.marks == (Mark.REPORTED, Mark.OVERDUE, Mark.LACKING, Mark.REMARKS)


def test_nobody_is_asked_to_check_what_students_do_not_see() -> None:
    late = {"doubts": 1, "freshness": Freshness.OVERDUE}

    assert condition(offering(state="draft"), **late).marks == (Mark.COMPLETE, Mark.DRAFT)
    assert condition(offering(state="retired"), **late).marks == (Mark.RETIRED,)


@pytest.mark.parametrize(
    "asked",
    [
        "huiskamer", "LIVING", "kofi", "loungebank", "Nóór", "praten", "talking", "0.01",
        "huis noor", "huiksamer", "livign room",
    ],
)  # fmt: skip
def test_it_is_found_by_what_somebody_remembers_of_it(asked: str) -> None:
    one = offering(also_called={"nl": ["koffie", "loungebank"], "en": []})
    search = OfferingSearch.build([text_of(one, NEEDS), text_of(offering(slug="x"), {})[:0]])

    assert search.find(asked) == {0}


def test_every_word_counts_and_no_word_finds_all() -> None:
    search = OfferingSearch.build([text_of(offering(), NEEDS)])

    assert search.find("huiskamer lassen") == set()
    assert search.find("xq") == set()
    assert search.find("  ?! ") == {0}
