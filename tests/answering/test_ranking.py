"""What is known breaks near ties, and who has to be among an answer is (R6, R9, R12, R17)."""

from datetime import UTC, datetime
from typing import Any

from builders import make_catalog, make_institution, make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.answering.circumstances import MOST_NUDGED, Circumstances, is_for
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import answer, answer_needs, more_like
from signpost_bot.answering.ranking import (
    NEAR_THE_BEST,
    THIRD_TIME,
    VARIED,
    choose,
    rank,
)
from signpost_bot.app import build_index
from signpost_bot.model.answer import Match
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Kind, Offering
from signpost_bot.model.profile import Profile

NOW = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)  # Tuesday 12:30: the living room is open
INDEX = build_index()
HEAVY, LIGHT = "grief", "sleep"
CAMPUSES = [{"slug": "centrum", "name": "Centrum"}, {"slug": "noord", "name": "Noord"}]
OVER = {"moments": [{"start": "12:00", "end": "14:00", "on": ["2026-11-20"]}]}
LATER = {"moments": [{"start": "12:00", "end": "14:00", "on": ["2026-12-08"]}]}


def _indexed(*offerings: Offering) -> IndexedCatalog:
    catalog = make_catalog(institution=make_institution(campuses=CAMPUSES), offerings=offerings)
    return IndexedCatalog.build(catalog, INDEX)


def _match(offering: Offering, score: float = 1.0) -> Match:
    return Match(offering=offering, score=score, needs=offering.needs[:1])


offerings = st.builds(
    lambda **changes: changes,
    needs=st.lists(st.sampled_from([HEAVY, LIGHT, "talk"]), min_size=1, unique=True),
    kind=st.sampled_from([Kind.PERSON, Kind.TRAINING, Kind.WALK_IN, Kind.GROUP]),
    threshold=st.integers(1, 3),
    persons=st.sampled_from([[], [{"name": "Noor", "role": {"nl": "gastvrouw", "en": "host"}}]]),
    audience=st.sampled_from([{}, {"years": [1]}, {"years": [2, 6]}]),
    moments=st.sampled_from([[], OVER["moments"], LATER["moments"]]),
    place=st.sampled_from(
        [None, {"online": True}]
        + [{"where": {"nl": "a", "en": "a"}, "campus": one["slug"]} for one in CAMPUSES]
    ),
)
profiles = st.builds(
    Profile,
    year=st.sampled_from([None, 1, 2, 5]),
    campus=st.sampled_from([None, "centrum", "noord"]),
    international=st.sampled_from([None, True, False]),
    wants_online=st.sampled_from([None, True, False]),
)
circumstances = st.builds(
    Circumstances,
    profile=profiles,
    language=st.sampled_from([None, *Language]),
    now=st.sampled_from([None, NOW]),
)
founds = st.lists(
    st.tuples(offerings, st.sampled_from([0.2, 0.5, 0.9, 0.99, 1.0])), max_size=7
).map(
    lambda made: tuple(
        _match(make_offering(slug=f"o{i}", **changes), score)
        for i, (changes, score) in enumerate(made)
    )
)


@given(found=founds, known=circumstances, order=st.randoms())
def test_the_order_is_total_and_the_same_whatever_order_they_come_in(
    found: tuple[Match, ...], known: Circumstances, order: Any
) -> None:
    catalog = _indexed(*(one.offering for one in found))
    mixed = order.sample(found, len(found))

    ranked = rank(found, known, catalog)
    assert sorted(one.offering.slug for one in ranked) == [one.offering.slug for one in found]
    assert rank(mixed, known, catalog) == ranked
    assert choose(mixed, HEAVY, known, catalog, 3) == choose(found, HEAVY, known, catalog, 3)


@given(found=founds, known=circumstances)
def test_a_clearly_better_fit_is_never_overtaken_by_small_things(
    found: tuple[Match, ...], known: Circumstances
) -> None:
    """Only what has ended, or is at another campus, gives way to what fits less well."""
    known = Circumstances(profile=Profile(year=known.profile.year), language=known.language)
    ranked = rank(found, known, _indexed(*(one.offering for one in found)))

    for i, one in enumerate(ranked):
        clearly = one.score * (1 + MOST_NUDGED) / (1 - MOST_NUDGED) + 1e-9
        assert all(later.score <= clearly for later in ranked[i:])


