"""Moments from a calendar file: the same times as in the file, or a sentence why not (R1)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import make_calendar
from calendar_files import ZONES, calendar, event, expand, keys, read
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.calendar import occurrences_of
from signpost_bot.catalog.ics_moments import read_moments
from signpost_bot.catalog.moment_sentence import say_moment
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
START = "DTSTART;TZID=Europe/Amsterdam:20261201T120000"  # a Tuesday
END = "DTEND;TZID=Europe/Amsterdam:20261201T130000"
TZ = ";TZID=Europe/Amsterdam:"


def moments(*events: str) -> tuple[Moment, ...]:
    found = read(*events)
    brought, findings = read_moments(found.events, AMSTERDAM, in_holidays=True)
    assert [*found.findings, *findings] == []
    return brought


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("FREQ=WEEKLY", "every Tuesday@"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;WKST=SU", "every Tuesday and Thursday@"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday@"),
        ("FREQ=WEEKLY;UNTIL=20270330T100000Z", "every Tuesday@ until 30 March 2027"),
        # At eleven in Amsterdam the time of twelve o'clock is not there yet.
        ("FREQ=WEEKLY;UNTIL=20270330T090000Z", "every Tuesday@ until 29 March 2027"),
        ("FREQ=WEEKLY;UNTIL=20270330", "every Tuesday@ until 30 March 2027"),
        ("FREQ=WEEKLY;COUNT=3", "every Tuesday@ until 15 December 2026"),
        ("FREQ=DAILY", "every day@"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday@"),
        ("FREQ=MONTHLY;BYDAY=1TU", "the first Tuesday of the month@"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "the first Tuesday of the month@"),
        ("FREQ=MONTHLY", "the 1st of the month@"),
        ("FREQ=YEARLY", None),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", None),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU;COUNT=4", None),
    ],
)  # fmt: skip
def test_a_rule_becomes_what_staff_would_say(rule: str, sentence: str | None) -> None:
    (moment,) = moments(event(START, END, f"RRULE:{rule}"))

    said = say_moment(moment, Language.EN)
    clock = " 12:00–13:00 from 1 December 2026"
    assert said == (f"{sentence.replace('@', clock)}, also in holidays" if sentence else None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([START, "RRULE:FREQ=DAILY;BYHOUR=9,12"], "hard_rule"),
        ([START, "RRULE:FREQ=HOURLY"], "hard_rule"),
        # Which Sundays hangs on the day a week begins; with us that is Monday.
        ([START, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"], "hard_rule"),
        ([START, "RRULE:FREQ=SECONDLY;COUNT=1000000000"], "hard_rule"),
        ([START, "RRULE:FREQ=WEEKLY;INTERVAL=13"], "hard_rule"),
        ([START, "RRULE:FREQ=WEEKLY;COUNT=999999999"], "hard_rule"),
        ([START, "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"], "hard_rule"),
        ([START, "RRULE:FREQ=YEARLY;BYYEARDAY=335"], "hard_rule"),
        ([START, "RRULE:FREQ=WEEKLY;BYDAY=WE"], "first_not_in_rule"),
        ([START, "RRULE:FREQ=MONTHLY;BYMONTHDAY=31"], "first_not_in_rule"),
        ([START, "RRULE:FREQ=WEEKLY;UNTIL=20261101"], "ends_before_first"),
        (["DTSTART;VALUE=DATE:20261201"], "all_day"),
        ([START, "DTEND;TZID=Europe/Amsterdam:20261202T010000"], "over_midnight"),
        ([START, "DTEND;TZID=Europe/Amsterdam:20261202T000000"], "over_midnight"),
        ([START, "DURATION:P1D"], "over_midnight"),
    ],
)
def test_what_a_moment_cannot_say_is_a_sentence(lines: list[str], expected: str) -> None:
    found = read_moments(read(event(*lines)).events, AMSTERDAM)

    assert keys(found[1]) == [f"4 {expected}"]
    assert found[0] == ()


def test_a_zone_of_its_own_is_kept_and_that_of_outlook_is_ours() -> None:
    weekly = "RRULE:FREQ=WEEKLY"
    london = event("DTSTART;TZID=Europe/London:20261201T120000", weekly, uid="1")
    berlin = event("DTSTART;TZID=W. Europe Standard Time:20261201T120000", weekly, uid="2")
    none = event("DTSTART:20261201T130000", weekly, uid="3")

    assert [one.zone for one in moments(berlin, london, none)] == [None, "Europe/London", None]


def test_a_rule_in_world_time_stays_there_and_says_so() -> None:
    brought, findings = read_moments(
        read(event("DTSTART:20261201T110000Z", "RRULE:FREQ=WEEKLY")).events, AMSTERDAM
    )

    assert [one.zone for one in brought] == ["UTC"]
    assert keys(findings) == ["4 utc_rule"]
    (single,) = moments(event("DTSTART:20270701T110000Z"))
    assert (single.zone, single.start.hour, single.on) == (None, 13, (date(2027, 7, 1),))


def test_single_days_of_the_same_hours_are_one_moment_in_holidays_too() -> None:
    """As TimeEdit and Xedule write a series."""
    events = [
        event(f"DTSTART{TZ}{day}T120000", f"DTEND{TZ}{day}T130000", uid=day)
        for day in ("20261208", "20261201", "20261222")
    ]
    found = read_moments(read(*events).events, AMSTERDAM)

    (moment,) = found[0]
    assert [day.day for day in moment.on] == [1, 8, 22]
    assert moment.in_holidays
    christmas = make_calendar().holidays()
    assert (
        len(occurrences_of(found[0], christmas, AMSTERDAM, datetime(2026, 12, 1, tzinfo=UTC), 9))
        == 3
    )


def test_what_comes_back_skips_the_holidays_unless_asked() -> None:
    events = read(event(START, "RRULE:FREQ=WEEKLY")).events

    assert not read_moments(events, AMSTERDAM)[0][0].in_holidays
    assert read_moments(events, AMSTERDAM, in_holidays=True)[0][0].in_holidays


def test_times_that_were_moved_cancelled_or_added() -> None:
    series = event(START, END, "RRULE:FREQ=WEEKLY;COUNT=5", f"EXDATE{TZ}20261215T120000",
                   f"RDATE{TZ}20261217T120000")  # fmt: skip
    moved = event(f"RECURRENCE-ID{TZ}20261208T120000", f"DTSTART{TZ}20261209T160000",
                  f"DTEND{TZ}20261209T170000")  # fmt: skip
    gone = event("RECURRENCE-ID:20261222T110000Z", f"DTSTART{TZ}20261222T120000",
                 f"DTEND{TZ}20261222T130000", "STATUS:CANCELLED")  # fmt: skip
    renamed = event(f"RECURRENCE-ID{TZ}20261229T120000", f"DTSTART{TZ}20261229T120000",
                    f"DTEND{TZ}20261229T130000", title="Oliebollen")  # fmt: skip

    brought = moments(renamed, moved, series, gone)
    times = occurrences_of(brought, (), AMSTERDAM, datetime(2026, 11, 1, tzinfo=UTC), 20)

    assert [f"{one.starts_at.astimezone(AMSTERDAM):%d %H}" for one in times] == [
        "01 12", "09 16", "17 12", "29 12"
    ]  # fmt: skip
    assert len(brought) == 3


def test_a_moved_time_without_its_series_is_a_time_and_what_is_cancelled_is_none() -> None:
    alone = event(f"RECURRENCE-ID{TZ}20261208T120000", f"DTSTART{TZ}20261209T160000")

    assert [one.on for one in moments(alone)] == [(date(2026, 12, 9),)]
    assert moments(event(START, "RRULE:FREQ=WEEKLY", "STATUS:CANCELLED")) == ()


def test_two_series_of_one_uid_are_an_error() -> None:
    found = read_moments(read(event(START), event(START)).events, AMSTERDAM)

    assert keys(found[1]) == ["10 double_uid"]


RULES = st.one_of(
    st.builds(
        "FREQ=WEEKLY;INTERVAL={};BYDAY=TU{};WKST={}".format,
        st.integers(1, 5), st.sampled_from(["", ",SU", ",MO,SA"]), st.sampled_from(["MO", "SU"]),
    ),
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 12)),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYDAY={}TU".format, st.integers(1, 4), st.integers(1, 1)),
    st.builds("FREQ=MONTHLY;BYMONTHDAY=1,{}".format, st.integers(-3, 31).filter(bool)),
)  # fmt: skip
ENDS = st.one_of(
    st.just(""),
    st.builds(";COUNT={}".format, st.integers(1, 90)),
    st.dates(date(2026, 12, 2), date(2028, 1, 1)).map(lambda day: f";UNTIL={day:%Y%m%d}T235959Z"),
)


@given(
    RULES,
    ENDS,
    st.integers(0, 22),
    st.sampled_from(["Europe/Amsterdam", "America/New_York", "Customized Time Zone"]),
    st.lists(st.dates(date(2026, 12, 2), date(2027, 12, 1)), max_size=5),
)
def test_whatever_comes_back_is_at_the_times_another_program_shows(
    rule: str, end: str, hour: int, zone: str, without: list[date]
) -> None:
    """Over both changes of the clock and New Year, or a sentence that it cannot be said."""
    clock = f";TZID={zone}:"
    lines = [f"DTSTART{clock}20261201T{hour:02}1500", f"DTEND{clock}20261201T{hour:02}4500"]
    lines += [f"EXDATE{clock}{day:%Y%m%d}T{hour:02}1500" for day in without]
    one = event(*lines, f"RRULE:{rule}{end}")
    from_at = datetime(2026, 11, 1, tzinfo=UTC)
    until_at = from_at + timedelta(days=365)

    brought, findings = read_moments(read(ZONES[zone], one).events, AMSTERDAM, in_holidays=True)
    ours = {
        (time.starts_at, time.ends_at)
        for time in occurrences_of(brought, (), AMSTERDAM, from_at, 1000)
        if time.starts_at < until_at
    }

    if findings:
        assert [finding.key for finding in findings] == ["ics.hard_rule"]
        assert "SU" in rule, "only weeks that begin on Sunday are hard to say"
        return
    shown = expand(calendar(ZONES[zone], one), from_at, until_at)
    assert ours == {(start, end) for _, start, end in shown}
