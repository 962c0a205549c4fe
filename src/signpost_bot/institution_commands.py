"""The commands `institution …`: which there are, and closing one for good."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime

from signpost_bot import clock
from signpost_bot.actions import closing
from signpost_bot.actions.closing import Closed
from signpost_bot.app import open_tables
from signpost_bot.model.closing import Closing, ClosingPlan
from signpost_bot.model.language import Language
from signpost_bot.model.totals import FEWEST
from signpost_bot.settings import load_settings
from signpost_bot.texts import say

OK, FAILED, MISUSED = 0, 1, 2
TIME = "%Y-%m-%d %H:%M UTC"


def add_to(parser: ArgumentParser) -> None:
    """The commands and their options."""
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    listed = kinds.add_parser("list", help="every institution, and whether it is open")
    listed.set_defaults(command=list_institutions)
    closed = kinds.add_parser("close", help="end it all: a last message, then everything erased")
    closed.add_argument("institution", metavar="SLUG")
    closed.add_argument("--yes", metavar="SLUG", help="the same slug: it cannot be undone")
    closed.add_argument("--dry-run", action="store_true", help="only say what would be done")
    closed.add_argument("--without-message", action="store_true", help="erase at once, in silence")
    closed.set_defaults(command=close_institution)
    for one in (listed, closed):
        one.add_argument("--language", type=Language, choices=list(Language), default=Language.EN)


async def list_institutions(given: Namespace) -> int:
    """One line for each, also for those that closed."""
    async with open_tables(load_settings().database_url) as database:
        states = await closing.list_states(database)
    width = max(map(len, states), default=0)
    for slug, (state, found) in states.items():
        moments = _moments(found) if found else {}
        print(f"{slug:{width}}  {say(f'closing.state_{state}', given.language, **moments)}")
    if not states:
        print(say("closing.none", given.language))
    return OK


async def close_institution(given: Namespace) -> int:
    """Close it, or go on closing it. Without `--yes` it says what that would do, and 1."""
    slug, language = given.institution, given.language
    async with open_tables(load_settings().database_url) as database:
        before = await closing.look(database, slug)
        if before.closing and before.closing.erased_at:
            return _say_how_it_stands(before, language)
        if given.yes is not None and given.yes != slug:
            sentence = say("closing.wrong_yes", language, typed=given.yes)
            print(f"signpost-bot: {sentence}", file=sys.stderr)
            return MISUSED
        if given.yes is None or given.dry_run:
            _say_what_would_be(given, before)
            return OK if given.dry_run else FAILED
        done = await closing.close(database, slug, clock.now(), is_silent=given.without_message)
    if done.plan:
        _say_plan(done.plan, language, is_silent=given.without_message)
    return _say_how_it_stands(done, language)


def _say_what_would_be(given: Namespace, before: Closed) -> None:
    slug, language = given.institution, given.language
    if before.plan:
        print(say("closing.would", language, institution=slug))
        _say_plan(before.plan, language, is_silent=given.without_message)
        print(say("closing.export_first", language))
    else:
        _say_how_it_stands(before, language)
    command = f"signpost-bot institution close {slug} --yes {slug}"
    command += " --without-message" if given.without_message else ""
    print(say("closing.how", language, command=command))


def _say_plan(plan: ClosingPlan, language: Language, *, is_silent: bool) -> None:
    if is_silent:
        print(say("closing.no_message", language))
    else:
        print(say("closing.one_more_message", language, count=_count(plan.farewells, language)))
    print(say("closing.called_off", language, count=_count(plan.called_off, language)))
    print(say("closing.erases", language))
    print(say("closing.stays", language))


def _say_how_it_stands(closed: Closed, language: Language) -> int:
    found = closed.closing
    if found and found.erased_at:
        time = _time(found.erased_at)
        print(say("closing.gone", language, institution=found.institution, time=time))
    elif found:
        time = _time(found.erased_by)
        print(say("closing.waiting", language, institution=found.institution, time=time))
    return OK


def _moments(found: Closing) -> dict[str, str]:
    erased_at = _time(found.erased_at) if found.erased_at else ""
    return {
        "closed_at": _time(found.closed_at),
        "erased_by": _time(found.erased_by),
        "erased_at": erased_at,
    }


def _count(number: int, language: Language) -> str:
    return str(number) if number >= FEWEST else say("closing.few", language)


def _time(moment: datetime) -> str:
    return f"{moment:{TIME}}"
