"""When something takes place, in local time: the clock changes, New Year and holidays included."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import make_calendar, make_catalog, make_offering
from hypothesis import given, settings
from hypothesis import strategies as st

from signpost_bot.calendar import (
    Occurrence,
    at_local,
    list_occurrences,
    local_day,
    next_occurrence,
    reminder_moment,
    say_start,
    say_when,
)
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment
from signpost_bot.recurrence import HORIZON, WEEKDAYS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NO_HOLIDAYS = make_catalog(calendar=make_calendar(periods=[]))
CHRISTMAS = make_catalog()
"""Holiday from 19 December 2026 up to and including 3 January 2027."""


def at(text: str) -> datetime:
    """ "2026-11-24 16:00" on a clock in Amsterdam, as we are handed it: in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def moment(hours: str = "16:00-17:00", **changes: Any) -> dict[str, object]:
    start, end = hours.split("-")
    return {"start": start, "end": end} | changes


def occurrence(day: str, hours: str) -> Occurrence:
    start, end = hours.split("-")
    return Occurrence(starts_at=at(f"{day} {start}"), ends_at=at(f"{day} {end}"))


@pytest.mark.parametrize(
    ("number", "local", "expected"),
    [
        (1, "2026-03-29 01:59", "2026-03-29 00:59"),  # the minute before spring forward
        (2, "2026-03-29 02:30", "2026-03-29 01:30"),  # skipped: 02:30 becomes 03:30
        (3, "2026-03-29 03:30", "2026-03-29 01:30"),
        (4, "2026-10-25 01:59", "2026-10-24 23:59"),
        (5, "2026-10-25 02:30", "2026-10-25 00:30"),  # repeated: the first of the two
        (6, "2026-10-25 03:00", "2026-10-25 02:00"),
        (7, "2027-03-28 02:30", "2027-03-28 01:30"),  # skipped
        (8, "2027-10-31 02:30", "2027-10-31 00:30"),  # repeated
        (9, "2026-12-31 23:59", "2026-12-31 22:59"),  # New Year
        (10, "2027-01-01 00:00", "2026-12-31 23:00"),
    ],
)
def test_local_time_becomes_utc(number: int, local: str, expected: str) -> None:
    day, clock = local.split()

    found = at_local(date.fromisoformat(day), time.fromisoformat(clock), AMSTERDAM)

    assert f"{found:%Y-%m-%d %H:%M %Z}" == f"{expected} UTC"


def test_the_day_is_the_day_in_amsterdam() -> None:
    nows = ["2026-12-31 22:59", "2026-12-31 23:00", "2026-07-01 21:59", "2026-07-01 22:00"]

    found = [str(local_day(datetime.fromisoformat(f"{now}Z"), AMSTERDAM)) for now in nows]

    assert found == ["2026-12-31", "2027-01-01", "2026-07-01", "2026-07-02"]


WEEKLY = moment(weekdays=["mon"])
OTHER_WEEK = moment(weekdays=["mon"], every_weeks=2, first_on="2026-12-14")
MIDWEEK = moment(weekdays=["mon", "fri"], every_weeks=2, first_on="2026-12-16")
TUESDAY = moment("12:00-14:00", weekdays=["tue"])
DATES = moment(on=["2027-01-08", "2026-12-22", "2026-11-27"])
TERM = moment(weekdays=["mon"], first_on="2026-11-30", last_on="2026-12-07")


