"""The rows of a sheet as offerings, or what is wrong with them, cell by cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import PurePath

from pydantic import ValidationError

from signpost_bot.catalog.files import finding_at, unknown_needs
from signpost_bot.catalog.problems import findings_of
from signpost_bot.catalog.references import Target, list_references
from signpost_bot.catalog.sheet_columns import (
    REVISION,
    SLUG,
    Known,
    find_column,
    list_headers,
)
from signpost_bot.catalog.sheet_row import RULE_AT, Header, RowValues, lay_over
from signpost_bot.catalog.sheet_table import Row, Table, sheet_finding
from signpost_bot.catalog.written_moments import read_written
from signpost_bot.model.document import DocumentKey, DocumentKind, Revision
from signpost_bot.model.finding import Finding, Spot
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering

IN_A_SHEET = {
    "files.missing": "sheet.missing",
    "files.no_yes_or_no": "sheet.no_yes_or_no",
    "files.no_date": "sheet.no_date",
    "files.no_list": "sheet.no_list",
    "files.needs_parts": "sheet.missing",
    "files.bad_pattern": "sheet.bad_pattern",
    "files.empty_value": "sheet.missing",
    "files.empty_list": "sheet.missing",
    "files.link_missing": "sheet.link_missing",
    "files.contact_missing": "sheet.contact_missing",
    "files.seats_missing": "sheet.seats_missing",
    "files.again_too_soon": "sheet.again_too_soon",
    "files.place_or_online": "sheet.place_or_online",
    "files.unknown_campus": "sheet.unknown_campus",
    "files.unknown_need": "sheet.unknown_need",
}
"""What is said otherwise to somebody who has columns before them, and no keys and lines."""


KEEPS_NAME = {"files.unknown_need", "files.unknown_campus", "files.unknown_programme"}
"""Here the name is not that of the field."""


@dataclass(frozen=True, kw_only=True)
class SheetOffering:
    """One row as an offering, with the revision it was made from; 0 when it does not say."""

    key: DocumentKey
    content: Offering
    made_from: int
    row: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The offerings of a sheet; with a finding none of them counts."""

    offerings: tuple[SheetOffering, ...]
    findings: tuple[Finding, ...]


_VERSION = re.compile(r"([a-z0-9][a-z0-9_-]*)/(\d{1,9})")


def read_offerings(table: Table, newest: Mapping[str, Revision], known: Known) -> Sheet:
    """Each row over the newest revision of its offering, by slug."""
    if not table.rows:
        return Sheet(offerings=(), findings=table.findings)
    headers, wrong = _read_headers(table)
    said = [*table.findings, *wrong]
    offerings: list[SheetOffering] = []
    seen: dict[str, int] = {}
    # Without a column of slugs no row can be told from another.
    for row in table.rows[1:] if headers and headers[0].column == SLUG else ():
        read = _read_row(table.file, row, headers, newest, known, seen)
        if isinstance(read, SheetOffering):
            offerings.append(read)
        else:
            said += read
        if said and said[-1].key == "sheet.other_school":
            break  # and so are all the rows after it
    return Sheet(offerings=tuple(offerings), findings=once_each(said))


def _read_headers(table: Table) -> tuple[tuple[Header, ...], list[Finding]]:
    """The columns, that of the slug first: what has no cell of its own is said there."""
    first = table.rows[0]
    found: list[Header] = []
    wrong: list[Finding] = []
    width = max(len(row.cells) for row in table.rows)
    for number in range(1, width + 1):
        text = " ".join(_cell(first, number).split())
        at = partial(sheet_finding, table.file, row=first.number, column=number, header=text)
        read = find_column(text)
        if read and any(header.column == read[0] for header in found):
            wrong.append(at("sheet.header_twice", text=text))
        elif read:
            found.append(Header(number=number, column=read[0], language=read[1], text=text))
        elif text:
            close = get_close_matches(text[:80], list_headers(), 1, 0.5)
            if close:
                wrong.append(at("sheet.unknown_header_close", text=text[:80], close=close[0]))
            else:
                wrong.append(at("sheet.unknown_header", text=text[:80]))
        elif any(_cell(row, number) for row in table.rows):
            wrong.append(at("sheet.no_header"))
    if not any(header.column == SLUG for header in found):
        name = " / ".join(SLUG.header(language) for language in Language)
        wrong.append(sheet_finding(table.file, "sheet.no_slug_column", name=name))
    return tuple(sorted(found, key=lambda one: (one.column != SLUG, one.number))), wrong


