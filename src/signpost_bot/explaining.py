"""The commands that explain: `catalog schema`, `catalog needs` and `catalog moment`."""

import json
from argparse import Namespace

from signpost_bot import clock
from signpost_bot.actions.catalog import load_calendar
from signpost_bot.app import build_index
from signpost_bot.calendar import local_day
from signpost_bot.catalog.moment_sentence import say_moment, say_next
from signpost_bot.catalog.moment_words import Misread, read_moment
from signpost_bot.catalog.schema import to_json_schema
from signpost_bot.model.document import DocumentKind
from signpost_bot.settings import load_settings
from signpost_bot.texts import say


async def print_schema(given: Namespace) -> int:
    """Print the JSON Schema of one kind of document."""
    print(
        json.dumps(
            to_json_schema(given.kind or DocumentKind.OFFERING), indent=2, ensure_ascii=False
        )
    )
    return 0


async def print_needs(given: Namespace) -> int:
    """Print the needs an offering can tick, each with what a student sees of it."""
    for need in build_index().needs:
        title, about = need.title.text(given.language), need.description.text(given.language)
        print(f"{need.slug:24} {title}: {about}")
    return 0


async def print_moment(given: Namespace) -> int:
    """Print how a sentence is read and the next five times, or what is wrong with it; then 1."""
    now, language = clock.now(), given.language
    tz, holidays = load_calendar(load_settings().offerings, given.institution)
    moment = read_moment(given.sentence, local_day(now, tz))
    if isinstance(moment, Misread):
        print(say(moment.key, language, part=moment.part))
        return 1
    if sentence := say_moment(moment, language):
        print(say("moment.understood", language, sentence=sentence))
    if given.institution is None and not moment.in_holidays:
        print(say("moment.no_calendar", language))
    for line in say_next((moment,), holidays, tz, now, language):
        print(line)
    return 0
