"""The commands that bring calendar files (.ics) in, and write the feed of an institution."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from signpost_bot import clock
from signpost_bot.actions import calendars
from signpost_bot.actions.calendars import NoSuchOffering, ReadSource
from signpost_bot.campaigns.moving import say_moved
from signpost_bot.catalog.ics_feed import to_feed
from signpost_bot.catalog.ics_periods import read_periods
from signpost_bot.catalog.ics_reading import read_ics
from signpost_bot.catalog.moment_sentence import say_moment, say_next
from signpost_bot.catalog.oeapi_reading import read_sessions
from signpost_bot.catalog.period_sources import PeriodSource
from signpost_bot.catalog.period_words import say_conflict, say_origin, say_period
from signpost_bot.catalog.school_holidays import Region, read_holidays
from signpost_bot.catalog_options import (
    FAILED,
    MISUSED,
    OK,
    add_command,
    author_of,
    open_filled,
    print_advice,
    print_findings,
    say_count,
)
from signpost_bot.fetching import fetch_sessions
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.institution import SourceKind
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment
from signpost_bot.texts import say


def add_to(kinds: Any) -> None:
    """The commands and their options, beside the others of `catalog`."""
    calendar = kinds.add_parser("calendar", help="the academic calendar").add_subparsers(
        required=True, metavar="COMMAND"
    )
    periods = add_command(
        calendar, "import", import_periods, "periods from a calendar file", Language.NL
    )
    periods.add_argument("--institution", required=True)
    fetch = add_command(
        calendar, "fetch", fetch_periods, "periods from an Open Education API", Language.NL
    )
    fetch.add_argument("address", metavar="URL", help="of the API, or of its academic-sessions")
    holidays = add_command(
        calendar, "holidays", import_holidays, "the Dutch school holidays", Language.NL
    )
    holidays.add_argument("--region", type=Region, choices=list(Region), required=True)
    holidays.add_argument("file", type=Path, metavar="FILE", help="of rijksoverheid.nl, or alike")
    sources = add_command(
        calendar, "sources", show_sources, "where each day of the year is from", Language.NL
    )
    for one in (fetch, holidays, sources):
        one.add_argument("--institution", required=True)
    of_moments = kinds.add_parser("moments", help="when an offering can be joined").add_subparsers(
        required=True, metavar="COMMAND"
    )
    moments = add_command(
        of_moments, "import", import_moments, "moments from a calendar file", Language.NL
    )
    moments.add_argument("--offering", required=True, metavar="SCHOOL/SLUG")
    moments.add_argument("--in-holidays", action="store_true", help="also in the holidays")
    for one in (periods, moments):
        one.add_argument("file", type=Path, metavar="FILE.ics")
    for one in (periods, fetch, holidays, moments):
        one.add_argument("--dry-run", action="store_true", help="only say what would be saved")
        one.add_argument("--author", default=None, help="who does this; your login name")
    feed = kinds.add_parser("feed", help="all times of an institution as a calendar to follow")
    feed.add_argument("--institution", required=True)
    feed.add_argument("--language", type=Language, choices=list(Language), help="left out: both")
    feed.add_argument("file", nargs="?", type=Path, metavar="FILE")
    feed.set_defaults(command=write_feed)


async def import_periods(given: Namespace) -> int:
    """Save the periods of a file; 1 when something in it is wrong."""
    read = read_ics(given.file)
    return await _import(given, lambda tz: read_periods(read, tz))


async def fetch_periods(given: Namespace) -> int:
    """Save the periods of an API; 1 when something about it is wrong."""
    fetched = await fetch_sessions(given.address)
    if fetched.findings:
        nothing = PeriodSource(kind=SourceKind.OEAPI, name=fetched.host)
        return await _import(given, lambda _: (nothing, fetched.findings))
    return await _import(given, lambda tz: read_sessions(fetched.pages, tz, fetched.host))


async def import_holidays(given: Namespace) -> int:
    """Save the school holidays of a file; 1 when something in it is wrong."""
    return await _import(given, lambda _: read_holidays(given.file, given.region))


async def show_sources(given: Namespace) -> int:
    """Print each period with the source of its days."""
    async with open_filled() as database:
        calendar = (await calendars.load_catalog(database, given.institution)).calendar
    for period in calendar.periods if calendar else ():
        origin = say_origin(period, calendar.source if calendar else "", given.language)
        print(f"{say_period(period, given.language)}; {origin}")
    return OK


async def _import(given: Namespace, to_source: ReadSource) -> int:
    language = given.language
    async with open_filled() as database:
        done = await calendars.import_periods(
            database,
            given.institution,
            to_source,
            clock.now(),
            author=author_of(given),
            is_dry=given.dry_run,
        )
    _say_findings(done.findings, language)
    for conflict in done.conflicts:
        print(say_conflict(conflict, language), file=sys.stderr)
    for change in done.changes:
        if change.before:
            print(f"- {say_period(change.before, language)}")
        if change.after:
            print(f"+ {say_period(change.after, language)}")
    for moved in done.moved:
        print(say_moved(moved, language))
    return _end(given, done.is_refused, len(done.changes))


async def import_moments(given: Namespace) -> int:
    """Save the moments of a file; 1 when something in it is wrong."""
    institution, _, slug = given.offering.partition("/")
    read, language, now = read_ics(given.file), given.language, clock.now()
    try:
        async with open_filled() as database:
            done = await calendars.import_moments(
                database,
                institution,
                slug,
                read,
                now,
                author=author_of(given),
                in_holidays=given.in_holidays,
                is_dry=given.dry_run,
            )
    except NoSuchOffering as error:
        sentence = say("ics.no_offering", language, name=error.name)
        print(f"signpost-bot: {sentence}", file=sys.stderr)
        return MISUSED
    _say_findings(done.findings, language)
    if not done.is_refused:
        for sign, moments in (("-", done.gone), ("+", done.new)):
            for moment in moments:
                print(f"{sign} {_say_moment(moment, language)}")
        holidays = done.catalog.calendar.holidays() if done.catalog.calendar else ()
        tz = done.catalog.institution.tz
        for line in say_next(done.moments, holidays, tz, now, language):
            print(line)
    return _end(given, done.is_refused, len(done.gone) + len(done.new))


async def write_feed(given: Namespace) -> int:
    """Write the feed to a file, or print it."""
    async with open_filled() as database:
        catalog = await calendars.load_catalog(database, given.institution)
    feed = to_feed(catalog, given.language)
    if given.file:
        given.file.write_bytes(feed)
    else:
        # As bytes: a line of a calendar ends in two characters, on every machine.
        sys.stdout.flush()
        sys.stdout.buffer.write(feed)
    return OK


def _say_findings(findings: tuple[Finding, ...], language: Language) -> None:
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    advice = [finding for finding in findings if finding.level is Level.ADVICE]
    print_findings(errors, language, sys.stderr)
    print_advice(advice, language, sys.stderr)


def _say_moment(moment: Moment, language: Language) -> str:
    return say_moment(moment, language) or f"{moment.rule} {moment.start:%H:%M}"


def _end(given: Namespace, is_refused: bool, number: int) -> int:
    if is_refused:
        print(say("ics.refused", given.language), file=sys.stderr)
    elif given.dry_run and number:
        print(say("ics.dry", given.language), file=sys.stderr)
    say_count(number, given.language)
    return FAILED if is_refused else OK
