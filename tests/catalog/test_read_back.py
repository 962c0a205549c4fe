"""A sentence about a moment is said back when it is saved: nobody has to guess how it was read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from builders import make_calendar, make_institution, make_offering

from signpost_bot.catalog.moment_words import is_first_day_guessed, read_moment
from signpost_bot.catalog.read_back import School, read_back, school_of
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment
from signpost_bot.model.offering import Offering

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
SCHOOL = School(tz=ZoneInfo("Europe/Amsterdam"), holidays=make_calendar().holidays())


def offering_with(*sentences: str) -> Offering:
    moments = [read_moment(one, date(2026, 11, 23)) for one in sentences]
    assert all(isinstance(one, Moment) for one in moments)
    return make_offering(moments=moments)


def test_a_sentence_is_said_back_with_its_next_two_times_and_holidays_count() -> None:
    one = offering_with("elke dinsdag 12-13u")

    assert read_back(one, None, SCHOOL, datetime(2026, 12, 10, tzinfo=UTC), Language.NL) == [
        "“elke dinsdag 12-13u”: ik lees dit als elke dinsdag 12:00–13:00, niet in vakanties. "
        "De volgende keren: dinsdag 15 december 2026 12:00–13:00 en "
        "dinsdag 5 januari 2027 12:00–13:00."
    ]


def test_every_other_week_without_a_first_day_gets_the_advice_to_say_one() -> None:
    lines = read_back(offering_with("every other Friday 10am"), None, SCHOOL, NOW, Language.EN)

    assert "Friday 27 November 2026 10:00 and Friday 11 December 2026 10:00" in lines[0]
    assert lines[1].startswith("advice: ")
    assert lines[1].endswith("from 2026-11-27")


def test_only_what_is_new_is_said_and_a_last_time_that_is_over() -> None:
    before = offering_with("elke dinsdag 12-13u")
    after = offering_with("elke dinsdag 12-13u", "1 oktober 2026 15:00")

    [line] = read_back(after, before, SCHOOL, NOW, Language.NL)
    assert "1 oktober 2026" in line
    assert "Er komt geen keer meer" in line
    assert read_back(after, after, SCHOOL, NOW, Language.NL) == []
    assert read_back(make_institution(), None, SCHOOL, NOW, Language.NL) == []


def test_the_school_is_found_among_its_documents() -> None:
    assert school_of([make_offering(), make_calendar(), make_institution()]) == SCHOOL
    assert school_of([make_calendar()]) is None


@pytest.mark.parametrize(
    ("sentence", "is_guessed"),
    [
        ("om de week op vrijdag 10:00", True),
        ("every three weeks on Monday 10:00", True),
        ("om de week op vrijdag 10:00 vanaf 27 november", False),
        ("om de week op vrijdag 10:00 vanaf 2026-11-27", False),
        ("om de week op vrijdag 10:00 vanaf 24 november", False),
        ("elke vrijdag 10:00", False),
        ("vrijdag in even weken 10:00", False),
        ("27 november 10:00", False),
    ],
)
def test_a_first_day_is_guessed_only_when_none_is_said(sentence: str, is_guessed: bool) -> None:
    moment = read_moment(sentence, date(2026, 11, 23))

    assert isinstance(moment, Moment)
    assert is_first_day_guessed(moment) is is_guessed
