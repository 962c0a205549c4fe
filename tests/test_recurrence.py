"""On which days a moment takes place: over New Year, both clock changes, and never for ever."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import make_calendar
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.calendar import occurrences_of
from signpost_bot.catalog.moment_words import read_moment
from signpost_bot.model.moment import Moment
from signpost_bot.recurrence import HORIZON, list_days

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHRISTMAS = make_calendar().holidays()
"""From 19 December 2026 up to and including 3 January 2027."""


def moment(**changes: Any) -> Moment:
    return Moment.model_validate({"start": "12:00", "end": "13:00"} | changes)


def first_days(given: Moment, from_on: str, number: int = 3) -> list[str]:
    return [str(day) for day in islice(list_days(given, (), date.fromisoformat(from_on)), number)]


ODD = "FREQ=YEARLY;BYWEEKNO=" + ",".join(map(str, range(1, 54, 2))) + ";BYDAY=TH"


@pytest.mark.parametrize(
    ("number", "given", "from_on", "expected"),
    [
        (1, {"rule": "FREQ=MONTHLY;BYDAY=1MO"}, "2026-12-08", "2027-01-04 2027-02-01 2027-03-01"),
        (2, {"rule": "FREQ=MONTHLY;BYDAY=-1FR"}, "2026-12-01", "2026-12-25 2027-01-29 2027-02-26"),
        (3, {"rule": "FREQ=MONTHLY;BYDAY=5MO"}, "2026-12-01", "2027-03-29 2027-05-31 2027-08-30"),
        (4, {"rule": "FREQ=MONTHLY;BYMONTHDAY=31"}, "2027-02-01",
         "2027-03-31 2027-05-31 2027-07-31"),
        # 2026 has 53 weeks: two odd weeks stand side by side at New Year.
        (5, {"rule": ODD}, "2026-12-24", "2026-12-31 2027-01-07 2027-01-21"),
        (6, {"rule": "FREQ=DAILY"}, "2026-12-30", "2026-12-30 2026-12-31 2027-01-01"),
        (7, {"rule": "FREQ=DAILY;INTERVAL=2", "first_on": "2026-12-30"}, "2026-12-31",
         "2027-01-01 2027-01-03 2027-01-05"),
        (8, {"rule": "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=4"}, "2026-12-01", "2027-05-04"),
    ],
)  # fmt: skip
def test_a_rule_falls_on_these_days(
    number: int, given: dict[str, object], from_on: str, expected: str
) -> None:
    assert first_days(moment(**given), from_on) == expected.split()


def test_exceptions_and_closures_are_skipped_both_ends_included() -> None:
    given = moment(
        rule="FREQ=WEEKLY;BYDAY=TU",
        except_on=["2026-12-01"],
        closures=[{"first_on": "2026-12-15", "last_on": "2026-12-22"}],
    )

    assert first_days(given, "2026-11-25") == ["2026-12-08", "2026-12-29", "2027-01-05"]


@pytest.mark.parametrize(("in_holidays", "second"), [(False, "2027-01-05"), (True, "2026-12-22")])
def test_holidays_are_skipped_unless_said_otherwise(in_holidays: bool, second: str) -> None:
    given = moment(rule="FREQ=WEEKLY;BYDAY=TU", in_holidays=in_holidays)

    found = list(islice(list_days(given, CHRISTMAS, date(2026, 12, 14)), 2))

    assert [str(day) for day in found] == ["2026-12-15", second]


@pytest.mark.parametrize(
    ("number", "sentence", "from_day", "expected"),
    [
        # 28 March 2027: 02:30 is skipped and becomes 03:30; 12:00 stays 12:00 on the clock.
        (1, "elke zondag om 02:30", "2027-03-20", ["03-21 01:30", "03-28 01:30", "04-04 00:30"]),
        (2, "Sundays 12:00-13:00", "2027-03-20", ["03-21 11:00", "03-28 10:00", "04-04 10:00"]),
        # 31 October 2027: 02:30 comes twice, and the first counts.
        (3, "elke zondag om 02:30", "2027-10-20", ["10-24 00:30", "10-31 00:30", "11-07 01:30"]),
        (4, "Sundays 12:00-13:00", "2027-10-20", ["10-24 10:00", "10-31 11:00", "11-07 11:00"]),
        (5, "elke dag 12:00-13:00", "2026-12-31", ["12-31 11:00", "01-01 11:00", "01-02 11:00"]),
    ],
)  # fmt: skip
def test_a_sentence_is_right_over_clock_changes_and_new_year(
    number: int, sentence: str, from_day: str, expected: list[str]
) -> None:
    read = read_moment(sentence, date(2026, 11, 25))
    assert isinstance(read, Moment)
    now = datetime.fromisoformat(from_day).replace(tzinfo=AMSTERDAM)

    found = occurrences_of((read,), (), AMSTERDAM, now, 3)

    assert [f"{one.starts_at:%m-%d %H:%M}" for one in found] == expected


def test_a_moment_may_have_a_zone_of_its_own() -> None:
    given = moment(start="09:00", end="10:00", weekdays=["wed"], zone="America/Paramaribo")
    now = datetime(2026, 11, 25, 8, tzinfo=AMSTERDAM)

    found = occurrences_of((given,), (), AMSTERDAM, now, 1)

    assert [str(one.starts_at) for one in found] == ["2026-11-25 12:00:00+00:00"]


def test_without_an_end_it_counts_for_an_hour_and_shows_none() -> None:
    given = moment(end=None, weekdays=["wed"])
    half_past = datetime(2026, 11, 25, 12, 30, tzinfo=AMSTERDAM)

    now, next_week = (
        occurrences_of((given,), (), AMSTERDAM, half_past + timedelta(minutes=m), 1)[0]
        for m in (0, 30)
    )

    assert not now.has_end
    assert next_week.starts_at - now.starts_at == timedelta(days=7)


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=1"]
)
def test_a_rule_without_end_stops_at_the_horizon(rule: str) -> None:
    days = list(list_days(moment(rule=rule), (), date(2026, 11, 25)))

    assert days
    assert days[-1] <= date(2026, 11, 25) + HORIZON


def test_what_is_always_closed_ends_too() -> None:
    closed = [{"first_on": "2000-01-01", "last_on": "2999-12-31"}]

    given = moment(rule="FREQ=DAILY", closures=closed)

    assert list(list_days(given, (), date(2026, 11, 25))) == []


@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    weeks=st.integers(1, 12),
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    ahead=st.integers(-400, 400),
)
def test_weekdays_are_those_of_the_plain_calendar(
    weekdays: set[int], weeks: int, first: date, ahead: int
) -> None:
    names = [("mon", "tue", "wed", "thu", "fri", "sat", "sun")[i] for i in weekdays]
    given = moment(weekdays=names, every_weeks=weeks, first_on=first)
    start = first + timedelta(days=ahead)
    monday = first - timedelta(days=first.weekday())

    expected = [
        day
        for day in (start + timedelta(days=i) for i in range(HORIZON.days + 1))
        if day >= first and day.weekday() in weekdays and (day - monday).days // 7 % weeks == 0
    ]

    assert list(list_days(given, (), start)) == expected


@given(from_on=st.dates(date(2020, 1, 1), date(2035, 12, 31)), odd=st.booleans())
def test_even_and_odd_weeks_are_those_of_the_iso_calendar(from_on: date, odd: bool) -> None:
    weeks = ",".join(map(str, range(1 if odd else 2, 54, 2)))
    given = moment(rule=f"FREQ=YEARLY;BYWEEKNO={weeks};BYDAY=MO,TU,WE,TH,FR,SA,SU")

    days = [from_on + timedelta(days=i) for i in range(HORIZON.days + 1)]

    assert list(list_days(given, (), from_on)) == [
        day for day in days if day.isocalendar().week % 2 == odd
    ]
