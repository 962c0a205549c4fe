"""What goes into a nudge: a step that can still be taken, or nothing (R5, R7)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders import make_catalog, make_institution, make_nudge, make_offering

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import answer_needs, rank_needs
from signpost_bot.app import build_index
from signpost_bot.campaigns.choosing import choose_offering
from signpost_bot.model.profile import Profile

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
TUESDAY, THURSDAY = [
    {"start": "12:00", "end": "14:00", "weekdays": [day]} for day in ("tue", "thu")
]


def _choose(
    *offerings: dict[str, Any], hours: int = 96, been_to: frozenset[str] = frozenset()
) -> str | None:
    catalog = _indexed(*offerings)
    nudge = make_nudge().nudge
    assert nudge
    best_before = NOW + timedelta(hours=hours)
    found = choose_offering(nudge, catalog, been_to, NOW, best_before)
    return found.slug if found else None


def _indexed(*offerings: dict[str, Any]) -> IndexedCatalog:
    made = tuple(make_offering(**changes) for changes in offerings)
    return IndexedCatalog.build(make_catalog(offerings=made), build_index())


def test_the_best_place_for_the_needs_goes_in() -> None:
    second = {"slug": "b", "needs": ["fun", "talk"]}

    assert _choose(second, {"slug": "a", "needs": ["talk"]}) == "a"


def test_the_order_is_that_of_an_answer() -> None:
    catalog = _indexed(
        *({"slug": s, "needs": n} for s, n in (("a", ["fun", "talk"]), ("b", ["talk"])))
    )

    ranked = rank_needs(("talk",), catalog)
    assert ranked == answer_needs(("talk",), catalog).matches


def test_a_place_that_comes_too_late_gives_way_to_one_in_time() -> None:
    best, second = {"slug": "a", "moments": [THURSDAY]}, {"slug": "b", "moments": [TUESDAY]}

    assert _choose(best, second) == "a"
    assert _choose(best, second, hours=24) == "b"
    assert _choose(best, second, hours=12) is None


def test_a_place_without_a_moment_is_no_step() -> None:
    assert _choose({"moments": []}) is None


def test_where_the_student_has_been_is_left_out() -> None:
    assert _choose({}, been_to=frozenset({"huiskamer"})) is None


def test_nothing_discreet_is_named_unasked() -> None:
    assert _choose({"discreet": True}) is None


@pytest.mark.parametrize("kind", ["training", "walk_in", "person"])
@pytest.mark.parametrize(("days", "goes_in"), [(90, True), (91, False)])
def test_nothing_overdue_is_brought_up_unasked(kind: str, days: int, goes_in: bool) -> None:
    """R5: nobody asked, so nobody should come to a closed door; an answer still names it."""
    checked_on = NOW.date() - timedelta(days=days)
    old = make_offering(kind=kind, checked_on=checked_on, review_every=90)
    school = make_institution(fictional=False)
    catalog = IndexedCatalog.build(
        make_catalog(institution=school, offerings=(old,)), build_index()
    )
    nudge = make_nudge().nudge
    assert nudge
    found = choose_offering(nudge, catalog, frozenset(), NOW, NOW + timedelta(hours=96))

    assert (found == old) is goes_in
    assert [one.offering for one in answer_needs(("talk",), catalog).matches] == [old]


def test_nothing_that_is_meant_for_other_students_goes_in() -> None:
    """R6: who told their year gets no message about what is for another."""
    nudge = make_nudge().nudge
    assert nudge
    catalog = _indexed({"audience": {"years": [1]}})
    until = NOW + timedelta(hours=96)

    def choose(told: Profile) -> bool:
        return choose_offering(nudge, catalog, frozenset(), NOW, until, told) is not None

    assert [choose(Profile()), choose(Profile(year=1)), choose(Profile(year=2))] == [
        True,
        True,
        False,
    ]


def test_a_place_for_something_else_is_never_chosen() -> None:
    assert _choose({"needs": ["sport"]}) is None
