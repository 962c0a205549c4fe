"""The page on which an offering is read, changed and made: one form, and what came of it."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions.editing import (
    Gone,
    Merged,
    NotTheirs,
    Saved,
    save_offering,
)
from signpost_bot.calendar import local_day, say_date
from signpost_bot.catalog.form_faults import Fault
from signpost_bot.catalog.form_fields import ROW, ROWS, Values, add_row, remove_row
from signpost_bot.catalog.form_filling import fill_form, make_slug
from signpost_bot.catalog.offering_form import read_form
from signpost_bot.desk.form_view import NO_NOTES, Notes, id_of, show_form
from signpost_bot.desk.forms import read_values
from signpost_bot.desk.frame import Caller, Desk, desk_route, show
from signpost_bot.desk.offering_place import Place, list_advice, list_next, load_place, prefill
from signpost_bot.desk.saying import say_author
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering, State
from signpost_bot.staffing import DRAFTED_KINDS
from signpost_bot.texts import say
from signpost_bot.web.templates import say_no

NEW = "new"
RESERVED = (NEW, "preview")
"""No offering can be called like that: they are addresses of the desk."""


def routes(desk: Desk) -> list[Route]:
    """The addresses of the form; `new` stands before the slugs."""
    return [
        desk_route(desk, f"/desk/offerings/{NEW}", get=_open, post=_take),
        desk_route(desk, "/desk/offerings/{slug}", get=_open, post=_take),
    ]


async def _open(caller: Caller) -> Response:
    place = await load_place(caller, None)
    if place.base is None and not place.may_edit:
        return say_no(caller.request, 403, "not_allowed", caller.language)
    values = fill_form(place.base, caller.language) if place.base else prefill(caller, place)
    is_saved = bool(caller.request.query_params.get("saved"))
    return _show(caller, place, values, dates=list_next(caller, place) if is_saved else None)


async def _take(caller: Caller) -> Response:
    """One press of a button: save, or a row more or less."""
    values = await read_values(caller.request)
    if "revision" not in values:
        raise HTTPException(400)  # no form of ours, or half of one: what is missing is not "no"
    place = await load_place(caller, "".join(values.get("revision", ())))
    if not place.may_edit:
        return say_no(caller.request, 403, "not_allowed", caller.language)
    if (group := values.get("add", ("",))[-1]) in ROWS:
        return _show(caller, place, add_row(values, group))
    if row := ROW.fullmatch(values.get("remove", ("",))[-1]):
        return _show(caller, place, remove_row(values, row[1], int(row[2])))
    return await _save(caller, place, values)


async def _save(caller: Caller, place: Place, values: Values) -> Response:
    today = local_day(caller.now, place.catalog.institution.tz)
    read = read_form(values, place.base, place.known, today, caller.language)
    if not isinstance(read, Offering):
        return _show(caller, place, values, faults=_say_faults(read, caller.language))
    if faults := _list_beyond_drafting(caller, read):
        return _show(caller, place, values, faults=faults)
    if place.base is None and read.slug in RESERVED:
        return _slug_taken(caller, place, values, read.slug)
    async with caller.desk.database.transaction() as tx:
        verdict = await save_offering(
            tx, caller.desk.doubts, caller.member, read, place.made_from, caller.now
        )
    match verdict:
        case Saved():
            return RedirectResponse(f"/desk/offerings/{read.slug}?saved=1", 303)
        case Merged():
            return _show(caller, place, values, merged=verdict)
        case NotTheirs():
            return say_no(caller.request, 403, "not_allowed", caller.language)
        case Gone():
            raise HTTPException(404)
    return _slug_taken(caller, place, values, read.slug)


def _list_beyond_drafting(caller: Caller, read: Offering) -> dict[str, str]:
    """What a student author chose that is not theirs to choose; saving would refuse it whole."""
    if not caller.member.role.drafts:
        return {}
    found = {}
    if read.kind not in DRAFTED_KINDS:
        found["kind"] = say("drafts.fault_kind", caller.language)
    if read.state is not State.DRAFT:
        found["state"] = say("drafts.fault_state", caller.language)
    return found


def _slug_taken(caller: Caller, place: Place, values: Values, slug: str) -> Response:
    said = say("form.slug_taken", caller.language, name=slug)
    return _show(caller, place, {**values, "slug": (slug,)}, faults={"slug": said})


def _show(
    caller: Caller,
    place: Place,
    values: Values,
    *,
    faults: Mapping[str, str] | None = None,
    merged: Merged | None = None,
    dates: list[tuple[str, list[str]]] | None = None,
) -> Response:
    """The page with these values; what was typed stands in it as it was typed."""
    language, known = caller.language, place.known
    faults = faults or {}
    advice = list_advice(caller, place) if place.base and not faults else {}
    theirs: dict[str, tuple[str, ...]] = {}
    number = place.made_from
    if merged:
        number = merged.newest.number
        values = _with_theirs(values, merged, language)
        filled = fill_form(merged.theirs, language)
        theirs = {name: said for name, said in filled.items() if _top(name) in merged.clashes}
    notes = Notes(faults=faults, advice=advice, theirs=theirs)
    sections = show_form(values, known, language, notes if place.may_edit else NO_NOTES)
    labels = {
        one.name: one.label
        for section in sections
        for part in (*section.often, *section.seldom)
        for row in part.rows
        for line in row
        for one in line
    } | {"slug": say("form.slug", language)}
    state = place.base.state if place.base else State.DRAFT
    return show(
        caller,
        "offering.html",
        heading=place.base.title.text(language) if place.base else say("form.new", language),
        base=place.base,
        sections=sections,
        may_edit=place.may_edit,
        revision=number,
        slug=values.get("slug", ("",))[-1] or make_slug("".join(values.get("title.nl", ()))),
        is_checked="true" in values.get("checked", ()),
        checked_on=say_date(place.base.checked_on, language) if place.base else "",
        faults=[(id_of(name), labels.get(name, name), said) for name, said in faults.items()],
        slug_fault=faults.get("slug", ""),
        merged=merged,
        colleague=say_author(merged.newest.author, language) if merged else "",
        taken_over=_list_labels(merged.taken_over, labels) if merged else "",
        dates=dates,
        is_public=state is State.PUBLISHED,
    )


def _say_faults(faults: tuple[Fault, ...], language: Language) -> dict[str, str]:
    return {
        one.field.name: say(one.finding.key, language, **dict(one.finding.values)) for one in faults
    }


def _with_theirs(values: Values, merged: Merged, language: Language) -> Values:
    """What I typed, with the fields that only a colleague changed as they left them."""
    taken = {
        name: said
        for name, said in fill_form(merged.mine, language).items()
        if _top(name) in merged.taken_over
    }
    left = {
        name: said
        for name, said in values.items()
        if _top(name) not in merged.taken_over or name in ROWS
    }
    return left | taken


def _top(name: str) -> str:
    return name.partition(".")[0]


def _list_labels(tops: tuple[str, ...], labels: Mapping[str, str]) -> str:
    """The fields of the schema by what stands above them on the page, each once."""
    found = [
        next((label for name, label in labels.items() if _top(name) == top), "") for top in tops
    ]
    return ", ".join(one for one in found if one)
