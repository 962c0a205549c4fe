"""A sheet as CSV, as Excel writes it in Dutch and in English; and back."""

import csv
import re
from io import StringIO
from pathlib import Path

from signpost_bot.catalog.sheet_cells import clean
from signpost_bot.catalog.sheet_columns import find_column
from signpost_bot.catalog.sheet_table import MAX_COLUMNS, MAX_ROWS, Row, Table, make_table
from signpost_bot.catalog.sheet_table import sheet_finding as finding
from signpost_bot.model.finding import Finding

_CHANGED = re.compile(r"'*([=+\-@\t\r]|(0\d+|\d{12,})$)")
"""What Excel would compute, or a number of which it drops a zero; the quotes are ours, or were
there already."""


def write_csv(rows: list[list[str]]) -> bytes:
    """As Excel opens it without asking: semicolons, and a byte order mark for UTF-8."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guard(text: str) -> str:
    """A quote before what Excel would make something else of; `unguard` takes it away."""
    return f"'{text}" if _CHANGED.match(text) else text


def unguard(text: str) -> str:
    """What it was before `guard`."""
    return text[1:] if text.startswith("'") and _CHANGED.match(text) else text


def read_csv(file: Path, content: bytes) -> Table:
    """The rows of a text with semicolons, commas or tabs, in UTF-8, UTF-16 or cp1252."""
    text = _decode(content)
    if text is None or "\0" in text:
        return Table(file=file, findings=(finding(file, "sheet.no_sheet"),))
    text = text.removeprefix("\ufeff")
    found, said = re.match(r"sep=(.)\r?\n", text), ""
    if found:
        text, said = text[found.end() :], found[1]
    rows: list[Row] = []
    findings: list[Finding] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=said or _separator(text), strict=True)
    number, before = 0, 1 if found else 0
    try:
        for number, cells in enumerate(reader, before + 1):
            findings += _refuse(file, number, cells, is_first=not rows)
            read = tuple(clean(unguard(cell)) for cell in cells[:MAX_COLUMNS])
            if any(read):
                rows.append(Row(number=number, cells=read))
            if len(rows) > MAX_ROWS + 1:
                findings.append(finding(file, "sheet.too_many_rows", number, most=str(MAX_ROWS)))
                break
    except csv.Error:
        findings.append(finding(file, "sheet.broken_row", number=str(max(number, before) + 1)))
    return make_table(file, rows, findings)


def _refuse(file: Path, number: int, cells: list[str], *, is_first: bool) -> list[Finding]:
    """Cells that are a formula, and rows that go on too far."""
    wrong = [
        finding(file, "sheet.formula", number, column)
        for column, cell in enumerate(cells, 1)
        if cell.startswith("=") and not is_first
    ]
    if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
        wrong.append(
            finding(file, "sheet.too_many_columns", number, MAX_COLUMNS + 1, most=str(MAX_COLUMNS))
        )
    return wrong


def _decode(content: bytes) -> str | None:
    encodings = ["utf-8-sig", "cp1252"]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _separator(text: str) -> str:
    """The one with which most headers are known."""
    first = next((line for line in text.splitlines() if line.strip(';,\t "')), "")
    known = {
        sign: sum(find_column(part.strip('" ')) is not None for part in first.split(sign))
        for sign in ";,\t"
    }
    return max(known, key=lambda sign: (known[sign], first.count(sign)))
