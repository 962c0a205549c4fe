"""Calendar files that are damaged: a sentence at the right line, and never a stack (R1)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from calendar_files import FILE, calendar, event, keys, read
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.ics_reading import MAX_BYTES, MAX_EVENTS, parse_ics, read_ics

START = "DTSTART:20261201T120000Z"
GOOD = event(START)
ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
    "TZOFFSETFROM:{0}\r\nTZOFFSETTO:{0}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
HOME_MADE = event("DTSTART;TZID=Customized Time Zone:20261201T120000")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:2026-12-01"], "bad_value"),
        (["DTSTART:20261345"], "bad_value"),
        (["DTSTART:20261201T120000+0100"], "bad_value"),
        (["DTSTART:2026-12-01T12:00:00+01:00"], "bad_value"),
        (["DTSTART:120000"], "bad_value"),
        (["DTSTART:PT1H"], "bad_value"),
        (["DTSTART:20261201T120000Z/PT1H"], "bad_value"),
        (["DTSTART:02061201"], "bad_value"),
        (["DTSTART:"], "bad_value"),
        ([], "no_start"),
        (["DTSTART;TZID=Mars/Olympus:20261201T120000"], "unknown_zone"),
        (["DTSTART;TZID=:20261201T120000"], "unknown_zone"),
        ([START, "DTSTART:20261202T120000Z"], "twice"),
        ([START, "DTEND:20261201T110000Z"], "end_before_start"),
        ([START, "DURATION:-PT1H"], "end_before_start"),
        (["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261130"], "end_before_start"),
        (["DTSTART;VALUE=DATE:20261201", "DTEND:20261202T120000Z"], "mixed"),
        (["DTSTART;VALUE=DATE:20261201", "DURATION:PT1H"], None),
        (["DTSTART:20261201T120000", "DTEND:20261201T130000Z"], "mixed"),
        ([START, "DURATION:one hour"], "bad_value"),
        ([START, "RRULE:FREQ=SOMETIMES"], "bad_value"),
        ([START, "RRULE:COUNT=3"], "bad_value"),
        ([START, "RRULE:"], "bad_value"),
        ([START, "EXDATE:tomorrow"], "bad_value"),
        ([START, "RDATE;VALUE=PERIOD:20261201T120000Z/PT1H"], "bad_value"),
        ([START, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T120000Z"], "range"),
        ([START, "and this is no line at all"], "bad_value"),
    ],
)
def test_an_event_that_cannot_be_is_named_at_its_line(
    lines: list[str], expected: str | None
) -> None:
    found = read(GOOD, event(*lines, uid="2"))

    assert keys(found.findings) == ([f"10 {expected}"] if expected else [])
    assert len(found.events) == (1 if expected else 2), "the other one is read"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html><body>Log in</body></html>", "1 web_page"),
        ("", "1 not_a_calendar"),
        ("UID,titel\r\n1,les\r\n", "1 not_a_calendar"),
        (calendar(), "1 no_events"),
        (calendar(GOOD)[:-20], "9 cut_off"),
        (calendar(GOOD) + "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261201T1", "13 cut_off"),
        (calendar(GOOD).replace("END:VEVENT\r\n", ""), "9 cut_off"),
        (calendar(event(START, uid=None)), "4 no_uid"),
        (calendar(event(START, uid=" ")), "4 no_uid"),
        (calendar(GOOD.replace("VEVENT", "VTODO")), "1 no_events"),
        (calendar(ZONE.format("east"), GOOD), "1 broken"),
        (calendar(*[GOOD] * (MAX_EVENTS + 1)), f"{4 + 6 * MAX_EVENTS} too_many"),
    ],
)  # fmt: skip
def test_a_file_that_is_damaged_is_one_sentence(text: str, expected: str) -> None:
    found = parse_ics(FILE, text)

    assert keys(found.findings) == [expected]
    assert found.events == ()


def test_a_file_that_cannot_be_opened_or_is_too_big_is_a_sentence(tmp_path: Path) -> None:
    big, latin = tmp_path / "big.ics", tmp_path / "latin.ics"
    big.write_bytes(b"x" * (MAX_BYTES + 1))
    latin.write_bytes(calendar(event(START, title="Café")).encode("latin-1"))

    found = [read_ics(file).findings for file in (big, latin, tmp_path / "none.ics", tmp_path)]

    assert [one[0].key for one in found] == [
        "files.too_big", "files.not_utf8", "files.unreadable", "files.unreadable"
    ]  # fmt: skip
    assert found[1][0].spot.line == 7


def test_a_byte_order_mark_and_other_line_ends_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "rooster.ics"
    long = event(START, title="Een lange ti\r\n tel\\, met komma")
    file.write_bytes(b"\xef\xbb\xbf" + calendar(long).replace("\r\n", "\n").encode())

    (one,) = read_ics(file).events

    assert one.title == "Een lange titel, met komma"
    assert one.start == datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone", ["W. Europe Standard Time", '"W. Europe Standard Time"', "Europe/Amsterdam"]
)
def test_the_names_that_outlook_gives_to_zones_are_known(zone: str) -> None:
    (one,) = read(event(f"DTSTART;TZID={zone}:20270701T120000")).events

    assert isinstance(one.start, datetime)
    assert one.start.astimezone(UTC) == datetime(2027, 7, 1, 10, tzinfo=UTC)


def test_a_zone_of_the_file_itself_is_that_of_this_file_and_not_of_an_earlier_one() -> None:
    """Outlook calls every home-made zone the same, and the library remembers the first."""
    found = [read(ZONE.format(ahead), HOME_MADE).events[0] for ahead in ("+0100", "+0500")]
    hours = [one.start.astimezone(UTC).hour for one in found if isinstance(one.start, datetime)]

    assert hours == [11, 7]
    assert keys(read(HOME_MADE).findings) == ["4 unknown_zone"]


def test_days_hours_and_lengths_are_read_apart() -> None:
    day = read(event("DTSTART;VALUE=DATE:20261201", "DURATION:P2D")).events[0]
    # In the night of the change an hour is an hour.
    night = read(event("DTSTART;TZID=Europe/Amsterdam:20270328T013000", "DURATION:PT1H")).events[0]

    assert (day.start, day.end, day.is_all_day) == (date(2026, 12, 1), date(2026, 12, 3), True)
    assert isinstance(night.end, datetime)
    assert night.end.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_what_was_cancelled_is_known() -> None:
    asked = read(event(START, "STATUS:CANCELLED")).events[0]
    all_of_it = parse_ics(FILE, calendar(GOOD).replace("PRODID", "METHOD:CANCEL\r\nPRODID"))

    assert asked.is_cancelled
    assert all_of_it.events[0].is_cancelled


LINES = st.sampled_from(
    (
        *calendar(ZONE.format("+0100"), GOOD, HOME_MADE).split("\r\n"),
        *("RRULE:FREQ=DAILY", "RDATE:x", "EXDATE;TZID=Nowhere:20261201", "CATEGORIES:a,b"),
        *("CATEGORIES:c", "STATUS", ";:", " x", "TZID"),
    )
)


@given(st.lists(LINES, max_size=20), st.text(max_size=20), st.integers(0, 400))
def test_whatever_stands_in_it_is_events_or_sentences(lines: list[str], text: str, at: int) -> None:
    whole = calendar(ZONE.format("+0100"), GOOD, HOME_MADE)
    for damaged in ("\r\n".join(["BEGIN:VCALENDAR", *lines]), whole[:at] + text + whole[at:]):
        found = parse_ics(FILE, damaged)

        assert found.events or found.findings
        keys(found.findings)