def _read_row(
    file: PurePath,
    row: Row,
    headers: tuple[Header, ...],
    newest: Mapping[str, Revision],
    known: Known,
    seen: dict[str, int],
) -> SheetOffering | list[Finding]:
    slug = _cell(row, headers[0].number)
    saved = newest.get(slug)
    values = lay_over(file, row, headers, saved, known)
    at_slug = values.at(headers[0])
    wrong = list(values.findings)
    if not slug:
        wrong.append(Finding(spot=at_slug, key="sheet.no_slug"))
    elif slug in seen:
        wrong.append(_at(at_slug, "sheet.slug_twice", row=str(seen[slug])))
    else:
        seen[slug] = row.number
    made_from = _read_version(row, values, known, is_new=saved is None)
    if isinstance(made_from, Finding) and made_from.key == "sheet.other_school":
        return [made_from]
    if isinstance(made_from, Finding):
        wrong.append(made_from)
    content = _read_content(values, saved, known)
    if isinstance(content, list):
        wrong += content
    if wrong or isinstance(content, list) or isinstance(made_from, Finding):
        return wrong
    key = DocumentKey(institution=known.institution, kind=DocumentKind.OFFERING, slug=slug)
    return SheetOffering(key=key, content=content, made_from=made_from, row=row.number)


def _read_version(row: Row, values: RowValues, known: Known, *, is_new: bool) -> int | Finding:
    header = next((one for one in values.headers if one.column == REVISION), None)
    text = _cell(row, header.number) if header else ""
    if header is None or not text:
        return 0
    found = _VERSION.fullmatch(text)
    if found is None:
        return _at(values.at(header), "sheet.bad_version", text=text[:80])
    if found[1] != known.institution:
        return _at(values.at(header), "sheet.other_school", name=found[1])
    if is_new:
        return _at(values.at(values.headers[0]), "sheet.slug_changed")
    return int(found[2])


def _read_content(
    values: RowValues, saved: Revision | None, known: Known
) -> Offering | list[Finding]:
    if not values.is_changed and saved and isinstance(saved.content, Offering):
        return saved.content
    written, misread = read_written(values)
    try:
        content = Offering.model_validate(written)
    except ValidationError as error:
        found = [move_to_field(one, values) for one in findings_of(error, values, Offering)]
        return [reword(one) for one in (*misread, *found)]
    wrong = [*misread, *find_unknown(content, values, known)]
    return [reword(one) for one in wrong] or content


def find_unknown(content: Offering, values: RowValues, known: Known) -> list[Finding]:
    """What an offering names and the school does not have; programmes only where it lists them."""
    there = {Target.CAMPUS: {campus.slug for campus in known.campuses}}
    if known.programmes:
        there[Target.PROGRAMME] = {programme.slug for programme in known.programmes}
    return [
        *unknown_needs(
            values, ("needs",), content.needs, frozenset(need.slug for need in known.needs)
        ),
        *(
            finding_at(values, one.where, one.target.value, name=one.slug)
            for one in list_references(content)
            if one.slug not in there.get(one.target, {one.slug})
        ),
    ]


def move_to_field(finding: Finding, values: RowValues) -> Finding:
    """What a rule of the whole offering misses is said at the cell to fill in."""
    where = RULE_AT.get(finding.key)
    return replace(finding, spot=values.spot(where)) if where else finding


def reword(finding: Finding, keys: Mapping[str, str] = IN_A_SHEET) -> Finding:
    """The same about a column: by the name that stands above it, in the words of these keys."""
    spot, header = finding.spot, finding.spot.header or ""
    values = dict(finding.values)
    if finding.key not in KEEPS_NAME and "name" in values:
        values["name"] = header
    return replace(
        finding,
        spot=spot,
        key=keys.get(finding.key, finding.key),
        values=tuple(sorted(values.items())),
    )


def once_each(findings: list[Finding]) -> tuple[Finding, ...]:
    """One for each cell, the first: what comes after it mostly follows from it."""
    found: dict[Spot, Finding] = {}
    whole = [finding for finding in findings if finding.spot.header is None]
    for finding in findings:
        if finding.spot.header is not None:
            found.setdefault(finding.spot, finding)
    cells = sorted(found.values(), key=lambda one: (one.spot.line, one.spot.column))
    return (*whole, *cells)


def _cell(row: Row, number: int) -> str:
    return row.cells[number - 1] if number <= len(row.cells) else ""


def _at(spot: Spot, key: str, **values: str) -> Finding:
    return Finding(spot=spot, key=key, values=tuple(sorted(values.items())))
