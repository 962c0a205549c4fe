"""The commands `staff list` and `staff tasks`: who they are, and what waits for whom."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from signpost_bot import clock
from signpost_bot.actions import staff
from signpost_bot.actions.staff import Overview
from signpost_bot.app import open_app
from signpost_bot.conversation.for_staff import say_role, say_tie, why
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Task
from signpost_bot.settings import load_settings
from signpost_bot.texts import say

OK, MISUSED = 0, 2


async def list_staff(given: Namespace) -> int:
    """One line for each member of staff; never an address."""
    language, found = given.language, False
    for overview in await _look_at(given):
        for member in overview.staff:
            found = True
            scope = member.scope or say("staff.whole", language)
            parts = (member.name, say_role(member.role, language), scope, say_tie(member, language))
            print(f"{member.institution}: {', '.join(parts)}")
    if not found:
        print(say("staff.nobody_yet", language))
    return OK


async def list_tasks(given: Namespace) -> int:
    """What waits for whom, the most urgent first, and at the end what waits for nobody."""
    language, found = given.language, False
    overviews = await _look_at(given)
    if given.name and not any(one.member(given.name) for one in overviews):
        sentence = say("staff.unknown_name", language, name=given.name)
        print(f"signpost-bot: {sentence}", file=sys.stderr)
        return MISUSED
    for overview in overviews:
        whose: list[tuple[str, Sequence[Task]]] = [
            (member.name, overview.waiting_for(member)) for member in overview.staff
        ]
        whose.append((say("staff.nobodys", language), overview.waiting_for_nobody()))
        if given.name:
            member = overview.member(given.name)
            whose = [(member.name, overview.waiting_for(member))] if member else []
        for name, tasks in whose:
            found = found or bool(tasks)
            _print_tasks(overview, name, tasks, language)
    if not found:
        print(say("staff.tasks_none", language))
    return OK


async def _look_at(given: Namespace) -> list[Overview]:
    settings, now = load_settings(), clock.now()
    # Nothing is opened that is sealed, so any key does.
    async with (
        open_app(settings.database_url, settings.offerings, None, now) as app,
        app.database.transaction() as tx,
    ):
        known = await app.catalogs.list_known(tx)
        slugs = [given.institution] if given.institution else known
        return [await staff.look(tx, app.doubts, slug, now) for slug in slugs]


def _print_tasks(overview: Overview, name: str, tasks: Sequence[Task], language: Language) -> None:
    if not tasks:
        return
    print(say("staff.tasks_head", language, institution=overview.institution.slug, name=name))
    for task in tasks:
        print(say("staff.task", language, slug=task.offering.slug, why=why(task, language)))