@pytest.mark.parametrize(
    ("number", "moments", "now", "expected"),
    [
        (1, [WEEKLY], "2026-10-19 18:00", ["2026-10-26", "2026-11-02", "2026-11-09"]),
        (2, [WEEKLY], "2026-03-23 18:00", ["2026-03-30", "2026-04-06", "2026-04-13"]),
        (3, [WEEKLY], "2026-12-27 09:00", ["2026-12-28", "2027-01-04", "2027-01-11"]),
        # 2026 has 53 weeks: counting on week numbers would slip a week here.
        (4, [OTHER_WEEK], "2026-12-20 09:00", ["2026-12-28", "2027-01-11", "2027-01-25"]),
        (5, [OTHER_WEEK], "2026-11-01 09:00", ["2026-12-14", "2026-12-28", "2027-01-11"]),
        # The week that counts is the one of the first day; the Monday before it is too early.
        (6, [MIDWEEK], "2026-12-01 09:00", ["2026-12-18", "2026-12-28", "2027-01-01"]),
        # What goes on now counts until its end, and not at its end.
        (7, [WEEKLY], "2026-11-23 16:59", ["2026-11-23", "2026-11-30", "2026-12-07"]),
        (8, [WEEKLY], "2026-11-23 17:00", ["2026-11-30", "2026-12-07", "2026-12-14"]),
        (9, [DATES], "2026-11-24 09:00", ["2026-11-27", "2026-12-22", "2027-01-08"]),
        (10, [DATES], "2026-12-22 17:00", ["2027-01-08"]),
        (11, [TERM], "2026-11-01 09:00", ["2026-11-30", "2026-12-07"]),  # last_on is included
        (12, [TERM], "2026-12-07 17:00", []),
        (13, [], "2026-11-23 09:00", []),
    ],
)
def test_it_takes_place_on_these_days(
    number: int, moments: list[object], now: str, expected: list[str]
) -> None:
    offering = make_offering(moments=moments)

    found = list_occurrences(offering, NO_HOLIDAYS, at(now), limit=3)

    assert found == tuple(occurrence(day, "16:00-17:00") for day in expected)


@pytest.mark.parametrize(
    ("in_holidays", "second"), [("false", "2027-01-04"), ("true", "2026-12-21")]
)
def test_holidays_are_skipped_unless_it_goes_on_in_them(in_holidays: str, second: str) -> None:
    offering = make_offering(moments=[WEEKLY | {"in_holidays": in_holidays}])

    found = list_occurrences(offering, CHRISTMAS, at("2026-12-14 09:00"), limit=2)

    assert found == tuple(occurrence(day, "16:00-17:00") for day in ("2026-12-14", second))


def test_both_ends_of_a_holiday_belong_to_it_and_exams_are_none() -> None:
    dates = ["2026-12-01", "2026-12-18", "2026-12-19", "2027-01-03", "2027-01-04"]
    offering = make_offering(moments=[moment(on=dates)])

    found = list_occurrences(offering, CHRISTMAS, at("2026-11-23 09:00"), limit=9)

    assert found == tuple(occurrence(dates[i], "16:00-17:00") for i in (0, 1, 4))


def test_an_institution_without_a_calendar_has_no_holidays() -> None:
    offering = make_offering(moments=[moment(on=["2026-12-25"])])

    found = next_occurrence(offering, make_catalog(calendar=None), at("2026-11-23 09:00"))

    assert found == occurrence("2026-12-25", "16:00-17:00")


def test_two_moments_of_one_offering_come_in_order_and_once() -> None:
    offering = make_offering(moments=[WEEKLY, TUESDAY, moment(on=["2026-11-23", "2026-11-26"])])

    found = list_occurrences(offering, NO_HOLIDAYS, at("2026-11-23 09:00"), limit=4)

    assert found == (
        occurrence("2026-11-23", "16:00-17:00"),
        occurrence("2026-11-24", "12:00-14:00"),
        occurrence("2026-11-26", "16:00-17:00"),
        occurrence("2026-11-30", "16:00-17:00"),
    )


def test_what_begins_more_than_a_year_from_now_is_not_next() -> None:
    offering = make_offering(moments=[moment(weekdays=["mon"], first_on="2028-01-03")])

    assert next_occurrence(offering, NO_HOLIDAYS, at("2026-11-23 09:00")) is None


@pytest.mark.parametrize(
    ("number", "now", "day", "language", "expected"),
    [
        (1, "2026-11-24 00:00", "2026-11-24", "nl", "vandaag 16:00–17:00"),
        (2, "2026-11-24 16:30", "2026-11-24", "en", "today 16:00–17:00"),
        (3, "2026-11-23 23:59", "2026-11-24", "nl", "morgen 16:00–17:00"),
        (4, "2026-12-31 12:00", "2027-01-01", "en", "tomorrow 16:00–17:00"),
        (5, "2026-11-22 12:00", "2026-11-24", "nl", "di 24 nov 16:00–17:00"),
        (6, "2026-11-22 12:00", "2026-11-24", "en", "Tue 24 Nov 16:00–17:00"),
        (7, "2026-12-22 12:00", "2027-01-05", "nl", "di 5 jan 2027 16:00–17:00"),
        (8, "2026-12-22 12:00", "2027-01-05", "en", "Tue 5 Jan 2027 16:00–17:00"),
    ],
)
def test_a_time_is_said_as_one_says_it(
    number: int, now: str, day: str, language: str, expected: str
) -> None:
    """R11: the next moment, not a brochure."""
    when, spoken = occurrence(day, "16:00-17:00"), Language(language)

    assert say_when(when, NO_HOLIDAYS, at(now), spoken) == expected
    assert say_start(when.starts_at, NO_HOLIDAYS, at(now), spoken) == expected.split("–")[0]


