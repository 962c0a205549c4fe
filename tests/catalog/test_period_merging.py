"""Sources of the academic year merged, each day with its source (R5, R6)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from builders import make_calendar
from hypothesis import given
from hypothesis import strategies as st
from year_sources import OWN, brought, days, lay, source

from signpost_bot.catalog.period_merging import days_from
from signpost_bot.catalog.period_sources import PeriodSource
from signpost_bot.model.institution import Period, SourceKind

EXAMS, CHRISTMAS = make_calendar().periods
"""Exams of block 1, 30 November to 4 December 2026, and the Christmas holiday."""
FEEDS = [SourceKind.SCHOOL_HOLIDAYS, SourceKind.ICS, SourceKind.OEAPI]


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


def test_what_a_file_brought_before_sayings_were_kept_is_still_known_as_its_own() -> None:
    toets = source(SourceKind.ICS, brought("Toets", "2027-01-18", "2027-01-22"), name="2026.ics")
    legacy = lay((), toets).periods[0].model_copy(update={"sayings": ()})
    later = source(SourceKind.ICS, brought("Toets", "2027-01-25", "2027-01-29"), name="2027.ics")

    moved = lay((legacy,), later)

    assert days(moved.periods[0]) == ("2027-01-25", "2027-01-29")
    assert moved.conflicts == ()
    assert lay((legacy,), toets).periods == (legacy,)
    assert lay((legacy,), source(SourceKind.ICS, name="2027.ics")).periods == ()


def test_of_two_calendars_the_newest_word_counts_and_the_same_word_again_is_not_news() -> None:
    one = source(SourceKind.ICS, brought("Toets", "2027-01-18", "2027-01-22"), name="fac a")
    other = source(SourceKind.ICS, brought("Toets", "2027-01-19", "2027-01-23"), name="fac b")
    held = lay(lay((), one).periods, other).periods

    assert days(held[0]) == ("2027-01-19", "2027-01-23")
    assert lay(held, one).periods == held


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