@given(
    found=founds,
    known=circumstances,
    lead=st.sampled_from([HEAVY, LIGHT]),
    most=st.integers(0, 3),
    times=st.integers(1, 4),
)
def test_at_most_so_many_are_chosen_the_best_among_them_and_none_twice(
    found: tuple[Match, ...], known: Circumstances, lead: str, most: int, times: int
) -> None:
    catalog = _indexed(*(one.offering for one in found))
    chosen = choose(found, lead, known, catalog, most, times=times)

    assert len(chosen) <= most
    assert bool(chosen) is bool(found and most)
    assert len({one.offering.slug for one in chosen}) == len(chosen)
    if chosen:
        floor = max(one.score for one in found) * NEAR_THE_BEST
        close = [one for one in rank(found, known, catalog) if one.score >= floor]
        assert close[0] in chosen


@given(found=founds, known=circumstances, times=st.integers(1, 4))
def test_somebody_to_talk_to_is_among_a_heavy_answer_if_there_is_one(
    found: tuple[Match, ...], known: Circumstances, times: int
) -> None:
    chosen = choose(found, HEAVY, known, _indexed(*(o.offering for o in found)), 3, times=times)
    there_is = any(HEAVY in o.offering.needs and o.offering.brings_person for o in found)

    assert not there_is or any(one.offering.brings_person for one in chosen)


def test_where_nobody_is_there_for_a_heavy_need_the_person_at_school_is() -> None:
    group = make_offering(slug="rouw", needs=[HEAVY], kind="group")
    catalog = _indexed(group, make_offering(slug="huiskamer", needs=["talk"]))

    shown = answer("mijn opa is overleden en ik mis hem", catalog).matches
    assert [one.offering.slug for one in shown] == ["rouw", "huiskamer"]
    assert shown[1].needs == (HEAVY,), "never a reason that is not the student's own"


@given(found=founds, known=circumstances)
def test_three_of_a_kind_only_where_no_other_kind_fits_almost_as_well(
    found: tuple[Match, ...], known: Circumstances
) -> None:
    chosen = choose(found, LIGHT, known, _indexed(*(one.offering for one in found)), 3)
    kinds = {one.offering.kind for one in chosen}

    if len(chosen) == 3 and len(kinds) == 1:
        others = [one.score for one in found if one.offering.kind not in kinds]
        assert all(
            other < max(one.score for one in found) * NEAR_THE_BEST
            or other < chosen[-1].score * VARIED
            for other in others
        )


@given(changes=st.lists(offerings, min_size=1, max_size=5), told=profiles)
def test_what_is_meant_for_others_is_never_shown_while_something_else_fits(
    changes: list[dict[str, Any]], told: Profile
) -> None:
    made = [
        make_offering(slug=f"o{i}", **(one | {"needs": [LIGHT]})) for i, one in enumerate(changes)
    ]
    shown = answer_needs((LIGHT,), _indexed(*made), Circumstances(profile=told, now=NOW)).matches

    allowed = [is_for(one.offering, told) for one in shown]
    assert all(allowed) or not any(is_for(one, told) for one in made)


@given(told=profiles, asked=st.integers(0, 4))
def test_the_same_text_gets_the_same_answer_in_the_same_circumstances(
    told: Profile, asked: int
) -> None:
    catalog = _indexed(make_offering(slug="slaap", needs=["sleep"]), make_offering())
    known = Circumstances(profile=told, now=NOW, needs=("sleep",), asked=asked)

    once = answer("ik slaap al weken slecht", catalog, None, known)
    assert answer("ik slaap al weken slecht", catalog, None, known) == once
    assert once.asked == asked + 1


def test_what_is_meant_for_others_is_shown_when_there_is_nothing_else() -> None:
    """A year may have been told long ago: it leaves nobody without an answer."""
    only = _indexed(make_offering(slug="slaap", needs=["sleep"], audience={"years": [1]}))
    later = Circumstances(profile=Profile(year=3))

    assert answer("ik slaap al weken slecht", only, None, later).matches
    assert more_like(("sleep",), (), only, later)


def test_the_same_need_a_third_time_brings_a_person_and_the_deeper_route() -> None:
    made = (
        *(make_offering(slug=f"a{i}", needs=[LIGHT], kind="activity") for i in range(3)),
        make_offering(slug="loket", needs=["fun", LIGHT], kind="service", threshold=1),
        make_offering(slug="training", needs=["fun", LIGHT], kind="training", threshold=3),
    )
    catalog = _indexed(*made)
    text = "ik slaap al weken slecht"

    def shown(asked: int, needs: tuple[str, ...] = (LIGHT,)) -> set[str]:
        known = Circumstances(needs=needs, asked=asked)
        return {one.offering.slug for one in answer(text, catalog, None, known).matches}

    assert {"loket", "training"} <= shown(THIRD_TIME - 1)
    assert not {"loket", "training"} <= shown(THIRD_TIME - 2)
    assert not {"loket", "training"} <= shown(THIRD_TIME - 1, needs=("money",)), "another need"
