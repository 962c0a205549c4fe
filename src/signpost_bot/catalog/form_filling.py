"""What stands in each field of the form of an offering, before anybody types."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from re import sub

from signpost_bot.catalog.form_fields import YES, Field, list_fields
from signpost_bot.catalog.sheet_cells import clean, moments_of, value_at
from signpost_bot.catalog.sheet_columns import Holds
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering


def fill_form(offering: Offering, language: Language) -> dict[str, tuple[str, ...]]:
    """What stands in each field of this offering; moments as sentences in this language."""
    filled = fill_fields(
        offering, list_fields(len(offering.persons), len(offering.moments)), language
    )
    for i, line in enumerate(moments_of(offering, language)):
        filled[f"moments.{i}"] = (line,)
    return filled


def fill_fields(
    offering: Offering, fields: Sequence[Field], language: Language
) -> dict[str, tuple[str, ...]]:
    """What stands in these fields; those of moments are written together, by `moments_of`."""
    values = offering.model_dump(mode="json")
    filled = {one.name: _write(value_at(values, one.column.where), one) for one in fields}
    if "follow_up.come_back" in filled and offering.follow_up and offering.follow_up.come_back:
        # One moment is written as all are: it stands in the place of the first.
        alone = offering.model_copy(update={"moments": (offering.follow_up.come_back,)})
        filled["follow_up.come_back"] = (moments_of(alone, language)[0],)
    return filled


def is_same(sent: tuple[str, ...], was: tuple[str, ...]) -> bool:
    """Whether a field still says what was written there; a browser changes the ends of lines, and
    sends an empty value where nothing is chosen."""
    said, before = ([clean(one) for one in some if one.strip()] for some in (sent, was))
    return said == before


def make_slug(title: str) -> str:
    """The name of a new offering in files and addresses, from its title; empty where that has no
    letters we can use."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-")


def _write(value: object, field: Field) -> tuple[str, ...]:
    if field.is_yes:
        return (str(YES[field.name] if value is None else value).lower(),)
    if isinstance(value, list):
        if field.is_list:
            return tuple(map(str, value))
        return ("\n".join(map(str, value)),)
    if value is not None and field.column.holds is Holds.DAY:
        return (f"{date.fromisoformat(str(value)):%d-%m-%Y}",)
    return ("" if value is None else str(value),)
