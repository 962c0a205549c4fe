"""Drafts: where student authors write, and where those who publish decide about it."""

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions import drafting
from signpost_bot.actions.editing import (
    Gone,
    Merged,
    NotTheirs,
    set_state,
)
from signpost_bot.actions.story_drafts import (
    Changed,
    TooMany,
    approve_story,
    decline_story,
    propose_story,
    with_story,
)
from signpost_bot.calendar import local_day
from signpost_bot.conversation.preview import make_cards
from signpost_bot.desk.frame import Caller, Desk, desk_route, edits, show
from signpost_bot.desk.proposals import (
    OFFERINGS,
    STORIES,
    say_advice,
    show_story,
)
from signpost_bot.desk.story_form import EMPTY, FIELDS, StoryForm, read_story_form
from signpost_bot.desk.waiting import list_proposals, list_tellable, load_waiting
from signpost_bot.model.offering import State
from signpost_bot.model.staff import Staff
from signpost_bot.texts import say
from signpost_bot.web.templates import say_no

PAGE = "/desk/drafts"
DONE = {
    "proposed": "drafts.done_proposed",
    "approved": "drafts.done_approved",
    "declined": "drafts.done_declined",
}
"""What the page says after a button, by what stands in its address."""
NUMBERS = range(1, 2**31)


def routes(desk: Desk) -> list[Route]:
    """The page, and its buttons."""
    decisions = [
        (f"{STORIES}/{{id}}/approve", _approve_story, edits),
        (f"{STORIES}/{{id}}/decline", _decline_story, _decides_or_drafts),
        (f"{OFFERINGS}/{{slug}}/approve", _approve_offering, edits),
        (f"{OFFERINGS}/{{slug}}/decline", _decline_offering, edits),
    ]
    return [
        desk_route(desk, PAGE, get=_open, post=_propose),
        *(desk_route(desk, path, post=post, may=may) for path, post, may in decisions),
    ]


def _decides_or_drafts(member: Staff) -> bool:
    return member.role.edits or member.role.drafts


async def _open(caller: Caller) -> Response:
    done = DONE.get(caller.request.query_params.get("done", ""))
    return await _show(caller, said=say(done, caller.language) if done else "")


async def _propose(caller: Caller) -> Response:
    """Look at a story as it would be, or lay it before staff; what was typed stays."""
    if not caller.member.role.drafts:
        return say_no(caller.request, 403, "not_allowed", caller.language)
    async with caller.request.form(max_files=0) as sent:
        given = {name: sent.get(name) for name in FIELDS}
        is_look = sent.get("do") == "look"
    waiting = await load_waiting(caller)
    today = local_day(caller.now, waiting.reading.catalog.institution.tz)
    told = {one.slug for one in list_tellable(waiting, caller.member)}
    form = read_story_form(given, told, today)
    if form.story is None or is_look:
        return await _show(caller, form=form)
    async with caller.desk.database.transaction() as tx:
        slug = form.typed["offering"]
        found = await propose_story(tx, caller.member, slug, form.story, caller.now)
    if isinstance(found, TooMany):
        return await _show(caller, form=replace(form, faults={"offering": "drafts.too_many"}))
    return await _answer(caller, found, "proposed")


async def _approve_story(caller: Caller) -> Response:
    seen = await _read_revision(caller)
    async with caller.desk.database.transaction() as tx:
        found = await approve_story(tx, caller.member, _read_id(caller), seen, caller.now)
    return await _answer(caller, found, "approved")


async def _decline_story(caller: Caller) -> Response:
    async with caller.desk.database.transaction() as tx:
        found = await decline_story(tx, caller.member, _read_id(caller), caller.now)
    return await _answer(caller, found, "declined")


async def _approve_offering(caller: Caller) -> Response:
    return await _move(caller, State.PUBLISHED, "approved")


async def _decline_offering(caller: Caller) -> Response:
    return await _move(caller, State.RETIRED, "declined")


async def _move(caller: Caller, state: State, done: str) -> Response:
    """Publish or retire a draft that waits; what is no draft of a student author is not there."""
    slug, seen = str(caller.request.path_params["slug"]), await _read_revision(caller)
    async with caller.desk.database.transaction() as tx:
        waiting = await drafting.list_waiting(tx, caller.institution)
        if slug not in {one.offering.slug for one in waiting}:
            raise HTTPException(404)
        found = await set_state(tx, caller.member, slug, seen, state, caller.now)
    return await _answer(caller, found, done)


async def _answer(caller: Caller, found: object, done: str) -> Response:
    """Back to the page, which says what was done; or why not, with what is there now."""
    match found:
        case NotTheirs():
            return say_no(caller.request, 403, "not_allowed", caller.language)
        case Gone():
            raise HTTPException(404)
        case Changed() | Merged():
            return await _show(caller, 409, said=say("drafts.changed", caller.language))
    return RedirectResponse(f"{PAGE}?done={done}", 303)


async def _show(
    caller: Caller, status: int = 200, *, said: str = "", form: StoryForm = EMPTY
) -> Response:
    member, language = caller.member, caller.language
    waiting = await load_waiting(caller)
    reading = waiting.reading
    can_tell = list_tellable(waiting, member)
    told = next((one for one in can_tell if one.slug == form.typed["offering"]), None)
    return show(
        caller,
        "drafts.html",
        status,
        heading=say("drafts.heading", language),
        said=said,
        is_done=status == 200,
        own=[(one.offering.slug, one.offering.title.text(language)) for one in waiting.own],
        own_stories=[
            show_story(reading, draft, newest)
            for draft, newest in waiting.stories
            if draft.author_id == member.id
        ],
        waiting=list_proposals(waiting, member),
        can_tell=[(one.slug, one.title.text(language)) for one in can_tell],
        form=form,
        cards=(
            make_cards(reading.catalog, with_story(told, form.story), caller.now)
            if told and form.story
            else ()
        ),
        remarks=say_advice(reading, form.story) if form.story else (),
    )


async def _read_revision(caller: Caller) -> int:
    """The revision that the page showed; what is no number was never one."""
    async with caller.request.form(max_files=0) as form:
        given = form.get("revision")
    return _to_number(given)


def _read_id(caller: Caller) -> int:
    return _to_number(caller.request.path_params["id"])


def _to_number(given: object) -> int:
    if isinstance(given, str) and given.isdecimal() and len(given) < 11 and int(given) in NUMBERS:
        return int(given)
    return 0
