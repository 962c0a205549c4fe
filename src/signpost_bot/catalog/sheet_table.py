"""The rows of a sheet as text, and findings about what cannot be one."""

from dataclasses import dataclass
from pathlib import PurePath

from signpost_bot.catalog.sheet_columns import is_broken
from signpost_bot.model.finding import Finding, Spot
from signpost_bot.model.language import Language
from signpost_bot.texts import say

MAX_ROWS = 5_000
MAX_COLUMNS = 200


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row that is not empty; `number` is the one that stands before it in Excel."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a sheet, the headers first, and what is wrong with some of its cells."""

    file: PurePath
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


def make_table(file: PurePath, rows: list[Row], findings: list[Finding]) -> Table:
    """The rows with findings about what no column can hold; each under its header."""
    headers = rows[0].cells if rows else ()
    for row in rows[1:]:
        findings += [
            sheet_finding(file, "sheet.broken_cell", row.number, column, value=cell)
            for column, cell in enumerate(row.cells, 1)
            if is_broken(cell)
        ]
    if not rows and not findings:
        findings.append(sheet_finding(file, "sheet.empty"))
    return Table(
        file=file,
        rows=tuple(rows),
        findings=tuple(_under(headers, finding) for finding in findings),
    )


def sheet_finding(
    file: PurePath,
    key: str,
    row: int | None = None,
    column: int = 1,
    header: str = "",
    **values: str,
) -> Finding:
    """A finding about a cell, or about the file as a whole."""
    spot = Spot(file=file)
    if row is not None:
        spot = Spot(file=file, line=row, column=column, header=header)
    return Finding(spot=spot, key=key, values=tuple(sorted(values.items())))


def _under(headers: tuple[str, ...], finding: Finding) -> Finding:
    spot = finding.spot
    if spot.header != "" or not 0 < spot.column <= len(headers):
        return finding
    header = " ".join(headers[spot.column - 1].split())
    return Finding(
        spot=Spot(file=spot.file, line=spot.line, column=spot.column, header=header),
        key=finding.key,
        values=finding.values,
    )


def say_place(spot: Spot, language: Language) -> str:
    """ "Cel D3 (Onderwerpen)"; empty for the file as a whole."""
    if spot.header is None:
        return ""
    cell = f"{letters(spot.column)}{spot.line}"
    key = "sheet.cell_with_header" if spot.header else "sheet.cell"
    return say(key, language, cell=cell, header=spot.header)


def letters(column: int) -> str:
    """The name of a column of a sheet, from 1: A, Z, AA."""
    name = ""
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(ord("A") + left) + name
    return name
