"""Sheets (R11, R18): what goes out comes back the same, and whatever comes in is no surprise."""

from pathlib import Path

from builders import make_offering
from hypothesis import given, settings
from hypothesis import strategies as st
from sheet_files import (
    HUISKAMER,
    excel_of,
    only,
    read,
    rows_of,
    say_all,
    table_of,
)

from signpost_bot.catalog.sheet_columns import COLUMNS
from signpost_bot.catalog.sheet_csv import read_csv, write_csv
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Kind, Offering

FILE_CSV = Path("blad.csv")
BOTH = st.text(min_size=1).filter(lambda text: text.strip()).map(lambda t: {"nl": t, "en": t[::-1]})
MOMENTS = st.sampled_from(
    [
        {"start": "12:00", "end": "14:00", "weekdays": ["tue"]},
        {"start": "12:00", "weekdays": ["tue"], "zone": "America/Paramaribo"},
        {"start": "09:30", "rule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "in_holidays": True},
        {"start": "09:30", "rule": "FREQ=MONTHLY;BYDAY=1MO"},
        {"start": "16:00", "on": ["2026-12-02", "2027-02-03"], "words": "2 dec en 3 feb om 16:00"},
        {"start": "10:00", "weekdays": ["mon"], "closures": [
            {"first_on": "2026-12-01", "last_on": "2026-12-08"}
        ]},
    ]
)  # fmt: skip
OFFERINGS = st.fixed_dictionaries(
    {},
    optional={
        "title": BOTH,
        "summary": BOTH,
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "needs": st.lists(st.sampled_from(["talk", "meet_people", "grief"]), min_size=1),
        "elements": st.lists(st.integers(1, 16)),
        "also_called": st.fixed_dictionaries({"nl": st.lists(st.just("a; b")), "en": st.just([])}),
        "moments": st.lists(MOMENTS, max_size=4),
        "persons": st.lists(
            st.fixed_dictionaries(
                {"name": st.just("Noor"), "role": BOTH}, optional={"hello": BOTH, "where": BOTH}
            ),
            max_size=5,
        ),
        "place": st.fixed_dictionaries(
            {"online": st.just(True)},
            optional={"where": BOTH, "campus": st.just("centrum"), "meeting_point": BOTH},
        ),
        "link": st.just("https://school.example/a?b=c"),
        "threshold": st.integers(1, 3),
        "discreet": st.booleans(),
        "owner": st.sampled_from(
            ["=cmd", "+31 6", "-", "@x", "'=x", "''", "x\ty", "0612345678", "'06"]
        ),
        "audience": st.fixed_dictionaries(
            {"levels": st.just(["mbo", "wo"]), "years": st.just([1, 2])},
            optional={"internationals_only": st.just(True), "campuses": st.just(["centrum"])},
        ),
        "follow_up": st.fixed_dictionaries(
            {"after_days": st.integers(1, 365), "next_semester": st.booleans()},
            optional={"again_after_days": st.just(366), "task": BOTH, "come_back": MOMENTS},
        ),
        "story": st.just(
            {
                "name": "Sam",
                "words": {"nl": "fijn", "en": "nice"},
                "consent_on": "2026-01-01",
                "show_until": "2027-01-01",
            }
        ),
    },
).map(lambda changes: make_offering(**changes))


@given(OFFERINGS, st.sampled_from(list(Language)))
def test_what_goes_out_comes_back_the_same(offering: Offering, language: Language) -> None:
    rows = rows_of(offering, language=language)

    assert only(read(table_of(rows), offering)) == offering
    assert only(read(read_csv(FILE_CSV, write_csv(rows)), offering)) == offering


@settings(max_examples=settings().max_examples // 10)  # an Excel file takes .3 s
@given(OFFERINGS, st.sampled_from(list(Language)))
def test_what_goes_out_in_excel_comes_back_the_same(offering: Offering, language: Language) -> None:
    assert only(read(excel_of(offering, language=language), offering)) == offering


@given(OFFERINGS, st.sampled_from(list(Language)))
def test_one_changed_cell_leaves_everything_else(offering: Offering, language: Language) -> None:
    rows = rows_of(offering, language=language)
    rows[1][1] = "Anders"

    expected = offering.title.model_copy(update={"nl": "Anders"})
    assert only(read(table_of(rows), offering)) == offering.model_copy(update={"title": expected})


@given(
    st.integers(0, 1),
    st.integers(0, len(COLUMNS) - 1),
    st.one_of(
        st.text(),
        st.sampled_from(["#REF!", "nee", "12-11-2026", "31-02-2026", "0", "a;b", "elke dinsdag"]),
    ),
)
def test_whatever_is_in_a_cell_gives_a_finding_or_a_right_offering(
    row: int, column: int, text: str
) -> None:
    rows = rows_of(HUISKAMER)
    rows[row][column] = text

    for found in (
        read(table_of(rows), HUISKAMER),
        read(read_csv(FILE_CSV, write_csv(rows)), HUISKAMER),
    ):
        say_all(found.findings)
        assert found.findings or len(found.offerings) <= 1


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_nothing_stops(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"Korte naam;Titel NL\r\n"):
        say_all(read(start + content).findings)
