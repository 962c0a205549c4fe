"""The first page of the desk: what waits for somebody, and how every offering stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions import still_right
from signpost_bot.actions.conditions import Standing
from signpost_bot.catalog.condition import Condition, Mark
from signpost_bot.catalog.offering_search import LONGEST
from signpost_bot.conversation.for_staff import verdict
from signpost_bot.desk.forms import read_number
from signpost_bot.desk.frame import HOME, Caller, Desk, desk_route, show
from signpost_bot.desk.rows import MARKS, say_row, say_task
from signpost_bot.model.audit import Deed
from signpost_bot.model.staff import ChangedSince, Confirmed, NotConfirmed, Verdict
from signpost_bot.store import audit
from signpost_bot.texts import say

MOST_WAITING = 5
"""Tasks above the list; the rest stands in it."""
STATUS = {NotConfirmed.NOT_THEIRS: 403, NotConfirmed.GONE: 404}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the list is narrowed to: some words, one mark, or nothing."""

    words: str = ""
    mark: Mark | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing was asked for."""
        return not self.words and self.mark is None


def routes(desk: Desk) -> list[Route]:
    """The list, and "still right" for one offering of it."""

    async def list_offerings(caller: Caller) -> Response:
        given = caller.request.query_params
        asked = _read(given.get("q", ""), given.get("state", ""))
        return await _show_list(caller, asked)

    async def confirm(caller: Caller) -> Response:
        slug = str(caller.request.path_params["slug"])
        async with caller.request.form() as form:
            revision = read_number(form.get("revision"))
            asked = _read(str(form.get("q", "")), str(form.get("state", "")))
        if not revision:
            raise HTTPException(400)
        async with desk.database.transaction() as tx:
            found = await still_right.confirm(
                tx, desk.doubts, caller.member, slug, revision, caller.now
            )
            if isinstance(found, Confirmed):
                await audit.add_entry(tx, caller.member, Deed.CONFIRMED, slug, caller.now)
        return await _show_list(caller, asked, found)

    async def go_home(_: Caller) -> Response:
        # Who reloads by hand what "still right" gave them.
        return RedirectResponse(HOME, 303)

    return [
        desk_route(desk, HOME, get=list_offerings),
        desk_route(desk, f"{HOME}/offerings/{{slug}}/right", get=go_home, post=confirm),
    ]


async def _show_list(caller: Caller, asked: Asked, found: Verdict | None = None) -> Response:
    desk = caller.desk
    standing = await desk.conditions.look(
        desk.database, desk.doubts, caller.institution, caller.now
    )
    member, language = caller.member, caller.language
    matching = _find(standing, asked.words)
    shown = [one for one in matching if asked.mark in (None, *one.marks)]
    shown.sort(key=lambda one: one.offering.title.text(language).casefold())
    tasks = standing.overview.waiting_for(member)
    name = standing.overview.institution.name.text(language)
    today = standing.overview.today
    return show(
        caller,
        "overview.html",
        _status(found),
        heading=say("overview.heading", language, institution=name),
        asked=asked,
        rows=[say_row(one, member, today) for one in shown],
        all=len(standing.conditions),
        waiting=[say_task(task, member) for task in tasks[:MOST_WAITING]],
        more=len(tasks[MOST_WAITING:]),
        filters=_list_filters(matching, asked),
        marks=MARKS,
        said=verdict(member, found).text if found else "",
        is_done=isinstance(found, Confirmed),
        changed=found if isinstance(found, ChangedSince) else None,
    )


def _find(standing: Standing, words: str) -> list[Condition]:
    found = standing.search.find(words)
    return [one for at, one in enumerate(standing.conditions) if at in found]


def _list_filters(matching: Sequence[Condition], asked: Asked) -> list[tuple[Mark, int]]:
    """How many of these bear each mark; the one that is chosen stays, also with none."""
    counted = Counter(mark for one in matching for mark in one.marks)
    return [(mark, counted[mark]) for mark in Mark if counted[mark] or mark is asked.mark]


def _status(found: Verdict | None) -> int:
    if isinstance(found, NotConfirmed):
        return STATUS[found]
    return 409 if isinstance(found, ChangedSince) else 200


def _read(words: str, mark: str) -> Asked:
    """What was asked for; a mark that we do not know is none."""
    known = Mark(mark) if mark in list(Mark) else None
    return Asked(words=words[:LONGEST].strip(), mark=known)
