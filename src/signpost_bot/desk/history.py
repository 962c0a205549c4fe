"""What became of an offering: who changed what and when, and one step back."""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions.editing import (
    Gone,
    NotTheirs,
    Saved,
    SaveVerdict,
    key_of,
    offering_of,
    set_state,
)
from signpost_bot.actions.revisions import as_of_today
from signpost_bot.actions.undoing import UndoVerdict, undo_offering
from signpost_bot.catalog.changes import list_changes
from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.desk.frame import Caller, Desk, desk_route, show
from signpost_bot.desk.saying import say_author, say_moment
from signpost_bot.model.offering import State
from signpost_bot.staffing import may_confirm, may_publish
from signpost_bot.store import history
from signpost_bot.texts import say
from signpost_bot.web.templates import say_no

MOST = 30
"""So many revisions stand on the page, the newest."""


def routes(desk: Desk) -> list[Route]:
    """The page, and its two ways to change something."""
    here = "/desk/offerings/{slug}"
    return [
        desk_route(desk, f"{here}/history", get=_open),
        desk_route(desk, f"{here}/undo", post=_undo),
        desk_route(desk, f"{here}/state", post=_set_state),
    ]


async def _open(caller: Caller, trouble: str = "", status: int = 200) -> Response:
    key = key_of(caller.institution, caller.request.path_params["slug"])
    async with caller.desk.database.transaction() as tx:
        catalog = await caller.desk.catalogs.load(tx, caller.institution)
        old = await history.list_revisions(tx, key)
    read = [(one, as_of_today(key, one)) for one in old]
    if not read or read[-1][1] is None:
        raise HTTPException(404)
    school, language = catalog.institution, caller.language
    known = Known(institution=school.slug, needs=catalog.needs.needs, campuses=school.campuses)
    newest = offering_of(read[-1][1])
    rows = [
        {
            "number": one.number,
            "author": say_author(one.author, language),
            "when": say_moment(one.saved_at, school.tz, language),
            "changes": list_changes(offering_of(was), offering_of(now), language, known)
            if was and now
            else (),
        }
        for (_, was), (one, now) in zip([(None, None), *read], read, strict=False)
    ]
    return show(
        caller,
        "history.html",
        status,
        heading=newest.title.text(language),
        rows=rows[::-1][:MOST],
        slug=key.slug,
        seen=len(old),
        state=newest.state.value,
        may_edit=may_confirm(caller.member, newest),
        may_publish=may_publish(caller.member, newest),
        trouble=trouble,
    )


async def _undo(caller: Caller) -> Response:
    slug, seen, _ = await _read(caller)
    async with caller.desk.database.transaction() as tx:
        done = await undo_offering(tx, caller.member, slug, seen, caller.now)
    return await _answer(caller, slug, done)


async def _set_state(caller: Caller) -> Response:
    slug, seen, state = await _read(caller)
    if state not in list(State):
        raise HTTPException(400)
    async with caller.desk.database.transaction() as tx:
        done = await set_state(tx, caller.member, slug, seen, State(state), caller.now)
    return await _answer(caller, slug, done)


async def _answer(caller: Caller, slug: str, done: SaveVerdict | UndoVerdict) -> Response:
    match done:
        case Saved():
            return RedirectResponse(f"/desk/offerings/{slug}/history", 303)
        case NotTheirs():
            return say_no(caller.request, 403, "not_allowed", caller.language)
        case Gone():
            raise HTTPException(404)
    return await _open(caller, say("saving.not_done", caller.language), 409)


async def _read(caller: Caller) -> tuple[str, int, str]:
    async with caller.request.form() as form:
        seen, state = str(form.get("seen", "")), str(form.get("state", ""))
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1
    return caller.request.path_params["slug"], number, state
