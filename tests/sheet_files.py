"""Sheets for tests: one right offering of a made-up school, with some cells otherwise."""

from io import BytesIO
from pathlib import Path
from typing import Any

from builders import make_institution, make_offering
from openpyxl import Workbook, load_workbook

from signpost_bot.answering.bank import load_needs
from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.catalog.sheet_file import parse_sheet
from signpost_bot.catalog.sheet_reading import Sheet, read_offerings
from signpost_bot.catalog.sheet_table import Row, Table
from signpost_bot.catalog.sheet_writing import to_excel, to_rows
from signpost_bot.clock import now
from signpost_bot.model.document import DocumentKey, DocumentKind, Revision
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.texts import say

FILE = Path("blad.xlsx")
KNOWN = Known(institution="voorbeeld", needs=load_needs(), campuses=make_institution().campuses)


def saved(offering: Offering, number: int = 1) -> Revision:
    """A revision of an offering."""
    key = DocumentKey(institution="voorbeeld", kind=DocumentKind.OFFERING, slug=offering.slug)
    return Revision(
        key=key, number=number, content=offering, author="anne", saved_at=now(), note=""
    )


def rows_of(*offerings: Offering, language: Language = Language.NL) -> list[list[str]]:
    """The headers and a row for each, as an export writes them."""
    return to_rows([saved(one) for one in offerings], language, KNOWN)


def excel_of(*offerings: Offering, language: Language = Language.NL) -> bytes:
    """The same as an Excel file."""
    return to_excel(rows_of(*offerings, language=language), (), language, KNOWN)


def change(content: bytes, cells: dict[str, Any], row: int = 2) -> bytes:
    """An Excel file with other values under these headers, as the library writes them."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for header, value in cells.items():
        sheet.cell(row, columns[header] or 0).value = value
    return bytes_of(book)


def bytes_of(book: Workbook) -> bytes:
    """A workbook as a file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def table_of(rows: list[list[str]]) -> Table:
    """Rows as if they were read, the headers first."""
    numbered = [Row(number=n, cells=tuple(cells)) for n, cells in enumerate(rows, 1) if any(cells)]
    return Table(file=FILE, rows=tuple(numbered))


def read(content: bytes | Table, *offerings: Offering) -> Sheet:
    """What is read of it, over these offerings as they were saved."""
    table = content if isinstance(content, Table) else parse_sheet(FILE, content)
    return read_offerings(table, {one.slug: saved(one) for one in offerings}, KNOWN)


def say_all(findings: tuple[Finding, ...]) -> list[str]:
    """ "L2 (Wanneer) moment.no_day" for each; each can be said in both languages."""
    for finding in findings:
        for language in Language:
            sentence = say(finding.key, language, **dict(finding.values))
            assert sentence.strip()
            assert "{" not in sentence or "{" in str(finding)
    return [
        f"{one.spot.line}:{one.spot.header} {one.key}" if one.spot.header is not None else one.key
        for one in findings
    ]


def keys(content: bytes | Table, *offerings: Offering) -> list[str]:
    """The findings about it."""
    return say_all(read(content, *offerings).findings)


def only(sheet: Sheet) -> Offering:
    """The one offering of a sheet without findings."""
    assert say_all(sheet.findings) == []
    assert len(sheet.offerings) == 1
    return sheet.offerings[0].content


HUISKAMER = make_offering()
