"""Sources of the academic year merged, each day with its source (R5, R6)."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePath

import pytest
from builders import make_calendar
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.period_merging import Merged, days_from, merge
from signpost_bot.catalog.period_sources import BroughtPeriod, PeriodSource
from signpost_bot.model.finding import Spot
from signpost_bot.model.institution import Period, PeriodKind, SourceKind
from signpost_bot.model.language import Both

OWN = "the file"
EXAMS, CHRISTMAS = make_calendar().periods
"""Exams of block 1, 30 November to 4 December 2026, and the Christmas holiday."""
FEEDS = [SourceKind.SCHOOL_HOLIDAYS, SourceKind.ICS, SourceKind.OEAPI]
Row = tuple[str, str, str]


def brought(title: str, first: str, last: str, uid: str = "") -> BroughtPeriod:
    return BroughtPeriod(
        spot=Spot(file=PurePath("x")),
        uid=uid or title,
        kind=PeriodKind.HOLIDAY if "vakantie" in title else PeriodKind.EXAMS,
        title=Both(nl=title, en=title),
        is_one_language=True,
        first_on=date.fromisoformat(first),
        last_on=date.fromisoformat(last),
    )


def source(kind: SourceKind, *periods: BroughtPeriod, name: str = "") -> PeriodSource:
    return PeriodSource(
        kind=kind,
        name=name or kind.value,
        periods=periods,
        first_on=date(2026, 8, 1),
        last_on=date(2027, 8, 1),
    )


def lay(there: tuple[Period, ...], *sources: PeriodSource) -> Merged:
    return merge(there, sources, OWN)


def days(period: Period) -> tuple[str, str]:
    return str(period.first_on), str(period.last_on)


def by_hand(period: Period, **days: date) -> Period:
    """As staff change it in the file of the calendar."""
    return period.model_copy(update=days)


DAYS = {kind: (f"2026-12-{10 + n}", f"2026-12-{20 + n}") for n, kind in enumerate(SourceKind)}


@pytest.mark.parametrize(("weak", "strong"), list(pairwise(SourceKind)))
def test_the_stronger_source_counts_whichever_came_first_and_both_are_listed(
    weak: SourceKind, strong: SourceKind
) -> None:
    there = by_hand(CHRISTMAS, first_on=date(2026, 12, 11), last_on=date(2026, 12, 21))
    start: tuple[Period, ...] = (there,) if SourceKind.OWN in (weak, strong) else ()
    feeds = {
        kind: source(kind, brought("Kerstvakantie", *DAYS[kind]))
        for kind in (weak, strong)
        if kind is not SourceKind.OWN
    }
    rising = falling = start
    for kind in (weak, strong):
        rising = lay(rising, feeds[kind]).periods if kind in feeds else rising
    for kind in (strong, weak):
        falling = lay(falling, feeds[kind]).periods if kind in feeds else falling

    for done in (lay(start, *feeds.values()), lay(rising), lay(falling)):
        (period,) = done.periods
        assert days(period) == DAYS[strong]
        assert [origin.kind for origin in days_from(period, OWN) if origin] == [strong, strong]
        (conflict,) = done.conflicts
        assert [one.kind for one in conflict.sayings] == [weak, strong]
        assert not conflict.is_by_hand


@pytest.mark.parametrize(
    ("edge", "day", "then"),
    [
        ("first_on", date(2027, 1, 11), ("2027-01-11", "2027-01-24")),
        ("last_on", date(2027, 1, 29), ("2027-01-20", "2027-01-29")),
    ],
)
def test_each_day_keeps_its_source_and_a_day_set_by_hand_stays_while_the_other_moves(
    edge: str, day: date, then: tuple[str, str]
) -> None:
    (filled,) = lay(
        (), source(SourceKind.ICS, brought("Toets", "2027-01-18", "2027-01-22"))
    ).periods

    moved = lay(
        (by_hand(filled, **{edge: day}),),
        source(SourceKind.ICS, brought("Toets", "2027-01-20", "2027-01-24")),
    )

    (period,) = moved.periods
    assert days(period) == then
    from_ = dict(zip(("first_on", "last_on"), days_from(period, OWN), strict=True))
    assert from_.pop(edge) is None
    assert [one.source for one in from_.values() if one] == ["ics"]
    assert moved.conflicts[0].is_by_hand


def test_a_day_that_staff_chose_stays_also_when_it_is_what_a_weaker_source_says() -> None:
    exams = brought("Tentamens blok 1", "2026-12-07", "2026-12-11")
    (moved, _) = lay((EXAMS, CHRISTMAS), source(SourceKind.ICS, exams)).periods
    back = by_hand(moved, first_on=EXAMS.first_on, last_on=EXAMS.last_on)

    again = lay((back, CHRISTMAS), source(SourceKind.ICS, exams))

    assert again.periods[0] == back
    assert again.changes == ()
    assert days_from(back, OWN) == (None, None)


def test_days_of_staff_and_source_that_do_not_go_together_leave_those_of_staff() -> None:
    (filled,) = lay(
        (), source(SourceKind.ICS, brought("Toets", "2027-01-18", "2027-01-22"))
    ).periods
    edited = by_hand(filled, last_on=date(2027, 1, 19))

    moved = lay((edited,), source(SourceKind.ICS, brought("Toets", "2027-02-01", "2027-02-05")))

    assert days(moved.periods[0]) == ("2027-01-18", "2027-01-19")
    assert moved.conflicts[0].is_by_hand


def test_what_a_source_no_longer_says_falls_back_on_the_next_or_goes() -> None:
    api = source(
        SourceKind.OEAPI,
        brought("Tentamens blok 1", "2026-12-07", "2026-12-11"),
        brought("Tentamens blok 9", "2027-06-07", "2027-06-11"),
    )
    both = lay((EXAMS, CHRISTMAS), api).periods

    silent = lay(both, source(SourceKind.OEAPI))

    assert silent.periods == (EXAMS, CHRISTMAS)
    assert [one.after and one.after.slug for one in silent.changes] == ["tentamens-blok-1", None]
    assert silent.conflicts == ()
    kept = by_hand(both[2], last_on=date(2027, 6, 18))
    (period,) = lay((kept,), source(SourceKind.OEAPI)).periods
    assert days(period) == ("2027-06-07", "2027-06-18"), "staff wrote these days: nobody drops them"


def test_a_weaker_source_gives_no_period_another_name() -> None:
    api = source(SourceKind.OEAPI, brought("Tentamens blok 1", "2026-12-07", "2026-12-11", uid="a"))
    held = lay((EXAMS,), api).periods
    ics = brought("Tentamens blok 1", "2026-11-30", "2026-12-04", uid="b")
    known = lay(held, source(SourceKind.ICS, ics)).periods
    other = brought("Toetsweek", "2026-11-30", "2026-12-05", uid="b")

    done = lay(known, source(SourceKind.ICS, other))

    (period,) = done.periods
    assert (period.slug, period.title) == (EXAMS.slug, EXAMS.title)
    assert days(period) == ("2026-12-07", "2026-12-11")
    assert done.changes == ()
    assert [str(one.last_on) for one in done.conflicts[0].sayings] == [
        "2026-12-04", "2026-12-05", "2026-12-11"
    ]  # fmt: skip


def test_of_two_calendars_the_newest_word_counts_and_the_same_word_again_is_not_news() -> None:
    one = source(SourceKind.ICS, brought("Toets", "2027-01-18", "2027-01-22"), name="fac a")
    other = source(SourceKind.ICS, brought("Toets", "2027-01-19", "2027-01-23"), name="fac b")
    held = lay(lay((), one).periods, other).periods

    assert days(held[0]) == ("2027-01-19", "2027-01-23")
    assert lay(held, one).periods == held


WINTER = ("Winter vakantie", "2026-12-19", "2027-01-03")
MAY = ("Meivakantie", "2027-04-24", "2027-05-09")
ASCENSION = ("Hemelvaartvakantie", "2027-05-06", "2027-05-07")


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        (WINTER, ("Kerstvakantie", "2026-12-21", "2027-01-03"), 1),
        (("A-vakantie", "2026-12-01", "2026-12-10"), ("B-vakantie", "2026-12-05", "2026-12-14"), 1),
        (("A-vakantie", "2026-12-01", "2026-12-10"), ("B-vakantie", "2026-12-06", "2026-12-15"), 2),
        (MAY, ASCENSION, 2),
        (WINTER, ("Toets", *WINTER[1:]), 2),
        (("Toets", "2027-01-18", "2027-01-29"), ("Tentamen", "2027-01-18", "2027-01-29"), 2),
    ],
)  # fmt: skip
def test_a_holiday_by_another_name_is_the_same_when_most_of_it_is_and_nothing_else_is(
    one: Row, other: Row, number: int
) -> None:
    for weak, strong in ((one, other), (other, one)):
        holidays = source(SourceKind.SCHOOL_HOLIDAYS, brought(*weak))
        school = source(SourceKind.ICS, brought(*strong))
        assert len(lay((), holidays, school).periods) == number
        assert len(lay(lay((), school).periods, holidays).periods) == number


def test_no_holiday_takes_the_place_of_one_that_is_named() -> None:
    christmas = ("Kerstvakantie", "2026-12-26", "2027-01-10")

    done = lay((CHRISTMAS,), source(SourceKind.ICS, brought(*WINTER), brought(*christmas)))

    assert {one.slug: days(one) for one in done.periods}["kerstvakantie"] == christmas[1:]
    assert len(done.periods) == 2


TITLES = st.sampled_from(["Tentamens blok 1", "Kerstvakantie", "Toetsweek"])
STARTS = st.dates(date(2026, 9, 1), date(2027, 6, 1))
ROWS = st.lists(st.tuples(TITLES, STARTS, st.integers(0, 20)), max_size=4)


def of_rows(kind: SourceKind, rows: list[tuple[str, date, int]]) -> PeriodSource:
    return source(
        kind,
        *[
            brought(title, str(day), str(day + timedelta(days=n)), uid=f"{kind}{i}")
            for i, (title, day, n) in enumerate(rows)
        ],
    )


@given(st.tuples(ROWS, ROWS, ROWS), st.permutations(FEEDS), st.integers(-30, 30))
def test_the_order_of_the_sources_does_not_matter_and_twice_is_once(
    rows: tuple[list[tuple[str, date, int]], ...], order: list[SourceKind], moved: int
) -> None:
    there = (by_hand(EXAMS, first_on=EXAMS.first_on - timedelta(days=abs(moved))), CHRISTMAS)
    feeds = {kind: of_rows(kind, each) for kind, each in zip(FEEDS, rows, strict=True)}
    done = lay(there, *feeds.values())

    assert lay(there, *[feeds[kind] for kind in order]) == done
    again = lay(done.periods, *feeds.values())
    assert (again.periods, again.changes) == (done.periods, ())
    assert len({one.slug for one in done.periods}) == len(done.periods)
    for one in done.periods:
        assert one == Period.model_validate(one.model_dump()), "it can be saved"
        assert None not in days_from(one, OWN), "nobody changed anything by hand"
    silent = lay(done.periods, *[source(kind) for kind in FEEDS])
    assert set(silent.periods) == set(there)
