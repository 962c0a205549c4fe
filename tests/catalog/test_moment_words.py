"""Moments in plain words: the sentences of staff, what is asked back, and what reads back."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from signpost_bot.catalog.moment_sentence import say_moment
from signpost_bot.catalog.moment_tokens import LONGEST
from signpost_bot.catalog.moment_words import CODES, WEEKS, Misread, read_moment
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment
from signpost_bot.recurrence import list_days
from signpost_bot.texts import read_packaged, say

READ_ON = date(2026, 11, 25)
HERE = Path(__file__).parent


def rows(file: str, *parts: str) -> list[dict[str, Any]]:
    found = yaml.load((HERE / file).read_text("utf-8"), yaml.BaseLoader)
    return [row for part in parts for row in found[part]]


SENTENCES = rows("moment_sentences.yaml", "nl", "en")
UNSEEN = rows("moment_sentences_unseen.yaml", "nl", "en")
REFUSED = rows("moment_sentences.yaml", "refused")


def expected_of(row: dict[str, Any]) -> Moment:
    start, end = row["time"].split("-")
    given = {key: value for key, value in row.items() if key not in ("say", "time")}
    for which in WEEKS:
        if day := given.pop(f"{which}_weeks", None):
            numbers = ",".join(map(str, WEEKS[which]))
            given["rule"] = f"FREQ=YEARLY;BYWEEKNO={numbers};BYDAY={day}"
    closures = [{"first_on": a, "last_on": b} for a, b in given.pop("closures", [])]
    whole = {"words": row["say"], "start": start, "end": end or None, "closures": closures}
    return Moment.model_validate(whole | given)


@pytest.mark.parametrize("row", SENTENCES, ids=[row["say"] for row in SENTENCES])
def test_a_sentence_means_what_staff_mean_by_it(row: dict[str, Any]) -> None:
    assert read_moment(row["say"], READ_ON) == expected_of(row)


def test_the_table_is_as_long_in_both_languages() -> None:
    found = [len(rows("moment_sentences.yaml", language)) for language in Language]

    assert found == [31, 31]


@pytest.mark.parametrize("row", UNSEEN, ids=[row["say"] for row in UNSEEN])
def test_sentences_that_were_not_looked_at_while_the_rules_were_made(row: dict[str, Any]) -> None:
    assert read_moment(row["say"], READ_ON) == expected_of(row)


@pytest.mark.parametrize("row", REFUSED, ids=[row["say"] for row in REFUSED])
def test_what_must_not_be_guessed_is_asked_back(row: dict[str, Any]) -> None:
    found = read_moment(row["say"], READ_ON)

    assert isinstance(found, Misread)
    assert found.key == row["key"]
    if "part" in row:
        assert found.part == row["part"]
    for language in Language:
        assert found.part in say(found.key, language, part=found.part)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("row", SENTENCES + UNSEEN, ids=lambda row: row["say"])
def test_what_is_printed_of_a_sentence_reads_back(row: dict[str, Any], language: Language) -> None:
    moment = expected_of(row)

    printed = say_moment(moment, language)

    assert printed is not None
    # In another year: the sentence carries its own.
    assert read_moment(printed, date(2031, 3, 1)) == moment.model_copy(update={"words": printed})


DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
CLOCKS = st.times(time(0), time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))
SOME_CODES = st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(
    lambda some: ",".join(sorted(some, key=CODES.index))
)
NTHS = st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, unique=True)
RULES = st.one_of(
    st.just("FREQ=DAILY"),
    st.builds("FREQ=WEEKLY;BYDAY={}".format, SOME_CODES),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(2, 12), SOME_CODES),
    st.builds(
        lambda nths, day: f"FREQ=MONTHLY;BYDAY={','.join(f'{n}{day}' for n in nths)}",
        NTHS,
        st.sampled_from(CODES),
    ),
    st.lists(st.integers(1, 31), min_size=1, max_size=4, unique=True).map(
        lambda days: f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, sorted(days)))}"
    ),
    st.builds(
        lambda which, days: f"FREQ=YEARLY;BYWEEKNO={','.join(map(str, WEEKS[which]))};BYDAY={days}",
        st.sampled_from(sorted(WEEKS)),
        SOME_CODES,
    ),
)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    clocks = sorted(draw(st.lists(CLOCKS, min_size=1, max_size=2, unique=True)))
    whole: dict[str, Any] = {
        "start": clocks[0],
        "end": clocks[1] if len(clocks) > 1 else None,
        "except_on": tuple(draw(st.lists(DAYS, max_size=3))),
        "in_holidays": draw(st.booleans()),
        "closures": tuple(
            {"first_on": min(pair), "last_on": max(pair)}
            for pair in draw(st.lists(st.tuples(DAYS, DAYS), max_size=2))
        ),
    }
    if draw(st.booleans()):
        return Moment(on=tuple(draw(st.lists(DAYS, min_size=1, max_size=5))), **whole)
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 500).map(lambda days: first + timedelta(days=days)))
    return Moment(rule=draw(RULES), first_on=first, last_on=last, **whole)


@given(moment=moments(), language=st.sampled_from(Language), read_on=DAYS)
def test_what_is_printed_reads_back_as_the_same_days(
    moment: Moment, language: Language, read_on: date
) -> None:
    printed = say_moment(moment, language)

    assert printed is not None
    found = read_moment(printed, read_on)
    assert isinstance(found, Moment), (printed, found)
    assert (found.start, found.end, found.in_holidays) == (
        moment.start,
        moment.end,
        moment.in_holidays,
    )
    if "INTERVAL" in (moment.rule or "") and weeks_begin_late(moment):
        return
    for start in (date(2026, 1, 1), date(2027, 6, 1), date(2029, 12, 1)):
        assert list(list_days(found, (), start)) == list(list_days(moment, (), start))


def weeks_begin_late(moment: Moment) -> bool:
    """Whether the week of the first day holds no day of the rule from that day on: the sentence
    then counts its weeks from the first time, and the rule from an earlier week."""
    assert moment.first_on
    codes = (moment.rule or "").partition("BYDAY=")[2].split(",")
    return not any(CODES.index(code) >= moment.first_on.weekday() for code in codes)


WORDS = [
    word
    for values in read_packaged("catalog", "moment_words.yaml").values()
    for written in values.values()
    for word in written
]
PIECES = st.sampled_from([*WORDS, "12", "12:00", "4pm", "2027", "1-1-2027", ",", "-", "x", "15e"])


@given(pieces=st.lists(PIECES, max_size=12))
@example(pieces=["niet", "1-1-2027", "-"])
def test_words_in_any_order_are_a_moment_or_a_sentence(pieces: list[str]) -> None:
    found = read_moment(" ".join(pieces), READ_ON)

    assert isinstance(found, Moment) or say(found.key, Language.NL, part=found.part)


@given(text=st.text(st.characters(exclude_categories=[]), max_size=400))
def test_any_text_is_a_moment_or_a_sentence(text: str) -> None:
    found = read_moment(text, READ_ON)

    assert isinstance(found, Moment) or say(found.key, Language.EN, part=found.part)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("11-1pm", "11:00-13:00"),
        ("11 tot 1 uur 's middags", "11:00-13:00"),
        ("9-12 in the morning", "09:00-12:00"),
        ("7 to 9 in the evening", "19:00-21:00"),
        ("4pm-5", "16:00-17:00"),
        ("12-1pm", "12:00-13:00"),
        ("9am-12", "09:00-12:00"),
        ("11pm-1pm", "moment.end_before_start"),
        ("9am-5", "moment.which_half"),
        ("3:30", "moment.which_half"),
        ("03:30", "03:30-"),
        ("12am-1am", "00:00-01:00"),
        ("half vier 's middags", "15:30-"),
        ("24:00", "moment.no_such_time"),
    ],
)
def test_hours_are_those_people_mean_or_are_asked_back(hours: str, expected: str) -> None:
    found = read_moment(f"dinsdag {hours}", READ_ON)

    if isinstance(found, Misread):
        assert found.key == expected
    else:
        end = f"{found.end:%H:%M}" if found.end else ""
        assert f"{found.start:%H:%M}-{end}" == expected


def test_a_sentence_without_end_is_not_read() -> None:
    assert read_moment("x" * (LONGEST + 1), READ_ON) == Misread(key="moment.too_long")


@pytest.mark.parametrize(
    ("read_on", "expected"),
    [
        (date(2026, 11, 25), [date(2026, 12, 30), date(2027, 1, 6)]),
        (date(2026, 12, 30), [date(2026, 12, 30), date(2027, 1, 6)]),
        (date(2026, 12, 31), [date(2027, 1, 6), date(2027, 12, 30)]),
    ],
)
def test_a_date_without_a_year_is_the_next_one(read_on: date, expected: list[date]) -> None:
    found = read_moment("30 december en 6 januari om 15:00", read_on)

    assert isinstance(found, Moment)
    assert list(found.on) == expected


def test_twenty_nine_february_waits_for_its_year() -> None:
    found = read_moment("29 februari om 12:00", READ_ON)

    assert isinstance(found, Moment)
    assert found.on == (date(2028, 2, 29),)
