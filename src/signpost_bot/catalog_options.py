"""What the commands of the catalog share: options, the database, findings and the last line."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TextIO

from signpost_bot import clock
from signpost_bot.actions import reading
from signpost_bot.actions.staff import UnknownOwners
from signpost_bot.app import open_app, open_tables
from signpost_bot.catalog.comparing import Comparison, File
from signpost_bot.catalog.read_back import School, read_back
from signpost_bot.catalog.sheet_table import say_place
from signpost_bot.model.document import DocumentKey
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.settings import load_settings
from signpost_bot.store.database import Database
from signpost_bot.texts import say

OK, FAILED, MISUSED = 0, 1, 2

TIME = "%Y-%m-%d %H:%M UTC"


def add_command(
    kinds: Any,
    name: str,
    command: Callable[[Namespace], Awaitable[int]],
    help: str,
    language: Language = Language.EN,
) -> ArgumentParser:
    """One command. The database is the work of an operator, and operators are spoken to in
    English; where it is the work of staff, `language` is theirs."""
    one: ArgumentParser = kinds.add_parser(name, help=help)
    one.add_argument("--language", type=Language, choices=list(Language), default=language)
    one.set_defaults(command=command)
    return one


@asynccontextmanager
async def open_catalog() -> AsyncIterator[Database]:
    """The database of the settings, closed at the end."""
    async with open_tables(load_settings().database_url) as database:
        yield database


@asynccontextmanager
async def open_filled() -> AsyncIterator[Database]:
    """The same for staff; an empty one is filled from the files, as at any first start."""
    settings = load_settings()
    url, offerings = settings.database_url, settings.offerings
    async with open_app(url, offerings, None, clock.now()) as app:
        yield app.database


def author_of(given: Namespace) -> str:
    """Who does this: as typed, or the login name."""
    try:
        name = given.author or getpass.getuser()
    except (OSError, KeyError):  # a container may run as somebody who has no name
        name = "unknown"
    return str(name)[:100]


def say_count(number: int, language: Language) -> None:
    """The last line of a command that changes something."""
    print(
        say("exchange.one_change" if number == 1 else "exchange.changes", language, number=number)
    )


def say_saved(
    saved: Iterable[DocumentKey],
    found: Comparison[File],
    name_of: Callable[[File], object],
    schools: Mapping[str, School],
    now: datetime,
    language: Language,
) -> None:
    """A line for each document that is saved (or would be), by the name it has for who brought
    it, and under it how its sentences about moments were read."""
    pairs = {pair.file.key: pair for pair in (*found.changed, *found.unseen)}
    for key in saved:
        pair = pairs[key]
        print(f"{'~' if pair.saved else '+'} {name_of(pair.file)}")
        before = pair.saved.content if pair.saved else None
        if school := schools.get(key.institution):
            for line in read_back(pair.file.content, before, school, now, language):
                print(f"    {line}")


def say_unknown_owners(owners: Iterable[UnknownOwners], language: Language) -> None:
    """Advice about the owners whom nobody can ask whether it is still right, a line for each
    institution."""
    for one in owners:
        names = ", ".join(f"‘{name}’" for name in one.names)
        values = {"names": names, "institution": one.institution}
        print(say("lint.advice", language) + say("lint.unknown_owner", language, **values))


async def read_new(database: Database, language: Language) -> None:
    """Have the models read the texts that were just saved."""
    # On the other stream: the last line of the answer stays the number of changes.
    print(say("exchange.reading", language), file=sys.stderr, flush=True)
    await reading.read_new_offerings(database)


def print_findings(findings: Sequence[Finding], language: Language, out: TextIO) -> None:
    """`file:line:col: sentence`, one a line, and how many there are."""
    for finding in findings:
        print(_sentence(finding, "", language), file=out)
    if findings:
        print(say("files.count", language, findings=len(findings)), file=out)


def print_advice(findings: Sequence[Finding], language: Language, out: TextIO) -> None:
    """The same, with "advice" before each sentence."""
    for finding in findings:
        print(_sentence(finding, say("lint.advice", language), language), file=out)
    if findings:
        print(say("lint.count", language, advice=len(findings)), file=out)


def _sentence(finding: Finding, before: str, language: Language) -> str:
    spot, sentence = finding.spot, say(finding.key, language, **dict(finding.values))
    if spot.header is None:
        return f"{spot.file}:{spot.line}:{spot.column}: {before}{sentence}"
    return f"{say_place(spot, language)}: {before}{sentence}"
