"""The fields of a form as an offering, or all that is wrong with them, each at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from signpost_bot.catalog.form_faults import Fault, list_faults
from signpost_bot.catalog.form_fields import (
    ROWS,
    YES,
    Field,
    Values,
    count_rows,
    find_spoiled,
    list_fields,
)
from signpost_bot.catalog.form_filling import fill_form, is_same, make_slug
from signpost_bot.catalog.moment_words import Misread, read_moment
from signpost_bot.catalog.problems import findings_of
from signpost_bot.catalog.sheet_cells import clean, read_plain, split
from signpost_bot.catalog.sheet_columns import Holds, Known
from signpost_bot.catalog.sheet_reading import (
    find_unknown,
    move_to_field,
)
from signpost_bot.catalog.sheet_row import Header, RowValues, keep_moments, put, without_empty
from signpost_bot.catalog.written_moments import ANY
from signpost_bot.catalog.written_values import find_misread_values
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.model.offering import FollowUp, Offering

_FORM = PurePath("form")


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What the form says, as a file would say it, and what was wrong with it before the schema
    looked. Header n is that of field n - 1."""

    spots: RowValues
    fields: tuple[Field, ...]
    misread: tuple[Finding, ...]


def read_form(
    values: Values,
    base: Offering | None,
    known: Known,
    today: date,
    language: Language,
) -> Offering | tuple[Fault, ...]:
    """The offering that a form says, over the one it was filled from; or all that is wrong.

    A field that still says what `fill_form` wrote there changes nothing, and so does one that was
    not sent: what no field can say stays whole. Sentences about moments are read today, on
    `today` at the school; `checked` makes it the day of the last check. A new one has no `base`.
    """
    read = _lay_over(values, base, today, language)
    try:
        content = Offering.model_validate(read.spots.values)
    except ValidationError as error:
        found = findings_of(error, read.spots, Offering)
        return list_faults(
            read.fields, read.misread, [move_to_field(one, read.spots) for one in found]
        )
    wrong = [
        *find_misread_values(content, read.spots),
        *find_unknown(content, read.spots, known),
    ]
    return list_faults(read.fields, read.misread, wrong) if wrong or read.misread else content


def field_at(where: tuple[object, ...], offering: Offering) -> Field:
    """The field that is nearest to a value of this offering."""
    fields = list_fields(len(offering.persons), len(offering.moments))
    spots = _spots({}, fields, Language.NL)
    return fields[spots.spot(where).column - 1]


def _lay_over(values: Values, base: Offering | None, today: date, language: Language) -> _Read:
    written = _start(values, base, today)
    checked_on = date.fromisoformat(written["checked_on"])
    filled = fill_form(base, language) if base else {}
    persons, moments = (_count(values, base, group) for group in ROWS)
    saved = written.get("persons", [])[:persons]
    written["persons"] = saved + [{} for _ in range(persons - len(saved))]
    misread: list[tuple[Field, Misread]] = []
    times: list[object] = []
    rows: dict[str, list[int]] = {"persons": [], "moments": []}
    fields = list_fields(persons, moments)
    for field in fields:
        was = filled.get(field.name, ())
        sent = values.get(field.name, was)
        if field.is_list:
            sent = _in_order(sent, was)
        if not is_same(sent, was) and (spoiled := find_spoiled(sent)):
            misread.append((field, spoiled))
            continue
        is_row = field.column.where[0] == "moments"
        value = _value(sent, field)
        if field.column.holds is Holds.MOMENT and isinstance(value, str):
            kept = keep_moments([value], base)[0] if is_row and base else value
            value = _read_moment(value, checked_on, today) if kept == value else kept
            if isinstance(value, Misread):
                misread.append((field, value))
                value = ANY
        if is_row and value is not None:
            rows["moments"].append(_row_of(field))
            times.append(value)
        elif not is_row and not is_same(sent, was):
            put(written, field.column.where, value)
    written["moments"] = times
    rows["persons"] = [i for i, one in enumerate(written["persons"]) if without_empty(one)]
    written["persons"] = [written["persons"][i] for i in rows["persons"]]
    spots = _spots(_tidied(written, base), fields, language, rows)
    found = [
        Finding(
            spot=spots.at(_header(fields.index(field) + 1, field, language)),
            key=one.key,
            values=(("part", one.part),),
        )
        for field, one in misread
    ]
    return _Read(spots=spots, fields=fields, misread=tuple(found))


def _start(values: Values, base: Offering | None, today: date) -> dict[str, Any]:
    """What was saved, or the little that a new one has by itself."""
    if base:
        written = base.model_dump(mode="json", exclude_defaults=True)
    else:
        slug = "".join(values.get("slug", ())).strip()
        # Without a title that is what is missing, and nobody has to hear of a slug.
        made = make_slug("".join(values.get("title.nl", ())).strip() or "new")
        written = {"slug": slug or made or "-", "checked_on": f"{today}"}
    if "true" in values.get("checked", ()):
        written["checked_on"] = f"{today}"
    return written


def _count(values: Values, base: Offering | None, group: str) -> int:
    """A form says that it has such rows by a value of their name: it may have none left."""
    if group in values or base is None:
        return count_rows(values, group)
    return len(getattr(base, group))


def _in_order(sent: tuple[str, ...], was: tuple[str, ...]) -> tuple[str, ...]:
    """What was chosen in the order in which it was saved, what is new last: boxes come in the
    order of the page."""
    return (*(one for one in was if one in sent), *(one for one in sent if one not in was))


def _value(sent: tuple[str, ...], field: Field) -> object | None:
    """What a field says, for the schema; None for nothing."""
    if field.is_list:
        return [item for one in sent for item in split(one)] or None
    text = clean(sent[-1]) if sent else ""
    if field.is_yes:
        return None if text == YES[field.name] else text
    if not text or field.column.holds in (Holds.CHOICE, Holds.MOMENT):
        return text or None
    return read_plain(text, field.column)


def _read_moment(text: str, checked_on: date, today: date) -> object:
    moment = read_moment(text, today)
    if isinstance(moment, Misread):
        return moment
    # A file is read from the day of its check; what would be another moment then keeps no words.
    stays = read_moment(text, checked_on) == moment
    kept = moment if stays else moment.model_copy(update={"words": None})
    return kept.model_dump(mode="json", exclude_defaults=True)


def _tidied(written: dict[str, Any], base: Offering | None) -> dict[str, Any]:
    tidied: dict[str, Any] = without_empty(written)
    if base and base.follow_up == FollowUp() and "follow_up" not in tidied:
        # It says nothing, and it was there.
        tidied["follow_up"] = {}
    return tidied


def _spots(
    values: dict[str, Any],
    fields: tuple[Field, ...],
    language: Language,
    rows: Mapping[str, list[int]] = MappingProxyType({}),
) -> RowValues:
    """Where each value stands; `rows` are those that count, for the empty ones are left out."""
    headers: list[Header] = []
    for number, field in enumerate(fields, 1):
        header = _header(number, field, language)
        first, *inside = field.column.where
        group = str(first)
        if group in rows:
            if _row_of(field) not in rows[group]:
                continue
            where = (group, rows[group].index(_row_of(field)), *inside[1:])
            header = replace(header, column=replace(header.column, where=where))
        headers.append(header)
    return RowValues(file=_FORM, row=1, headers=tuple(headers), values=values)


def _header(number: int, field: Field, language: Language) -> Header:
    text = field.label(language)
    return Header(number=number, column=field.column, language=language, text=text)


def _row_of(field: Field) -> int:
    return next(part for part in field.column.where if isinstance(part, int))
