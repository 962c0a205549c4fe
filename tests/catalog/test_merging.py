"""Merging two edits of one offering: nothing of either side is lost (R1)."""

from typing import Any

from builders import make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.merging import TOGETHER, differing_fields, merge
from signpost_bot.model.offering import Offering

LINK = "https://school.example/sign-up"
VALUES: dict[str, tuple[Any, ...]] = {
    "owner": (None, "Noor", "Sam"),
    "contact": ("06 12345678", "06 87654321", None),
    "cost": ({"nl": "gratis", "en": "free"}, {"nl": "5 euro", "en": "5 euros"}, None),
    "join": ("walk_in", "link", "phone", "here"),
    "link": (None, LINK),
    "seats": (None, 8),
    "checked_on": ("2026-11-01", "2026-11-23"),
}


def _can_be_joined(fields: dict[str, Any]) -> bool:
    needed = {"link": "link", "phone": "contact", "here": "seats"}.get(fields["join"])
    return needed is None or fields[needed] is not None


def _offerings() -> st.SearchStrategy[Offering]:
    drawn = st.fixed_dictionaries({name: st.sampled_from(of) for name, of in VALUES.items()})
    return drawn.filter(_can_be_joined).map(lambda fields: make_offering(**fields))


THREE = given(_offerings(), _offerings(), _offerings())


@THREE
def test_every_field_says_what_one_side_says_and_no_change_is_lost(
    base: Offering, mine: Offering, theirs: Offering
) -> None:
    done = merge(base, mine, theirs)
    for name in VALUES:
        was, i, they, now = (getattr(one, name) for one in (base, mine, theirs, done.merged))
        if name in done.taken_over:
            assert now == they != i
            assert i == was, "only what I left alone is taken from them"
        else:
            assert now == i, "what I typed stands there"
        if they not in (was, i):
            assert name in (*done.taken_over, *done.clashes), "their change is used, or told"


@THREE
def test_what_clashes_does_so_for_both_sides_and_the_rest_is_the_same(
    base: Offering, mine: Offering, theirs: Offering
) -> None:
    here, there = merge(base, mine, theirs), merge(base, theirs, mine)
    assert here.clashes == there.clashes
    assert set(differing_fields(here.merged, there.merged)) == set(here.clashes)


@THREE
def test_a_merge_can_always_be_saved(base: Offering, mine: Offering, theirs: Offering) -> None:
    merged = merge(base, mine, theirs).merged
    assert Offering.model_validate(merged.model_dump()) == merged


@given(_offerings(), _offerings())
def test_a_side_that_changed_nothing_takes_all_and_clashes_with_nothing(
    base: Offering, theirs: Offering
) -> None:
    taken = merge(base, base, theirs)
    assert (taken.merged, taken.clashes) == (theirs, ())
    assert taken.taken_over == differing_fields(base, theirs)
    kept = merge(base, theirs, base)
    assert kept.merged == theirs
    assert kept.is_quiet


@given(_offerings(), _offerings())
def test_the_same_change_twice_is_no_clash(base: Offering, changed: Offering) -> None:
    assert merge(base, changed, changed).is_quiet


@given(_offerings(), _offerings())
def test_without_a_common_ground_all_that_differs_clashes(mine: Offering, theirs: Offering) -> None:
    done = merge(None, mine, theirs)
    assert (done.merged, done.taken_over) == (mine, ())
    assert done.clashes == differing_fields(mine, theirs)


def test_how_one_takes_part_is_taken_from_one_side_as_a_whole() -> None:
    base = make_offering(join="walk_in", contact="06 12345678")
    mine = make_offering(join="phone", contact="06 12345678")
    theirs = make_offering(join="walk_in", contact=None)
    done = merge(base, mine, theirs)
    assert (done.merged, done.clashes) == (mine, ("join", "contact"))
    assert set(done.clashes) < set(TOGETHER)
