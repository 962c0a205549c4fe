"""The rows of a sheet as offerings (R11): what is understood, and each mistake at its cell."""

from datetime import date, datetime
from typing import Any

import pytest
from builders import make_offering
from sheet_files import HUISKAMER, KNOWN, change, excel_of, keys, only, read, rows_of, table_of

from signpost_bot.catalog.sheet_columns import COLUMNS
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Join, State
from signpost_bot.recurrence import rule_of

MIDNIGHT = datetime.fromisoformat("2026-11-12")


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
        ({"Status": "zichtbaar"}, "Status sheet.no_choice_of"),
        ({"Meedoen": "walk_in"}, "Meedoen sheet.no_choice_of"),
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
        ({"Status": "gestopt"}, "state", State.RETIRED),
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


def test_a_state_is_the_same_word_in_a_file_and_in_an_english_sheet() -> None:
    column = next(one for one in COLUMNS if one.name == "state")

    assert list(KNOWN.choices(column, Language.EN).items()) == [(one, one) for one in State]


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


def test_a_row_without_a_short_name_shows_its_other_mistakes_too() -> None:
    cells = {"Korte naam": None, "Soort": "cursus", "Elementen": "17", "Versie (niet wijzigen)": ""}

    assert keys(change(excel_of(HUISKAMER), cells)) == [
        "2:Korte naam sheet.no_slug",
        "2:Soort sheet.no_choice_of",
        "2:Elementen files.out_of_range",
    ]


@pytest.mark.parametrize(
    ("cells", "threshold"),
    [
        ({"Drempel": None}, 1),
        ({"Drempel": "3 een afspraak vragen"}, 3),
        ({"Drempel": None, "Meedoen": "in het systeem van de school"}, 2),
    ],
)
def test_walking_in_is_the_smallest_step_unless_the_row_says_otherwise(
    cells: dict[str, Any], threshold: int
) -> None:
    typed = change(excel_of(HUISKAMER), {**cells, "Versie (niet wijzigen)": None})

    offering = only(read(typed))
    assert offering.threshold == threshold
    assert only(read(typed, offering)) == offering


def test_a_bigger_step_that_was_saved_stays() -> None:
    bigger = make_offering(threshold=2)
    changed = change(excel_of(bigger), {"Titel NL": "Thuis"})

    few = table_of([["Korte naam", "Titel NL"], ["huiskamer", "Thuis"]])

    assert only(read(changed, bigger)).threshold == 2
    assert only(read(few, bigger)).threshold == 2
