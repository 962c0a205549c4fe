"""No number that staff see leads back to fewer than ten students, alone or combined (R15, R21)."""

from collections.abc import Iterator, Mapping
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.campaigns.totals import show
from signpost_bot.model.totals import FEWEST, About, Measure, ShownTotals, Totals

Students = frozenset[int]

ANSWERS = ("better", "same", "harder")
INSIDE = {
    Measure.REACTED: Measure.REACHED,
    Measure.ANSWERED: Measure.REACTED,
    Measure.SIGNED_UP: Measure.REACTED,
    Measure.WENT: Measure.REACTED,
}
"""Who is in the one is in the other too, and everybody knows that."""

AROUND_ANSWERS = (Measure.REACHED, Measure.REACTED, Measure.ANSWERED)
"""Who gave an answer is in all of these."""


@st.composite
def schools(draw: st.DrawFn) -> tuple[dict[Measure, Students], dict[str, Students]]:
    """Who did what, and who gave which answer; often few students, or nearly all of them."""
    groups = {Measure.REACHED: frozenset(range(draw(st.integers(0, 80))))}
    for inner, outer in INSIDE.items():
        few = draw(st.integers(0, 12) | st.integers(0, 80))
        within = sorted(groups[outer])
        groups[inner] = frozenset(within[few:] if draw(st.booleans()) else within[:few])
    left, answers = sorted(groups[Measure.ANSWERED]), {}
    for answer in ANSWERS[:-1]:
        number = draw(st.integers(0, 12) | st.integers(0, len(left)))
        answers[answer], left = frozenset(left[:number]), left[number:]
    return groups, {**answers, ANSWERS[-1]: frozenset(left)}


def _count(groups: Mapping[Measure, Students], answers: Mapping[str, Students]) -> Totals:
    return Totals(
        about=About.CAMPAIGN,
        slug="tentamens",
        counts={measure: len(who) for measure, who in groups.items()},
        parts={Measure.ANSWERED: {answer: len(who) for answer, who in answers.items()}},
    )


def _counted(
    shown: ShownTotals, groups: Mapping[Measure, Students]
) -> Iterator[tuple[Measure, Students]]:
    """Everybody that a shown number counts."""
    yield from ((one, groups[one]) for one, number in shown.counts.items() if number is not None)


def _answered(shown: ShownTotals, answers: Mapping[str, Students]) -> Iterator[Students]:
    """Everybody that a shown answer counts, and what adding up some of them counts."""
    parts = shown.parts[Measure.ANSWERED]
    known = [answers[one] for one in parts]
    for size in range(1, len(known) + 1):
        yield from (frozenset[int]().union(*some) for some in combinations(known, size))


@given(schools())
def test_who_is_counted_are_ten_and_so_are_those_who_are_left(
    school: tuple[dict[Measure, Students], dict[str, Students]],
) -> None:
    groups, answers = school
    shown = show(_count(groups, answers))
    counted, answered = list(_counted(shown, groups)), list(_answered(shown, answers))

    assert all(len(who) >= FEWEST for who in (*(who for _, who in counted), *answered))
    for (one, outer), (other, inner) in permutations(counted, 2):
        if inner <= outer and one is not other:
            assert len(outer - inner) >= FEWEST
    for measure, outer in counted:
        for inner in answered if measure in AROUND_ANSWERS else ():
            # All answers together are all who answered: nobody is left.
            assert len(outer - inner) >= FEWEST or (measure, inner) == (Measure.ANSWERED, outer)


@given(schools())
def test_a_hidden_answer_cannot_be_found_by_adding_and_subtracting(
    school: tuple[dict[Measure, Students], dict[str, Students]],
) -> None:
    groups, answers = school
    shown = show(_count(groups, answers))
    parts = shown.parts[Measure.ANSWERED]
    hidden = [answers[one] for one in ANSWERS if one not in parts]
    if shown.counts[Measure.ANSWERED] is None:
        assert parts == {}
    elif hidden:
        assert sum(map(len, hidden)) >= FEWEST


@given(schools())
def test_every_number_is_a_multiple_of_five_near_the_count(
    school: tuple[dict[Measure, Students], dict[str, Students]],
) -> None:
    groups, answers = school
    shown = show(_count(groups, answers))
    pairs = [(len(groups[one]), number) for one, number in shown.counts.items()]
    parts = shown.parts[Measure.ANSWERED]
    pairs += [(len(answers[one]), number) for one, number in parts.items()]

    for count, number in pairs:
        if number is not None:
            assert number % 5 == 0
            assert number >= FEWEST
            assert abs(number - count) <= 2


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ((25, 12, 3), (25, None, None)),  # 40 - 25 - 12 would tell the three
        ((20, 15, 12), (20, 15, 10)),
        ((40, 0, 0), (None, None, None)),  # all the same
        ((35, 3, 2), (None, None, None)),  # nearly all the same
        ((20, 20, 0), (20, None, None)),  # that nobody said it is a count too
    ],
)
def test_a_second_answer_is_hidden_when_the_first_could_be_subtracted(
    answers: tuple[int, int, int], shown: tuple[int | None, ...]
) -> None:
    parts = dict(zip(ANSWERS, answers, strict=True))
    totals = Totals(
        about=About.OFFERING,
        slug="slaap",
        counts={Measure.ANSWERED: sum(answers)},
        parts={Measure.ANSWERED: parts},
    )

    assert tuple(map(show(totals).parts[Measure.ANSWERED].get, ANSWERS)) == shown


def test_the_parts_of_a_number_that_is_not_shown_are_not_shown() -> None:
    """35 of 40 answered, so the 35 are not said; 20 and 15 would add up to them."""
    totals = Totals(
        about=About.CAMPAIGN,
        slug="week-8",
        counts={Measure.REACHED: 40, Measure.ANSWERED: 35},
        parts={Measure.ANSWERED: {"better": 20, "same": 15}},
    )

    assert show(totals).parts == {Measure.ANSWERED: {}}


def test_when_everybody_who_signed_up_went_it_is_not_said_that_they_went() -> None:
    counts = {Measure.SIGNED_UP: 40, Measure.WENT: 40}
    shown = show(Totals(about=About.OFFERING, slug="slaap", counts=counts))

    assert shown.counts[Measure.SIGNED_UP] == 40
    assert shown.counts[Measure.WENT] is None


def test_plain_numbers_are_shown() -> None:
    counts = {Measure.REACHED: 123, Measure.REACTED: 61, Measure.SIGNED_UP: 32, Measure.WENT: 18}
    shown = show(Totals(about=About.CAMPAIGN, slug="tentamens", counts=counts))

    assert shown.counts == {
        Measure.REACHED: 125,
        Measure.REACTED: 60,
        Measure.ANSWERED: None,
        Measure.SIGNED_UP: 30,
        Measure.WENT: 20,
    }