@pytest.mark.parametrize(
    ("number", "starts", "now", "expected"),
    [
        (1, "2026-11-24 16:00", "2026-11-20 12:00", "2026-11-23 18:30"),  # the evening before
        (2, "2026-11-24 16:00", "2026-11-23 18:29", "2026-11-23 18:30"),
        (3, "2026-11-24 16:00", "2026-11-23 18:30", "2026-11-24 15:00"),  # an hour before
        (4, "2026-11-24 16:00", "2026-11-24 14:59", "2026-11-24 15:00"),
        (5, "2026-11-24 16:00", "2026-11-24 15:00", None),  # none left
        (6, "2026-11-24 09:00", "2026-11-24 06:00", "2026-11-24 08:00"),
        (7, "2026-11-24 08:59", "2026-11-24 06:00", None),  # 07:59 is quiet
        (8, "2026-11-24 22:59", "2026-11-24 12:00", "2026-11-24 21:59"),
        (9, "2026-11-24 23:00", "2026-11-24 12:00", None),  # 22:00 is quiet
        (10, "2026-03-29 10:00", "2026-03-28 12:00", "2026-03-28 18:30"),  # the clock moves
        (11, "2026-10-25 10:00", "2026-10-24 12:00", "2026-10-24 18:30"),  # between the two
        (12, "2027-01-01 16:00", "2026-12-30 12:00", "2026-12-31 18:30"),
    ],
)
def test_a_reminder_comes_in_time_and_never_at_night(
    number: int, starts: str, now: str, expected: str | None
) -> None:
    """R20: a reminder must not become pressure."""
    found = reminder_moment(at(starts), AMSTERDAM, at(now))

    assert found == (None if expected is None else at(expected))


days = st.dates(date(2025, 1, 1), date(2029, 12, 31))
nows = st.builds(datetime.combine, days, st.times(), st.just(UTC))
day_hours = st.sampled_from([("04:00", "04:30"), ("09:00", "12:30"), ("16:00", "23:59")])


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    start, end = draw(day_hours)
    when: dict[str, object] = {"start": start, "end": end, "in_holidays": draw(st.booleans())}
    if draw(st.booleans()):
        return Moment.model_validate(when | {"on": draw(st.sets(days, min_size=1, max_size=9))})
    first_on = draw(days)
    when["weekdays"] = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
    when |= {"first_on": first_on, "every_weeks": draw(st.integers(1, 12))}
    when["last_on"] = draw(st.none() | st.dates(first_on, date(2031, 1, 1)))
    return Moment.model_validate(when)


@settings(deadline=None)
@given(moments(), nows, st.integers(1, 8))
def test_occurrences_keep_to_their_moment(found_in: Moment, now: datetime, limit: int) -> None:
    offering = make_offering(moments=[found_in])

    found = list_occurrences(offering, CHRISTMAS, now, limit)

    assert found == list_occurrences(offering, CHRISTMAS, now, limit + 1)[:limit]
    assert list(found) == sorted(set(found))
    for one in found:
        start, end = one.starts_at.astimezone(AMSTERDAM), one.ends_at.astimezone(AMSTERDAM)
        day = start.date()
        assert (start.time(), end.time()) == (found_in.start, found_in.end)
        assert one.ends_at > now
        assert end.date() == day
        assert day in found_in.on or WEEKDAYS[day.weekday()] in found_in.weekdays
        assert (found_in.first_on or day) <= day <= (found_in.last_on or day)
        assert found_in.on or day <= local_day(now, AMSTERDAM) + HORIZON
        assert found_in.in_holidays or not date(2026, 12, 19) <= day <= date(2027, 1, 3)
