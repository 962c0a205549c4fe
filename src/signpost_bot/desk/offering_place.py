"""What the page of an offering is about: the offering as the form was filled, and its school."""

import re
from collections import defaultdict
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from signpost_bot.actions.editing import load_offering, may_edit
from signpost_bot.actions.revisions import load_then
from signpost_bot.answering.bank import load_needs
from signpost_bot.calendar import local_day, say_date
from signpost_bot.catalog.form_fields import Values
from signpost_bot.catalog.lint import lint_alone
from signpost_bot.catalog.moment_sentence import say_moment, say_next
from signpost_bot.catalog.offering_form import field_at
from signpost_bot.catalog.sheet_columns import Known, known_at
from signpost_bot.desk.forms import read_number
from signpost_bot.desk.frame import Caller
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.offering import Kind, Offering, State
from signpost_bot.texts import say

SLUG = re.compile(r"[a-z0-9_-]{1,48}")


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the page is about: the offering as it was in revision `made_from`; a new one has none,
    and 0. `may_edit` is whether who asks may change it."""

    catalog: Catalog
    base: Offering | None
    made_from: int
    may_edit: bool

    @property
    def known(self) -> Known:
        """What can be chosen."""
        return known_at(self.catalog.institution, load_needs())


async def load_place(caller: Caller, made_from: str | None) -> Place:
    """What the page is about. `made_from` is the revision that the form was filled from: what no
    field says is that of then, and merged with what came since."""
    slug = caller.request.path_params.get("slug")
    async with caller.desk.database.transaction() as tx:
        catalog = await caller.desk.catalogs.load(tx, caller.institution)
        if slug is None:
            may = await may_edit(tx, caller.member, None)
            return Place(catalog=catalog, base=None, made_from=0, may_edit=may)
        if not SLUG.fullmatch(slug):
            raise HTTPException(404)
        newest = await load_offering(tx, caller.institution, slug)
        if newest is None:
            raise HTTPException(404)
        may = await may_edit(tx, caller.member, newest)
        seen = newest
        number = read_number(made_from)
        if number is not None and number != newest.number:
            seen = await load_then(tx, newest.key, number) or newest
    assert isinstance(seen.content, Offering)
    return Place(catalog=catalog, base=seen.content, made_from=seen.number, may_edit=may)


def prefill(caller: Caller, place: Place) -> Values:
    """What can be known of a new offering before anybody typed."""
    today = local_day(caller.now, place.catalog.institution.tz)
    name, day = caller.member.name, say_date(today, caller.language)
    is_draft = caller.member.role.drafts
    return {
        "owner": ("",) if is_draft else (name,),
        "source": (say("form.source", caller.language, name=name, day=day),),
        "state": (State.DRAFT.value if is_draft else State.PUBLISHED.value,),
        "kind": (Kind.ACTIVITY.value,) if is_draft else ("",),
        "follow_up.next_semester": ("true",),
        "threshold": ("2",),
        "moments.0": ("",),
    }


def list_advice(caller: Caller, place: Place) -> dict[str, list[str]]:
    """What the lint would say of what was saved, beside its fields; nothing is held up by it."""
    assert place.base
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in lint_alone(place.base, place.catalog, caller.now):
        name = field_at(one.where, place.base).name
        found[name].append(say(one.key, caller.language, **dict(one.values)))
    return found


def list_next(caller: Caller, place: Place) -> list[tuple[str, list[str]]]:
    """Each moment of what was saved, with the next five times."""
    if place.base is None:
        return []
    catalog, language = place.catalog, caller.language
    tz = catalog.institution.tz
    holidays = catalog.calendar.holidays() if catalog.calendar else ()
    return [
        (
            one.words or say_moment(one, language) or "",
            [line.strip() for line in say_next((one,), holidays, tz, caller.now, language)],
        )
        for one in place.base.moments
    ]
