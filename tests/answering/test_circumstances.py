"""Of places that fit about equally well, what is known of the student and the moment decides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders import make_catalog, make_institution, make_offering

from signpost_bot.answering.circumstances import Circumstances, is_for
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.ranking import rank
from signpost_bot.app import build_index
from signpost_bot.model.answer import Match
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.model.profile import Profile

NOW = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)  # Tuesday 12:30: the living room is open
INDEX = build_index()
CAMPUSES = [{"slug": "centrum", "name": "Centrum"}, {"slug": "noord", "name": "Noord"}]
OVER = {"moments": [{"start": "12:00", "end": "14:00", "on": ["2026-11-20"]}]}
TRAINING = {"kind": "training"}
AGEING, OVERDUE = "2026-07-01", "2026-05-01"
"""146 and 207 days ago, of the 180 after which it has to be checked."""
LATER = {"moments": [{"start": "12:00", "end": "14:00", "on": ["2026-12-08"]}]}


def _indexed(*offerings: Offering) -> IndexedCatalog:
    catalog = make_catalog(
        institution=make_institution(campuses=CAMPUSES, fictional=False), offerings=offerings
    )
    return IndexedCatalog.build(catalog, INDEX)


def _match(offering: Offering, score: float = 1.0) -> Match:
    return Match(offering=offering, score=score, needs=offering.needs[:1])


def _first(known: Circumstances, *changes: dict[str, Any]) -> str:
    """Which of these places, that fit equally well, comes first; the first loses a full tie."""
    names = [chr(ord("z") - i) for i in range(len(changes))]
    made = [
        make_offering(**({"slug": name} | one)) for name, one in zip(names, changes, strict=True)
    ]
    ranked = rank([_match(one) for one in made], known, _indexed(*made))
    return f"{names.index(ranked[0].offering.slug)}"


@pytest.mark.parametrize(
    ("known", "loses", "wins"),
    [
        (Circumstances(now=NOW), LATER, {}),
        (Circumstances(now=NOW), OVER, {"threshold": 3} | LATER),
        (Circumstances(now=NOW), TRAINING | {"checked_on": AGEING}, TRAINING),
        (Circumstances(now=NOW), TRAINING | {"checked_on": OVERDUE}, TRAINING),
        (
            Circumstances(now=NOW),
            TRAINING | {"checked_on": OVERDUE},
            TRAINING | {"checked_on": AGEING},
        ),
        (Circumstances(), {"threshold": 3}, {"threshold": 1}),
        (Circumstances(language=Language.EN), {"languages": ["nl"]}, {}),
        (Circumstances(profile=Profile(year=1)), {}, {"audience": {"years": [1]}}),
        (
            Circumstances(profile=Profile(international=True)),
            {},
            {"audience": {"internationals_only": True}},
        ),
        (Circumstances(profile=Profile(wants_online=True)), {}, {"place": {"online": True}}),
    ],
)
def test_of_two_that_fit_equally_well_circumstances_decide(
    known: Circumstances, loses: dict[str, Any], wins: dict[str, Any]
) -> None:
    slow = {"threshold": 2}

    assert _first(known, slow | wins, slow | loses) == "0"


def test_what_is_only_at_another_campus_goes_down_and_online_it_does_not() -> None:
    where = {"where": {"nl": "a", "en": "a"}}
    here, there = (where | {"campus": one["slug"]} for one in CAMPUSES)
    known = Circumstances(profile=Profile(campus="centrum"))
    made = [make_offering(slug="here", place=here), make_offering(slug="there", place=there)]

    ranked = rank([_match(made[0], 0.7), _match(made[1], 1.0)], known, _indexed(*made))
    assert [one.offering.slug for one in ranked] == ["here", "there"]
    both = [made[0], make_offering(slug="there", place=there | {"online": True})]
    ranked = rank([_match(both[0], 0.7), _match(both[1], 1.0)], known, _indexed(*both))
    assert [one.offering.slug for one in ranked] == ["there", "here"]


@pytest.mark.parametrize(
    ("checked_on", "other", "first"),
    [
        (AGEING, 0.97, "old"),
        (AGEING, 0.99, "new"),
        (OVERDUE, 0.88, "old"),
        (OVERDUE, 0.92, "new"),
    ],
)
def test_ageing_moves_near_ties_and_overdue_a_little_more(
    checked_on: str, other: float, first: str
) -> None:
    """What fits clearly better stays first, however old: half an answer is worse than a date."""
    old = make_offering(slug="old", kind="training", checked_on=checked_on)
    new = make_offering(slug="new", kind="training")
    ranked = rank([_match(old), _match(new, other)], Circumstances(now=NOW), _indexed(old, new))

    assert ranked[0].offering.slug == first


@pytest.mark.parametrize(
    "changes", [{"kind": "person"}, {"kind": "service", "persons": []}, {"kind": "walk_in"}]
)
def test_who_one_can_talk_to_never_sinks(changes: dict[str, Any]) -> None:
    """R9, R10: years without a check cost an alert, not the student their person."""
    long_ago = (NOW - timedelta(days=900)).date()
    old = make_offering(slug="old", checked_on=long_ago, **changes)
    new = make_offering(slug="new", **changes)
    ranked = rank([_match(old), _match(new, 0.999)], Circumstances(now=NOW), _indexed(old, new))

    assert [one.offering.slug for one in ranked] == ["old", "new"]


@pytest.mark.parametrize(
    ("audience", "told", "is_mine"),
    [
        ({"years": [1]}, Profile(), True),
        ({"years": [1]}, Profile(year=1), True),
        ({"years": [1]}, Profile(year=2), False),
        ({"years": [6, 7]}, Profile(year=5), True),
        ({"programmes": ["nursing"]}, Profile(programme="law"), False),
        ({"programmes": ["nursing"]}, Profile(programme="nursing"), True),
        ({"internationals_only": True}, Profile(), True),
        ({"internationals_only": True}, Profile(international=False), False),
        ({}, Profile(year=3, programme="law", international=False), True),
    ],
)
def test_only_what_is_known_keeps_somebody_out(
    audience: dict[str, Any], told: Profile, is_mine: bool
) -> None:
    """R6: only what concerns me; who told nothing misses nothing."""
    assert is_for(make_offering(audience=audience), told) is is_mine
