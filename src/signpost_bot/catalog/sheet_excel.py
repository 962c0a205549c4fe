"""The rows of an Excel file as text; a formula is refused and never computed."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

# It reads XML by defusedxml, as long as that is installed: see its page on security.
from openpyxl import load_workbook

from signpost_bot.catalog.sheet_cells import clean
from signpost_bot.catalog.sheet_columns import SLUG, find_column, name_of_sheet, plain
from signpost_bot.catalog.sheet_table import MAX_COLUMNS, MAX_ROWS, Row, Table, make_table
from signpost_bot.catalog.sheet_table import sheet_finding as finding
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language

LAST_ROW = 1_048_576
MAX_CELLS = 3_000_000
"""Also cells that are empty: a short row can say that it ends at column 18,278."""
MAX_LETTERS = 20_000_000
"""A long text stands in the file once, however many cells say it."""
MAX_SHEETS = 20


class _TooMuch(Exception):
    pass


def read_excel(file: Path, content: bytes) -> Table:
    """The sheet that is called Offerings, or the only one that has its headers."""
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out: pictures, colours, drop-downs.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            sheet = _choose(book)
            if sheet is None:
                names = ", ".join(name_of_sheet("offerings", language) for language in Language)
                return Table(file=file, findings=(finding(file, "sheet.which", names=names),))
            return _read(file, sheet)
    except _TooMuch:
        return Table(file=file, findings=(finding(file, "sheet.too_big_inside"),))
    # A file from outside is never a reason to stop with a stack, whatever the library trips over.
    except Exception:
        return Table(file=file, findings=(finding(file, "sheet.broken"),))


def _choose(book: Any) -> Any | None:
    names = {plain(name_of_sheet("offerings", language)) for language in Language}
    named = [sheet for sheet in book.worksheets[:MAX_SHEETS] if plain(sheet.title) in names]
    if len(named) == 1:
        return named[0]
    fitting = [sheet for sheet in named or book.worksheets[:MAX_SHEETS] if _has_headers(sheet)]
    return fitting[0] if len(fitting) == 1 else None


def _has_headers(sheet: Any) -> bool:
    for row in _rows(sheet):
        found = [find_column(_text(cell.value)) for cell in row if cell.value is not None]
        if found:
            return any(one and one[0] == SLUG for one in found)
    return False


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # What the file says of its own size is not always so.
    sheet.reset_dimensions()
    left = MAX_CELLS
    for row in sheet.iter_rows(max_row=LAST_ROW):
        left -= len(row)
        if left < 0:
            raise _TooMuch
        yield row


def _read(file: Path, sheet: Any) -> Table:
    rows: list[Row] = []
    findings: list[Finding] = []
    left = MAX_LETTERS
    for number, cells in enumerate(_rows(sheet), 1):
        if not cells:
            continue
        findings += _refuse(file, number, cells)
        texts = [_text(cell.value) for cell in cells[:MAX_COLUMNS]]
        left -= sum(map(len, texts))
        if left < 0:
            raise _TooMuch
        read = tuple(map(clean, texts))
        if any(read):
            rows.append(Row(number=number, cells=read))
        if len(rows) > MAX_ROWS + 1:
            findings.append(finding(file, "sheet.too_many_rows", number, most=str(MAX_ROWS)))
            break
    return make_table(file, rows, findings)


def _refuse(file: Path, number: int, cells: tuple[Any, ...]) -> list[Finding]:
    """Cells that are a formula, and a row that goes on too far."""
    wrong = [
        finding(file, "sheet.formula", number, column)
        for column, cell in enumerate(cells[:MAX_COLUMNS], 1)
        if cell.data_type == "f"
    ]
    if any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
        most = str(MAX_COLUMNS)
        wrong.append(finding(file, "sheet.too_many_columns", number, MAX_COLUMNS + 1, most=most))
    return wrong


def _text(value: object) -> str:
    """A value as somebody would type it: 3 and not 3.0, a day without its midnight."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
    return str(value)
