"""The year of a school from its calendar file: laid over what there is, and known again (R5)."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import make_calendar
from calendar_files import event, keys, read
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.ics_periods import read_periods
from signpost_bot.catalog.period_merging import Merged, merge
from signpost_bot.model.institution import Period

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
THERE = make_calendar().periods
"""Exams of block 1, 30 November to 4 December 2026, and the Christmas holiday."""


def plan(*events: str, there: tuple[Period, ...] = (), source: str = "jaar.ics") -> Merged:
    found = read(*events)
    assert found.findings == ()
    brought, said = read_periods(replace(found, name=source), AMSTERDAM)
    merged = merge(there, (brought,), "test")
    return replace(merged, findings=(*said, *merged.findings))


def whole_days(first: str, last: str) -> tuple[str, str]:
    return f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{last}"


@pytest.mark.parametrize(
    ("lines", "first_on", "last_on"),
    [
        # The last day of whole days is the day after.
        (["DTSTART;VALUE=DATE:20270118", "DTEND;VALUE=DATE:20270130"], "2027-01-18", "2027-01-29"),
        (["DTSTART;VALUE=DATE:20270118", "DTEND;VALUE=DATE:20270118"], "2027-01-18", "2027-01-18"),
        (["DTSTART;VALUE=DATE:20270118"], "2027-01-18", "2027-01-18"),
        (["DTSTART;VALUE=DATE:20270118", "DURATION:P5D"], "2027-01-18", "2027-01-22"),
        # TimeEdit: midnight to midnight, in world time, on both sides of a change of the clock.
        (["DTSTART:20270321T230000Z", "DTEND:20270402T220000Z"], "2027-03-22", "2027-04-02"),
        (["DTSTART:20270531T170000", "DTEND:20270531T170000"], "2027-05-31", "2027-05-31"),
        (["DTSTART:20270531T090000", "DTEND:20270602T170000"], "2027-05-31", "2027-06-02"),
        (["DTSTART;TZID=America/New_York:20261231T200000"], "2027-01-01", "2027-01-01"),
    ],
)
def test_its_days_are_those_of_the_school(lines: list[str], first_on: str, last_on: str) -> None:
    (period,) = plan(event(*lines, title="Tentamens")).periods

    assert (str(period.first_on), str(period.last_on)) == (first_on, last_on)


def test_a_period_of_the_files_that_is_named_is_moved_and_keeps_what_staff_wrote() -> None:
    moved = plan(event(*whole_days("20261207", "20261212"), title="tentamens Blok 1"), there=THERE)

    exams, christmas = moved.periods
    assert exams.slug == "tentamens-blok-1"
    assert exams.title.en == "Block 1 exams"
    assert (exams.first_on, exams.last_on) == (date(2026, 12, 7), date(2026, 12, 11))
    assert exams.source == "jaar.ics"
    assert christmas == THERE[1], "what the file does not name stays"
    assert [(one.before, one.after) for one in moved.changes] == [(THERE[0], exams)]


def test_the_same_file_once_more_changes_nothing() -> None:
    events = (
        event(*whole_days("20261130", "20261205"), title="Tentamens blok 1", uid="a"),
        event(*whole_days("20270118", "20270130"), title="Tentamens blok 2", uid="b"),
        event("DTSTART;VALUE=DATE:20270427", title="Koningsdag / King's Day", uid="c"),
    )
    first = plan(*events, there=THERE)
    second = plan(*reversed(events), there=first.periods)

    assert len(first.changes) == 2, "the exams of block 1 were right already"
    assert second.changes == ()
    assert second.periods == first.periods


def test_an_event_is_known_again_by_its_uid_whatever_it_is_called_and_when() -> None:
    (old,) = plan(event(*whole_days("20270118", "20270130"), title="Toetsweek", uid="b")).periods
    again = event(*whole_days("20270705", "20270710"), title="Hertentamens / Resits", uid="b")

    (new,) = plan(again, there=(old,)).periods

    assert new.slug == old.slug == "toetsweek-3e23e816"
    assert (new.kind.value, new.title.en) == ("resits", "Resits")


def test_what_the_same_calendar_no_longer_brings_is_gone_and_nothing_else_is() -> None:
    week = event(*whole_days("20270308", "20270313"), title="Hertentamens", uid="r")
    last = event(*whole_days("20270614", "20270626"), title="Tentamens blok 4", uid="z")
    source = "TimeEdit-Jaar-20261101"
    before = plan(week, last, source=source).periods + THERE
    other = plan(event(*whole_days("20270405", "20270410"), title="Toetsweek", uid="o"))
    before += other.periods

    after = plan(
        event(*whole_days("20270301", "20270306"), title="Voorjaarsvakantie", uid="v"),
        last,
        there=before,
        source="TimeEdit-Jaar-20261201",
    )

    gone = [one.before.slug for one in after.changes if one.after is None and one.before]
    assert gone == [before[0].slug]
    # A shorter stretch says nothing about the rest of the year.
    later = plan(event("DTSTART:20270901", title="Introductieweek"), there=before, source=source)
    assert [one for one in later.changes if one.after is None] == []


def test_what_is_not_known_cancelled_or_comes_back_is_left_out_and_listed() -> None:
    day = "DTSTART;VALUE=DATE:20270118"
    found = plan(
        event(day, title="Open dag", uid="1"),
        event(day, title="Tentamens en herkansingen", uid="2"),
        event(day, "RRULE:FREQ=YEARLY", title="Koningsdag", uid="3"),
        event(day, "STATUS:CANCELLED", title="Tentamens", uid="4"),
    )

    assert found.periods == ()
    assert keys(found.findings) == ["4 no_kind", "10 several_kinds", "16 period_repeats"]


def test_titles_in_one_language_are_one_line_however_many() -> None:
    day = "DTSTART;VALUE=DATE:20270118"
    found = plan(*[event(day, title="Tentamens", uid=str(i)) for i in range(9)])

    assert keys(found.findings) == ["4 one_language"]
    assert dict(found.findings[0].values)["number"] == "9"


def test_two_of_one_uid_are_an_error() -> None:
    day = "DTSTART;VALUE=DATE:20270118"

    found = plan(event(day, title="Tentamens"), event(day, title="Herkansingen"))

    assert "10 double_uid" in keys(found.findings)


DAYS = st.dates(date(2026, 9, 1), date(2027, 8, 31))
TITLES = st.sampled_from(["Tentamens blok 1", "Kerstvakantie", "Blok 2 / Block 2", "Open dag", "?"])


@given(st.lists(st.tuples(TITLES, DAYS, st.integers(0, 40)), min_size=1, max_size=6), st.randoms())
def test_whatever_the_file_says_twice_is_once(
    rows: list[tuple[str, date, int]], random: Any
) -> None:
    events = [
        event(f"DTSTART:{day:%Y%m%d}", f"DURATION:P{length}D", title=title, uid=str(i))
        for i, (title, day, length) in enumerate(rows)
    ]
    first = plan(*events, there=THERE)
    slugs = [one.slug for one in first.periods]

    random.shuffle(events)
    assert plan(*events, there=first.periods).changes == ()
    assert len(slugs) == len(set(slugs))
    assert {one.slug for one in THERE} <= set(slugs)
