"""Sheets (R11, R18): what goes out comes back the same, and each mistake has its cell."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import make_offering
from hypothesis import given
from hypothesis import strategies as st
from sheet_files import HUISKAMER, change, excel_of, keys, only, read, rows_of, say_all, table_of

from signpost_bot.catalog.sheet_columns import COLUMNS
from signpost_bot.catalog.sheet_csv import read_csv, write_csv
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Join, Kind, Offering
from signpost_bot.recurrence import rule_of

MIDNIGHT = datetime.fromisoformat("2026-11-12")
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


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"Korte naam": None}, "Korte naam sheet.no_slug"),
        ({"Korte naam": "anders"}, "Korte naam sheet.slug_changed"),
        ({"Titel EN": None}, "Titel EN sheet.missing"),
        ({"Onderwerpen": "praten"}, "Onderwerpen sheet.no_choice"),
        ({"Onderwerpen": None}, "Onderwerpen sheet.missing"),
        ({"Soort": "cursus"}, "Soort sheet.no_choice_of"),
        ({"Wanneer": "elke blauwe maandag"}, "Wanneer moment.unknown_part"),
        ({"Terugkomen": "ooit", "Vragen na dagen": 7}, "Terugkomen moment.unknown_part"),
        ({"Link": "javascript:alert(1)"}, "Link files.no_link"),
        ({"Meedoen": "via de link"}, "Link sheet.link_missing"),
        ({"Meedoen": "per mail"}, "Contact sheet.contact_missing"),
        ({"Plaatsen": "veel"}, "Plaatsen files.no_number"),
        ({"Plek NL": None, "Plek EN": None, "Campus": "Centrum"}, "Plek NL sheet.place_or_online"),
        ({"Campus": "Maan"}, "Campus sheet.no_choice_of"),
        ({"Talen": "Nederlands"}, "Talen sheet.bad_pattern"),
        ({"Elementen": "17"}, "Elementen files.out_of_range"),
        ({"Gecontroleerd op": "gisteren"}, "Gecontroleerd op sheet.no_date"),
        ({"Gecontroleerd op": "31-02-2026"}, "Gecontroleerd op sheet.no_date"),
        ({"Persoon 2 naam": "Kim"}, "Persoon 2 rol NL sheet.missing"),
        ({"Kosten NL": "=1+1"}, "Kosten NL sheet.formula"),
        ({"Contact": "3,16E+10"}, "Contact sheet.broken_cell"),
        ({"Bron": "#REF!"}, "Bron sheet.broken_cell"),
        ({"Kan online": "misschien"}, "Kan online sheet.no_choice_of"),
        ({"Versie (niet wijzigen)": "twee"}, "Versie (niet wijzigen) sheet.bad_version"),
        ({"Versie (niet wijzigen)": "hanze/1"}, "Versie (niet wijzigen) sheet.other_school"),
    ],
)
def test_a_mistake_is_said_at_its_cell(cells: dict[str, Any], says: str) -> None:
    assert keys(change(excel_of(HUISKAMER), cells), HUISKAMER) == [f"2:{says}"]


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"Gecontroleerd op": date(2026, 11, 12)}, "checked_on", date(2026, 11, 12)),
        ({"Gecontroleerd op": MIDNIGHT}, "checked_on", date(2026, 11, 12)),
        ({"Gecontroleerd op": "12-11-2026"}, "checked_on", date(2026, 11, 12)),
        ({"Gecontroleerd op": "2026-11-12"}, "checked_on", date(2026, 11, 12)),
        ({"Aantal keren": 3.0}, "sessions", 3),
        ({"Drempel": 3}, "threshold", 3),
        ({"Drempel": "2 even aanmelden"}, "threshold", 2),
        ({"Discreet": True}, "discreet", True),
        ({"Discreet": "WAAR"}, "discreet", True),
        ({"Discreet": "yes"}, "discreet", True),
        ({"Discreet": " Ja\xa0"}, "discreet", True),
        ({"Meedoen": "any time"}, "join", Join.ANY_TIME),
        ({"Onderwerpen": "talk;\r\ngrief ; "}, "needs", ("talk", "grief")),
        ({"Beheerder": "'=x"}, "owner", "'=x"),
        ({"Plaatsen": "12"}, "seats", 12),
        ({"Elementen": "1 Erbij horen\n4; 16"}, "elements", (1, 4, 16)),
        (dict.fromkeys(("Persoon 1 naam", "Persoon 1 rol NL", "Persoon 1 rol EN")), "persons", ()),
    ],
)  # fmt: skip
def test_what_excel_makes_of_it_is_understood(
    cells: dict[str, Any], field: str, value: object
) -> None:
    found = only(read(change(excel_of(HUISKAMER), cells), HUISKAMER))

    assert getattr(found, field) == value
    assert found.model_copy(update={field: getattr(HUISKAMER, field)}) == HUISKAMER


def test_a_person_in_the_second_place_only_is_the_first_and_has_its_own_cells() -> None:
    alone = make_offering(persons=[])
    cells = {"Persoon 2 naam": "Kim", "Persoon 2 rol NL": "mentor", "Persoon 2 rol EN": "mentor"}

    assert only(read(change(excel_of(alone), cells), alone)).persons[0].name == "Kim"
    del cells["Persoon 2 rol EN"]
    assert keys(change(excel_of(alone), cells), alone) == ["2:Persoon 2 rol EN sheet.missing"]


def test_a_moment_that_is_added_leaves_those_that_no_sentence_says() -> None:
    far = make_offering(
        moments=[
            {"start": "09:00", "weekdays": ["wed"], "zone": "America/Paramaribo"},
            {"start": "09:30", "rule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"},
        ]
    )
    rows = rows_of(far)
    at = rows[0].index("Wanneer")
    rows[1][at] += "\nelke vrijdag 10:00"

    found = only(read(table_of(rows), far)).moments

    assert found[:2] == far.moments
    assert rule_of(found[2]) == "FREQ=WEEKLY;BYDAY=FR"


def test_headers_in_both_languages_and_any_order_and_few_of_them() -> None:
    rows = [["Title NL", "", "Korte naam"], ["Thuis", "", "huiskamer"], ["", "", ""]]

    found = only(read(table_of(rows), HUISKAMER))

    assert found.title.nl == "Thuis"
    assert found.title.en == HUISKAMER.title.en
    assert found.needs == HUISKAMER.needs


def test_headers_that_nobody_knows_are_named() -> None:
    rows = [["Korte naam", "Titel", "", "Link", "Link"], ["huiskamer", "x", "y", "", ""]]

    assert keys(table_of(rows), HUISKAMER) == [
        "1:Titel sheet.unknown_header_close",
        "1: sheet.no_header",
        "1:Link sheet.header_twice",
    ]
    assert keys(table_of([["Titel NL"], ["x"]])) == ["sheet.no_slug_column"]


def test_a_new_offering_needs_all_that_the_schema_needs_and_twice_is_once_too_many() -> None:
    rows = rows_of(HUISKAMER)
    rows[1][-1] = ""

    found = only(read(table_of(rows)))
    assert found.model_copy(update={"moments": HUISKAMER.moments}) == HUISKAMER
    assert [rule_of(one) for one in found.moments] == [rule_of(one) for one in HUISKAMER.moments]
    assert keys(table_of([*rows, rows[1]])) == ["3:Korte naam sheet.slug_twice"]
    assert "2:Titel NL sheet.missing" in keys(table_of([["Korte naam", "Titel NL"], ["nieuw"]]))
