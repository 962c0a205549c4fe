"""Files that are no sheet, or more than one (R11): a clear sentence, and never a stop."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from builders import make_offering
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import DEFUSEDXML, Workbook, load_workbook
from openpyxl.utils import get_column_letter
from sheet_files import FILE, HUISKAMER, bytes_of, change, excel_of, keys, only, read, rows_of

from signpost_bot.catalog.sheet_columns import COLUMNS
from signpost_bot.catalog.sheet_csv import guard, unguard, write_csv
from signpost_bot.catalog.sheet_file import MAX_BYTES, MAX_UNPACKED, parse_sheet, read_sheet
from signpost_bot.catalog.sheet_table import MAX_ROWS
from signpost_bot.model.language import Language

WHOLE = excel_of(HUISKAMER)
PARTS = [
    *("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"),
    *("[Content_Types].xml", "xl/_rels/workbook.xml.rels"),
]
OLD = make_offering(title={"nl": "Café ‘Thuis’ – 5 €", "en": "=HYPERLINK(x)"}, owner="+31 6; a")


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same package with other words in one of its parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.infolist():
            there = before.read(part)
            after.writestr(
                part.filename, there.replace(old, new) if part.filename == name else there
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "sheet.empty"),
        (b";;\r\n;;", "sheet.empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "sheet.old_or_locked"),
        (b"%PDF-1.7", "sheet.pdf"),
        (b"<!doctype html><html>Log in", "sheet.web_page"),
        (b"\x00\x01\x02", "sheet.no_sheet"),
        (b"PK\x03\x04cut", "sheet.broken"),
        (zipped(word__document_xml=b"<a/>"), "sheet.no_sheet"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "sheet.other_sheet"),
        (zipped(xl__workbook_xml=b"<a/>"), "sheet.broken"),
        (
            zipped(xl__workbook_xml=b"<a/>", xl__bomb_xml=b" " * (MAX_UNPACKED + 1)),
            "sheet.too_big_inside",
        ),
        (zipped(**{f"xl__workbook_xml{n or ''}": b"" for n in range(501)}), "sheet.too_big_inside"),
    ],
    ids=range(12),
)
def test_what_is_no_sheet_is_said(content: bytes, says: str) -> None:
    assert keys(content) == [says]


def test_a_package_that_lies_about_its_size_is_not_unpacked() -> None:
    bomb = zipped(xl__workbook_xml=b"<a/>", xl__bomb_xml=b" " * (MAX_UNPACKED + 1))
    size = (MAX_UNPACKED + 1).to_bytes(4, "little")
    assert bomb.count(size) == 2

    assert keys(bomb.replace(size, (9).to_bytes(4, "little"))) == ["sheet.broken"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_anything_is_parsed(encoding: str) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'

    assert keys(zipped(xl__workbook_xml=xml.encode(encoding))) == ["sheet.broken"]


def test_the_library_reads_xml_by_what_refuses_entities() -> None:
    assert DEFUSEDXML


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    big = tmp_path / "big.xlsx"
    big.write_bytes(b"x" * (MAX_BYTES + 1))

    assert [one.key for one in read_sheet(big).findings] == ["sheet.too_big"]
    assert [one.key for one in read_sheet(tmp_path / "no").findings] == ["files.unreadable"]


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(";", "utf-8"), (";", "utf-8-sig"), (";", "cp1252"), (",", "utf-8"), ("\t", "utf-16")],
)
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_csv_as_excel_writes_it(separator: str, encoding: str, end: str) -> None:
    rows = [["Korte naam", "Titel NL", "Titel EN"], ["huiskamer", "Café ‘Thuis’ – 5 €", "a b"]]
    text = end.join(separator.join(f'"{cell}"' for cell in row) for row in rows)

    title = only(read(text.encode(encoding), HUISKAMER)).title
    assert (title.nl, title.en) == ("Café ‘Thuis’ – 5 €", "a b")
    if separator != "\t":
        said = f"sep={separator}{end}{text}"
        assert only(read(said.encode(encoding), HUISKAMER)).title == title


def test_csv_with_a_formula_or_an_open_quote() -> None:
    head = "Korte naam;Titel NL\r\nhuiskamer;"

    assert keys(f"{head}=1+1".encode(), HUISKAMER) == ["2:Titel NL sheet.formula"]
    assert keys(f'{head}"half'.encode(), HUISKAMER) == ["sheet.broken_row"]


@pytest.mark.parametrize(
    "text", ["=1", "+31", "-", "@a", "\tx", "\rx", "'=1", "''=1", "'", "a=1", "06", "'06", "1"]
)
def test_no_cell_of_a_csv_begins_as_a_formula_and_each_comes_back(text: str) -> None:
    assert guard(text)[0] not in "=+-@\t\r0"
    assert unguard(guard(text)) == text


def test_nothing_that_goes_out_is_a_formula() -> None:
    book = load_workbook(BytesIO(excel_of(OLD)))

    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert ";=" not in write_csv(rows_of(OLD)).decode()
    assert ";+" not in write_csv(rows_of(OLD)).decode()


def test_a_template_has_drop_downs_for_what_one_chooses_one_of() -> None:
    sheet = load_workbook(BytesIO(excel_of()))["Aanbod"]

    headers = {get_column_letter(cell.column or 0): cell.value for cell in sheet[1]}
    picked = {
        headers[str(where).split("2:")[0]]
        for rule in sheet.data_validations.dataValidation
        for where in rule.sqref.ranges
        for where in [where.coord]
    }
    assert picked == {
        *("Soort", "Status", "Meedoen", "Campus", "Drempel"),
        *("Kan online", "Discreet", "Alleen internationaal", "Vragen in volgend semester"),
    }


def test_the_sheet_with_offerings_is_found_among_others() -> None:
    book = load_workbook(BytesIO(excel_of(HUISKAMER)))
    book.move_sheet("Keuzes", -2)
    book["Aanbod"].title = "Blad1"
    assert only(read(bytes_of(book), HUISKAMER)) == HUISKAMER

    book.copy_worksheet(book["Blad1"])
    assert keys(bytes_of(book)) == ["sheet.which"]
    assert keys(bytes_of(Workbook())) == ["sheet.which"]


def test_too_many_rows_and_columns_stop() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Aanbod"
    sheet.append(["Korte naam"])
    for _ in range(MAX_ROWS + 2):
        sheet.append(["huiskamer"])
    sheet["XFD2"] = "far"

    found = {one.key: one.spot for one in parse_sheet(FILE, bytes_of(book)).findings}
    assert set(found) == {"sheet.too_many_rows", "sheet.too_many_columns"}
    assert found["sheet.too_many_rows"].line == MAX_ROWS + 2


def test_a_size_that_the_file_says_of_itself_counts_for_nothing() -> None:
    content = excel_of(HUISKAMER)
    for size in (b"A1", b"A1:XFD1048576"):
        lying = replaced(content, "xl/worksheets/sheet1.xml", b'ref="A1:CC2"', b'ref="%s"' % size)
        assert only(read(lying, HUISKAMER)) == HUISKAMER


def test_a_number_that_is_no_day_is_a_finding() -> None:
    content = change(excel_of(HUISKAMER), {"Gecontroleerd op": 9e9})

    assert keys(content, HUISKAMER) == ["2:Gecontroleerd op sheet.no_date"]


def test_a_short_file_cannot_ask_for_endless_work() -> None:
    content = excel_of(HUISKAMER)
    wide = b"".join(b'<row r="%d"><c r="ZZZ%d"/></row>' % (n, n) for n in range(3, 400))
    far = b'<row r="99999999999"><c r="A99999999999"/></row>'
    for rows, says in ((wide, ["sheet.too_big_inside"]), (far, [])):
        end = b"</sheetData>"
        damaged = replaced(content, "xl/worksheets/sheet1.xml", end, rows + end)
        assert keys(damaged, HUISKAMER) == says

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Aanbod"
    sheet.append(["Korte naam", "Titel NL"])
    for _ in range(700):
        sheet.append(["huiskamer", "x" * 30_000])
    assert keys(bytes_of(book)) == ["sheet.too_big_inside"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_with_other_bytes_somewhere_is_read_or_refused(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(PARTS))
    with zipfile.ZipFile(BytesIO(WHOLE)) as package:
        there = package.read(part)
    at = data.draw(st.integers(0, len(there) - 1))
    put = data.draw(st.sampled_from([b"", b"<", b'"', b"9", b"\xff", b"</c>", b'r="ZZ0"']))
    cut = data.draw(st.integers(0, 9))

    keys(replaced(WHOLE, part, there, there[:at] + put + there[at + cut :]), HUISKAMER)


def test_every_column_is_explained_and_has_its_own_name() -> None:
    for language in Language:
        assert all(len(column.about(language)) > 10 for column in COLUMNS)
        headers = [column.header(language) for column in COLUMNS]
        assert len(set(headers)) == len(headers)
