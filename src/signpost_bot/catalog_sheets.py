"""The commands that bring sheets (Excel, CSV) in, and write them."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from signpost_bot import clock
from signpost_bot.actions import sheets
from signpost_bot.catalog.comparing import Pair, Side
from signpost_bot.catalog.files import read_as
from signpost_bot.catalog.report import FILE
from signpost_bot.catalog.sheet_columns import PERSONS
from signpost_bot.catalog.sheet_csv import write_csv
from signpost_bot.catalog.sheet_file import read_sheet
from signpost_bot.catalog.sheet_reading import SheetOffering
from signpost_bot.catalog.sheet_writing import to_excel, to_rows
from signpost_bot.catalog_options import (
    FAILED,
    MISUSED,
    OK,
    TIME,
    add_command,
    author_of,
    open_filled,
    print_findings,
    read_new,
    say_count,
    say_saved,
    say_unknown_owners,
)
from signpost_bot.model.document import Revision
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.model.report import Element, ResearchReport
from signpost_bot.settings import load_settings
from signpost_bot.texts import say

TAKE = {"sheet": Side.FILES, "database": Side.DATABASE}
"""Which side counts, for somebody who has a sheet before them."""


def add_to(kinds: Any) -> None:
    """The commands and their options, beside the others of `catalog`."""
    sheet = kinds.add_parser("sheet", help="offerings in Excel or CSV").add_subparsers(
        required=True, metavar="COMMAND"
    )
    template = add_command(
        sheet, "template", write_template, "an empty sheet with drop-downs", Language.NL
    )
    export = add_command(sheet, "export", export_sheet, "all offerings in a sheet", Language.NL)
    read = add_command(sheet, "import", import_sheet, "save what a sheet changed", Language.NL)
    for one in (template, export, read):
        name = "FILE.xlsx" if one is template else "FILE"
        one.add_argument("file", type=Path, metavar=name)
        one.add_argument("--institution", required=True)
    help = "which side counts where both were changed"
    read.add_argument("--take", choices=list(TAKE), help=help)
    read.add_argument("--dry-run", action="store_true", help="only say what would be saved")
    read.add_argument("--no-model", action="store_true", help="leave new texts for `run` to read")
    read.add_argument("--author", default=None, help="who does this; your login name")


async def write_template(given: Namespace) -> int:
    """Write a sheet without offerings."""
    if given.file.suffix.lower() != ".xlsx":
        return _misused("sheet.template_ending", given.language)
    return await _write(given, is_empty=True)


async def export_sheet(given: Namespace) -> int:
    """Write a sheet with every offering of the database."""
    if given.file.suffix.lower() not in (".xlsx", ".csv"):
        return _misused("sheet.ending", given.language)
    return await _write(given, is_empty=False)


async def import_sheet(given: Namespace) -> int:
    """Save the rows of a sheet; 1 when something in it is wrong, or older than the database."""
    table, language, now = read_sheet(given.file), given.language, clock.now()
    async with open_filled() as database:
        done = await sheets.import_sheet(
            database,
            given.institution,
            table,
            now,
            author=author_of(given),
            take=TAKE.get(given.take),
            is_dry=given.dry_run,
        )
        print_findings(done.findings, language, sys.stderr)
        if done.findings:
            print(say("sheet.refused", language), file=sys.stderr)
        elif done.is_refused:
            _say_newer("sheet.unseen", done.found.unseen, language)
            print(say("sheet.newer", language), file=sys.stderr)
        else:
            _say_newer("sheet.behind", done.found.behind, language)
        name_of = partial(_name_of, language=language)
        schools = {given.institution: done.school}
        say_saved(done.saved, done.found, name_of, schools, now, language)
        say_unknown_owners(done.unknown_owners, language)
        if done.saved and given.dry_run:
            print(say("sheet.dry", language), file=sys.stderr)
        say_count(len(done.saved), language)
        if done.saved and not given.dry_run and not given.no_model:
            await read_new(database, language)
    return FAILED if done.is_refused else OK


def _name_of(one: SheetOffering, language: Language) -> str:
    return say("sheet.row", language, row=one.row, name=one.key.slug)


def _say_newer(key: str, newer: Iterable[Pair[SheetOffering]], language: Language) -> None:
    """A line for each row older than what somebody saved, and how to say that it counts."""
    for pair in newer:
        if pair.saved:
            values = {
                "row": pair.file.row,
                "name": pair.file.key.slug,
                "author": pair.saved.author,
                "saved_at": f"{pair.saved.saved_at:{TIME}}",
                "version": f"{pair.file.key.institution}/{pair.saved.number}",
            }
            print(say(key, language, **values), file=sys.stderr)


async def _write(given: Namespace, *, is_empty: bool) -> int:
    language = given.language
    if given.file.exists():
        return _misused("sheet.is_there", language, name=given.file.name)
    async with open_filled() as database:
        revisions, known = await sheets.load_offerings(database, given.institution)
    chosen = () if is_empty else revisions
    rows = to_rows(chosen, language, known)
    if given.file.suffix.lower() == ".csv":
        content = write_csv(rows)
    else:
        content = to_excel(rows, _load_elements(), language, known)
    given.file.write_bytes(content)
    for one in chosen:
        if _has_more_persons(one):
            values = {"name": one.key.slug, "most": PERSONS}
            print(say("sheet.more_persons", language, **values), file=sys.stderr)
    print(say("sheet.written", language, name=given.file.name, number=len(chosen)))
    return OK


def _has_more_persons(revision: Revision) -> bool:
    content = revision.content
    return isinstance(content, Offering) and len(content.persons) > PERSONS


def _load_elements() -> tuple[Element, ...]:
    """The sixteen elements by name; none where there is no report."""
    read = read_as(load_settings().offerings / FILE, ResearchReport)
    return () if isinstance(read, list) else read[0].elements


def _misused(key: str, language: Language, **values: object) -> int:
    print(f"signpost-bot: {say(key, language, **values)}", file=sys.stderr)
    return MISUSED
