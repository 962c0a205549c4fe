"""What an offering says in a cell, and what a cell says of an offering."""

import re
from collections.abc import Iterator
from datetime import date

from signpost_bot.catalog.moment_sentence import say_moment
from signpost_bot.catalog.moment_words import Misread, read_moment
from signpost_bot.catalog.sheet_columns import (
    COLUMNS,
    REVISION,
    Column,
    Holds,
    Known,
)
from signpost_bot.catalog.spots import Where
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment
from signpost_bot.model.offering import Offering
from signpost_bot.recurrence import rule_of

_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile("[\t\xa0\u2007\u202f]")
_SPLIT = re.compile(r"[;\n]")
_NUMBERED = re.compile(r"(\d+)[ .:].*")
_DAY = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})(?: 00?:00(?::00)?)?")


MAX_CELL = 32_767
"""What Excel can hold in a cell."""
TOO_LONG = "[...]"
"""Stands for a longer text, which stays as it is."""


def clean(text: str) -> str:
    """A text as it can stand in every cell: one sort of line end and of space, nothing unseen."""
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = _SPACES.sub(" ", _ODD.sub("", text)).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def split(text: str) -> list[str]:
    """Several values in one cell, each on its own line or with `;` between them."""
    return [item for part in _SPLIT.split(text) if (item := part.strip())]


def write_cells(
    offering: Offering, revision: int, language: Language, known: Known
) -> dict[Column, str]:
    """What stands in each cell of this offering, in a sheet of this language."""
    values = offering.model_dump(mode="json")
    cells: dict[Column, str] = {}
    for column in COLUMNS:
        text = _write(offering, values, column, language, known)
        cells[column] = text if len(text) <= MAX_CELL else TOO_LONG
    cells[REVISION] = f"{known.institution}/{revision}"
    return cells


def moments_of(offering: Offering, language: Language) -> list[str]:
    """A line for each moment: a sentence that reads back as the same, or something in brackets
    that stands for what no sentence says."""
    return list(_moment_lines(offering.moments, offering.checked_on, language))


def read_cell(text: str, column: Column, known: Known) -> object | None:
    """The value for the schema; None for a choice that is none. What the schema can see by
    itself, such as a number that is a word, is left to it."""
    match column.holds:
        case Holds.CHOICE:
            return known.read_choice(text, column)
        case Holds.CHOICES:
            chosen = [known.read_choice(item, column) for item in split(text)]
            return None if None in chosen else chosen
    return read_plain(text, column)


def read_plain(text: str, column: Column) -> object:
    """The value of what is typed and not chosen."""
    match column.holds:
        case Holds.MANY if column.name == "elements":
            # Its name may stand behind the number, as in the sheet of choices.
            return [_NUMBERED.sub(r"\1", item) for item in split(text)]
        case Holds.MANY | Holds.MOMENTS:
            return split(text)
        case Holds.DAY:
            return read_day(text)
    return text


def value_at(values: object, where: Where) -> object | None:
    """The value of this place in a document of plain values, if there is one."""
    for part in where:
        if isinstance(values, dict):
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        else:
            return None
    return values


def _write(
    offering: Offering, values: object, column: Column, language: Language, known: Known
) -> str:
    match column.holds:
        case Holds.MOMENTS:
            return "\n".join(moments_of(offering, language))
        case Holds.MOMENT:
            come_back = offering.follow_up.come_back if offering.follow_up else None
            moments = (come_back,) if come_back else ()
            return "".join(_moment_lines(moments, offering.checked_on, language))
    value = value_at(values, column.where)
    return "" if value is None else _write_value(value, column, language, known)


def _write_value(value: object, column: Column, language: Language, known: Known) -> str:
    match column.holds:
        case Holds.CHOICE:
            return clean(_shown(value, column, language, known))
        case Holds.CHOICES if isinstance(value, list):
            return clean("; ".join(_shown(one, column, language, known) for one in value))
        case Holds.MANY if isinstance(value, list):
            return clean("; ".join(map(str, value)))
        case Holds.DAY:
            return f"{date.fromisoformat(str(value)):{_format_of_day(language)}}"
    return clean(str(value))


def _shown(value: object, column: Column, language: Language, known: Known) -> str:
    name = str(value).lower() if isinstance(value, bool) else str(value)
    shown = known.choices(column, language).get(name, name)
    # What cannot be read back as itself is written as the schema says it.
    return shown if not _SPLIT.search(shown) and known.read_choice(shown, column) == name else name


def _format_of_day(language: Language) -> str:
    return "%d-%m-%Y" if language is Language.NL else "%Y-%m-%d"


def read_day(text: str) -> str:
    """`12-11-2026` and `2026-11-12` as the second; anything else as it stands."""
    if found := _DAY.fullmatch(text):
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return text.removesuffix(" 00:00:00")


def _moment_lines(
    moments: tuple[Moment, ...], checked_on: date, language: Language
) -> Iterator[str]:
    for number, moment in enumerate(moments, 1):
        written = clean(moment.words or "")
        if written and _reads_as(written, moment, checked_on):
            yield written
            continue
        said = say_moment(moment, language)
        if said and _reads_as(said, moment, checked_on):
            yield said
        else:
            said = said or f"{moment.start:%H:%M} {moment.rule}"
            zone = f" ({moment.zone})" if moment.zone else ""
            yield f"[{number}: {_SPLIT.sub(',', said)}{zone}]"


def _reads_as(sentence: str, moment: Moment, checked_on: date) -> bool:
    if _SPLIT.search(sentence):
        return False
    read = read_moment(sentence, checked_on)
    if isinstance(read, Misread) or rule_of(read) != rule_of(moment):
        return False
    # The same rule can be written in more than one way.
    other = {"words": None, "rule": None, "weekdays": (), "every_weeks": 1}
    return read.model_copy(update=other) == moment.model_copy(update=other)
