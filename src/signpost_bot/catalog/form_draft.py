"""A half-filled form as an offering all the same, to look at and not to save."""

from datetime import date

from signpost_bot.catalog.form_fields import Values
from signpost_bot.catalog.form_filling import fill_form
from signpost_bot.catalog.offering_form import read_form
from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.model.language import Both, Language
from signpost_bot.model.offering import Kind, Offering

STAND_IN = "…"
LEANED_ON = ("link", "contact", "seats")
"""Without these nobody can join in the way that was chosen."""
ROUNDS = 4
"""What one round fills in can show what else is missing: a person, then what they are for."""


def read_draft(
    values: Values, base: Offering | None, known: Known, today: date, language: Language
) -> Offering:
    """What the form says as far as it can be read: elsewhere what was saved, or a stand-in."""
    saved = base or _blank(known, today)
    filled = fill_form(saved, language)
    tried = dict(values)
    for _ in range(ROUNDS):
        read = read_form(tried, base, known, today, language)
        if isinstance(read, Offering):
            return read
        for fault in read:
            name = fault.field.name
            said, was = tried.get(name, ()), filled.get(name, ("",))
            if name in LEANED_ON and not any(said):
                tried["join"] = ("",)
            elif any(said):
                tried[name] = ("",) if said == was else was
            else:
                tried[name] = was if any(was) else (STAND_IN,)
    return saved


def _blank(known: Known, today: date) -> Offering:
    nothing = Both(nl=STAND_IN, en=STAND_IN)
    return Offering(
        slug="new",
        title=nothing,
        summary=nothing,
        needs=(known.needs[0].slug,),
        kind=Kind.ACTIVITY,
        source=STAND_IN,
        checked_on=today,
    )
