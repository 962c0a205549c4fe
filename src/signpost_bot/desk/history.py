"""What became of an offering: who changed what and when, how it was then, and the way back."""

from dataclasses import dataclass
from itertools import pairwise

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions.editing import (
    Gone,
    Merged,
    NotTheirs,
    Saved,
    SaveVerdict,
    key_of,
    offering_of,
    set_state,
)
from signpost_bot.actions.revisions import as_of_today
from signpost_bot.actions.undoing import FitsNoMore, Overtaken, UndoVerdict, undo_offering
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.catalog.sheet_columns import known_at
from signpost_bot.conversation.preview import preview
from signpost_bot.desk.forms import read_number, read_values
from signpost_bot.desk.frame import Caller, Desk, desk_route, show
from signpost_bot.desk.history_rows import say_row
from signpost_bot.desk.saying import say_author, say_moment
from signpost_bot.model.document import DocumentKey
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering, State
from signpost_bot.staffing import may_change, may_confirm, may_publish
from signpost_bot.store import history
from signpost_bot.store.history import OldRevision
from signpost_bot.texts import say

MOST = 30
"""So many revisions stand on a page."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """An offering as it is now, with all its revisions, the oldest first."""

    catalog: IndexedCatalog
    key: DocumentKey
    old: tuple[OldRevision, ...]
    newest: Offering


def routes(desk: Desk) -> list[Route]:
    """The page, one revision of it, and the two ways to change something."""
    here = "/desk/offerings/{slug}"
    return [
        desk_route(desk, f"{here}/history", get=_open),
        desk_route(desk, f"{here}/history/{{number}}", get=_look_back),
        desk_route(desk, f"{here}/undo", post=_undo),
        desk_route(desk, f"{here}/state", post=_set_state),
    ]


async def _open(caller: Caller, refusal: str = "", status: int = 200) -> Response:
    """The newest revisions, or those before the one that is asked for; each with what changed."""
    past = await _load(caller)
    before = read_number(caller.request.query_params.get("before")) or len(past.old) + 1
    end = min(before - 1, len(past.old))
    start = max(0, end - MOST)
    known = known_at(past.catalog.institution, past.catalog.needs.needs)
    shown = past.old[max(0, start - 1) : end]
    read = [(one, as_of_today(past.key, one)) for one in shown]
    # Each beside the one before it, and the very first beside none.
    pairs = pairwise([None, *read] if start == 0 else read)
    tz = past.catalog.institution.tz
    rows = [say_row(was, now, known, tz, caller.language) for was, now in pairs if now]
    return show(
        caller,
        "history.html",
        status,
        heading=past.newest.title.text(caller.language),
        rows=rows[::-1],
        slug=past.key.slug,
        seen=len(past.old),
        state=past.newest.state.value,
        may_edit=may_confirm(caller.member, past.newest),
        may_publish=may_publish(caller.member, past.newest),
        refusal=refusal,
        older=start + 1 if start else 0,
        is_newest=end == len(past.old),
    )


async def _look_back(caller: Caller) -> Response:
    """The card of one revision, as it was on the day that it was saved."""
    past = await _load(caller)
    number = read_number(caller.request.path_params["number"])
    one = next((one for one in past.old if one.number == number), None)
    if one is None:
        raise HTTPException(404)
    revision = as_of_today(past.key, one)
    then = offering_of(revision) if revision else None
    language, tz = caller.language, past.catalog.institution.tz
    day = say_moment(one.saved_at, tz, language)
    is_theirs = one.number < len(past.old) and may_confirm(caller.member, past.newest)
    return show(
        caller,
        "then.html",
        heading=say("saving.then", language, number=one.number),
        about=say("saving.saved_by", language, name=say_author(one.author, language), day=day),
        slug=past.key.slug,
        number=one.number,
        seen=len(past.old),
        preview=preview(past.catalog, then, one.saved_at, language) if then else None,
        may_go_back=is_theirs and then is not None and may_change(caller.member, past.newest, then),
    )


async def _load(caller: Caller) -> Past:
    key = key_of(caller.institution, caller.request.path_params["slug"])
    async with caller.desk.database.transaction() as tx:
        catalog = await caller.desk.catalogs.load(tx, caller.institution)
        old = await history.list_revisions(tx, key)
    newest = as_of_today(key, old[-1]) if old else None
    if newest is None:
        raise HTTPException(404)
    return Past(catalog=catalog, key=key, old=old, newest=offering_of(newest))


async def _undo(caller: Caller) -> Response:
    slug, seen, values = await _read(caller)
    # Without one it is a step back; one that cannot be read is a revision that never was.
    to = None if "to" not in values else read_number(values["to"][-1]) or 0
    async with caller.desk.database.transaction() as tx:
        done = await undo_offering(tx, caller.member, slug, seen, caller.now, to=to)
    return await _answer(caller, slug, done)


async def _set_state(caller: Caller) -> Response:
    slug, seen, values = await _read(caller)
    state = values.get("state", ("",))[-1]
    if state not in list(State):
        raise HTTPException(400)
    async with caller.desk.database.transaction() as tx:
        done = await set_state(tx, caller.member, slug, seen, State(state), caller.now)
    return await _answer(caller, slug, done)


async def _answer(caller: Caller, slug: str, done: UndoVerdict | SaveVerdict) -> Response:
    """Back to the page, which says why when nothing was done."""
    match done:
        case Saved():
            return RedirectResponse(f"/desk/offerings/{slug}/history", 303)
        case Gone():
            raise HTTPException(404)
        case NotTheirs():
            return await _open(caller, say("saving.not_yours", caller.language), 403)
    return await _open(caller, _say_why(done, caller.language), 409)


def _say_why(done: UndoVerdict | SaveVerdict, language: Language) -> str:
    match done:
        case Overtaken() | Merged():
            return say("saving.overtaken", language, name=say_author(done.newest.author, language))
        case FitsNoMore():
            return say("saving.fits_no_more", language)
    return say("saving.nothing_before", language)


async def _read(caller: Caller) -> tuple[str, int, dict[str, tuple[str, ...]]]:
    """Which offering, the revision that they looked at (0 for none), and the form."""
    values = await read_values(caller.request)
    seen = read_number(values.get("seen", ("",))[-1]) or 0
    return caller.request.path_params["slug"], seen, values
