"""Offerings as a sheet: an Excel file with drop-downs and explanations, or plain rows."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from signpost_bot.catalog.sheet_cells import write_cells
from signpost_bot.catalog.sheet_columns import (
    COLUMNS,
    Column,
    Holds,
    Known,
    name_of_sheet,
)
from signpost_bot.catalog.sheet_table import MAX_ROWS
from signpost_bot.model.document import Revision
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.model.report import Element
from signpost_bot.texts import say

TEXT = "@"
"""The format in which Excel leaves what is typed as it is: no date of 1-2, no sum of =."""
_HEAD = Font(bold=True)
_FILL = PatternFill("solid", fgColor="E2EFDA")
_LAST = PatternFill("solid", fgColor="D9D9D9")
_WRAP = Alignment(vertical="top", wrap_text=True)


def to_rows(revisions: Sequence[Revision], language: Language, known: Known) -> list[list[str]]:
    """The headers, and a row for each offering."""
    return [
        [column.header(language) for column in COLUMNS],
        *(
            list(write_cells(one.content, one.number, language, known).values())
            for one in revisions
            if isinstance(one.content, Offering)
        ),
    ]


def to_excel(
    rows: list[list[str]], elements: Sequence[Element], language: Language, known: Known
) -> bytes:
    """The rows with drop-downs, a sheet that explains the columns, and one with the choices."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name_of_sheet("offerings", language)
    about = book.create_sheet(name_of_sheet("about", language))
    choices = book.create_sheet(name_of_sheet("choices", language))
    _write_rows(sheet, rows)
    for number, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].number_format = TEXT
        sheet.column_dimensions[letter].width = 18 if column.language is None else 32
    sheet.cell(1, len(COLUMNS)).fill = _LAST
    sheet.freeze_panes = "B2"
    _write_rows(
        about,
        [
            [say("sheet.column", language), say("sheet.meaning", language)],
            *([column.header(language), column.about(language)] for column in COLUMNS),
        ],
    )
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 32, 100
    _write_choices(sheet, choices, elements, language, known)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_choices(
    sheet: Worksheet,
    choices: Worksheet,
    elements: Sequence[Element],
    language: Language,
    known: Known,
) -> None:
    """A list for each column that one chooses in; a drop-down where it takes one value."""
    lists: dict[str, str] = {}
    number = 0
    for at, column in enumerate(COLUMNS, 1):
        shown = _list_choices(column, elements, language, known)
        if not shown:
            continue
        if "\n".join(shown) not in lists:
            number += 1
            letter = get_column_letter(number)
            _write_rows(choices, [[column.header(language)], *([one] for one in shown)], number)
            choices.column_dimensions[letter].width = 44
            title = choices.title.replace("'", "''")
            lists["\n".join(shown)] = f"'{title}'!${letter}$2:${letter}${len(shown) + 1}"
        if column.holds is Holds.CHOICE:
            letter = get_column_letter(at)
            pick = DataValidation(
                type="list",
                formula1=lists["\n".join(shown)],
                allow_blank=True,
                showErrorMessage=True,
                error=say("sheet.pick", language, sheet=choices.title),
            )
            pick.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
            sheet.add_data_validation(pick)


def _list_choices(
    column: Column, elements: Sequence[Element], language: Language, known: Known
) -> list[str]:
    if column.name == "elements":
        return [f"{one.number} {one.title.text(language)}" for one in elements]
    if column.holds not in (Holds.CHOICE, Holds.CHOICES):
        return []
    return list(known.choices(column, language).values())


def _write_rows(sheet: Worksheet, rows: list[list[str]], first_column: int = 1) -> None:
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row, first_column):
            if text or number == 1:
                _write(sheet.cell(number, at), text, is_header=number == 1)
    sheet.freeze_panes = "A2"


def _write(cell: Cell | MergedCell, text: str, *, is_header: bool) -> None:
    cell.value = text
    # A text that begins with = is a formula to the library, until it is told otherwise.
    cell.data_type = "s"
    cell.number_format = TEXT
    cell.quotePrefix = True
    cell.alignment = _WRAP
    if is_header:
        cell.font, cell.fill = _HEAD, _FILL
