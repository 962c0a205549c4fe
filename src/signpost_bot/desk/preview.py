"""The preview: what a student will see of a form that is being filled in; nothing is saved."""

from starlette.responses import Response
from starlette.routing import Route

from signpost_bot.actions.editing import load_offering, offering_of
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day
from signpost_bot.catalog.form_draft import read_draft
from signpost_bot.catalog.sheet_columns import known_at
from signpost_bot.conversation.preview import preview
from signpost_bot.desk.forms import read_values
from signpost_bot.desk.frame import Caller, Desk, desk_route, show
from signpost_bot.model.offering import Offering
from signpost_bot.texts import say


def routes(desk: Desk) -> list[Route]:
    """The address that the form posts to while somebody types."""
    return [desk_route(desk, "/desk/offerings/preview", post=_preview)]


async def _preview(caller: Caller) -> Response:
    catalog, offering = await _read(caller)
    made = preview(catalog, offering, caller.now, caller.language)
    # Each sentence once: several fields can give rise to the same.
    remarks = dict.fromkeys(
        say(one.key, caller.language, **dict(one.values)) for one in made.advice
    )
    is_part = caller.request.headers.get("hx-request") == "true"
    return show(
        caller,
        "preview_part.html" if is_part else "preview.html",
        preview=made,
        remarks=list(remarks),
        heading=say("saving.preview_title", caller.language),
    )


async def _read(caller: Caller) -> tuple[IndexedCatalog, Offering]:
    """The catalog, and the form as far as it can be read; a slug of elsewhere is a new one here."""
    values = await read_values(caller.request)
    slug = next(iter(values.pop("of", ())), "")
    async with caller.desk.database.transaction() as tx:
        catalog = await caller.desk.catalogs.load(tx, caller.institution)
        saved = await load_offering(tx, caller.institution, slug) if slug else None
    school = catalog.institution
    known = known_at(school, catalog.needs.needs)
    today = local_day(caller.now, school.tz)
    base = offering_of(saved) if saved else None
    return catalog, read_draft(values, base, known, today, caller.language)
