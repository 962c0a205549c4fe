"""The commands that show a year of messages dry, and one campaign, straight from the files."""

import json
import sys
from argparse import Namespace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from signpost_bot import clock
from signpost_bot.actions.catalog import CatalogBroken, assemble, check_files
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.calendar import at_local, say_date
from signpost_bot.catalog.files import Folder
from signpost_bot.catalog.personas import FILE, read_personas
from signpost_bot.catalog_options import MISUSED, OK, add_command
from signpost_bot.freshness import unattended_from
from signpost_bot.model.language import Language
from signpost_bot.model.persona import Personas
from signpost_bot.settings import load_settings
from signpost_bot.simulation.picture import to_svg
from signpost_bot.simulation.preview import say_preview
from signpost_bot.simulation.telling import say_year, to_json
from signpost_bot.simulation.year import simulate
from signpost_bot.texts import say


def add_to(kinds: Any) -> None:
    """The commands and their options, beside the others of `campaigns`."""
    year = add_command(
        kinds, "simulate", show_year, "a year of messages to made-up students", Language.NL
    )
    year.add_argument("--from", type=date.fromisoformat, required=True, dest="first", metavar="DAY")
    year.add_argument("--to", type=date.fromisoformat, required=True, dest="last", metavar="DAY")
    year.add_argument("--student", type=Path, metavar="FILE", help=f"a file like {FILE}")
    year.add_argument("--json", action="store_true", help="one JSON line a message")
    year.add_argument("--svg", type=Path, metavar="FILE", help="also the year as a picture")
    one = add_command(kinds, "preview", show_campaign, "one campaign before it runs", Language.NL)
    one.add_argument("campaign", metavar="SLUG")
    one.add_argument("--from", type=date.fromisoformat, dest="first", metavar="DAY", help="today")
    for command in (year, one):
        command.add_argument("--institution", required=True)
        command.add_argument("--folder", type=Path, metavar="DIR", help="where the catalogs are")


async def show_year(given: Namespace) -> int:
    """Every message between two days, both included, with what was dropped and why."""
    language, out = given.language, sys.stderr if given.json else sys.stdout
    if given.last < given.first:
        return _misused(say("year.backwards", language))
    folder, read, catalog = _load(given)
    file = given.student or folder / given.institution / FILE
    if not file.exists():
        return _misused(say("year.no_students", language, file=file))
    personas = read_personas(file, given.institution, read)
    if not isinstance(personas, Personas):
        raise CatalogBroken(personas)
    tz = catalog.institution.tz
    from_at = at_local(given.first, time(), tz)
    until = at_local(given.last + timedelta(days=1), time(), tz)
    print(_say_source(given, folder, catalog), file=out)
    messages = list(simulate(personas.students, catalog, from_at, until))
    told = say_year(personas.students, messages, catalog, language)
    as_json = (json.dumps(to_json(one, catalog), ensure_ascii=False) for one in messages)
    for line in as_json if given.json else told:
        print(line)
    if not any(campaign.is_running for campaign in catalog.campaigns):
        print(say("year.nothing_runs", language), file=out)
    nobody_looks = unattended_from(catalog)
    if nobody_looks and nobody_looks <= given.last:
        print(say("year.nobody_looks", language, day=say_date(nobody_looks, language)), file=out)
    if given.svg:
        picture = to_svg(personas.students, messages, catalog, given.first, given.last, language)
        given.svg.write_bytes(picture)
        print(say("year.picture", language, file=given.svg), file=out)
    return OK


async def show_campaign(given: Namespace) -> int:
    """Its words in both languages, for whom, the next times and what it would offer then."""
    _, _, catalog = _load(given)
    campaign = catalog.campaign(given.campaign)
    if campaign is None:
        known = ", ".join(one.slug for one in catalog.campaigns)
        values = {"slug": given.campaign, "known": known}
        key = "year.preview_unknown" if known else "year.preview_none"
        return _misused(say(key, given.language, **values))
    now = at_local(given.first, time(), catalog.institution.tz) if given.first else clock.now()
    for line in say_preview(campaign, catalog, now, given.language):
        print(line)
    return OK


def _say_source(given: Namespace, folder: Path, catalog: IndexedCatalog) -> str:
    first, last = (say_date(day, given.language) for day in (given.first, given.last))
    school = catalog.institution.name.text(given.language)
    values = {"folder": folder, "school": school, "first": first, "last": last}
    return say("year.from_files", given.language, **values)


def _load(given: Namespace) -> tuple[Path, Folder, IndexedCatalog]:
    """Where the catalogs are, what was read there, and the one that was asked for."""
    folder, needs = given.folder or load_settings().offerings, build_index()
    read = check_files(folder, needs)
    # Without vectors: nobody types anything here, and they take longer than a whole year.
    return folder, read, IndexedCatalog.build(assemble(read, given.institution), needs)


def _misused(sentence: str) -> int:
    print(f"signpost-bot: {sentence}", file=sys.stderr)
    return MISUSED
