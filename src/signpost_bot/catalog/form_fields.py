"""The fields of an offering's form in their order: each a column, under a name by its path."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from signpost_bot.catalog.moment_words import Misread
from signpost_bot.catalog.sheet_columns import Column, Holds, Known, columns_of
from signpost_bot.model.language import Language
from signpost_bot.texts import say

Values = Mapping[str, tuple[str, ...]]
"""What a form says, under the name of each field; several values where several can be chosen."""

ROWS = ("persons", "moments")
"""What there can be more of: each has rows, counted from 0."""

MOST_ROWS = 100
ROW = re.compile(r"(persons|moments)\.([0-9]{1,2})")
"""The name of a row; a dot comes after it in the names of its fields."""
_ROW = re.compile(rf"{ROW.pattern}(?:\.|$)")

YEARS = range(1, 9)

LONGEST = 4000
"""Characters of one field: a whole card has to fit in one message of 4096."""
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands where something was sent that is no letter."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the form: what is changed often, and what seldom."""

    name: str
    often: tuple[str, ...]
    seldom: tuple[str, ...] = ()


SECTIONS = (
    Section(
        name="what",
        often=("title", "summary", "kind", "needs"),
        seldom=(
            "also_called",
            "elements",
            "story.name",
            "story.words",
            "story.consent_on",
            "story.show_until",
        ),
    ),
    Section(name="when", often=("moments",), seldom=("sessions", "follow_up.come_back")),
    Section(
        name="where",
        often=("place.where", "place.online", "persons"),
        seldom=("place.campus", "place.meeting_point", "host", "accessibility"),
    ),
    Section(
        name="join",
        often=("join", "link", "contact", "seats", "effort", "cost"),
        seldom=("threshold", "come_alone", "waiting_time", "meanwhile", "languages"),
    ),
    Section(
        name="whom",
        often=("audience.levels", "audience.years"),
        seldom=("audience.programmes", "audience.campuses", "audience.internationals_only"),
    ),
    Section(
        name="behind",
        often=("state", "owner", "source"),
        seldom=(
            *("review_every", "discreet", "follow_up.after_days", "follow_up.again_after_days"),
            *("follow_up.next_semester", "follow_up.task"),
        ),
    ),
)
PERSON = ("name", "role", "hello", "where", "confidential")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: `persons.0.hello.nl` holds what such a column holds."""

    name: str
    column: Column

    def label(self, language: Language) -> str:
        """How it is called, with the language it is in."""
        header = replace(self.column, language=None).header(language)
        mine = self.column.language
        return f"{header} ({say(f'form.in_{mine}', language)})" if mine else header

    def choices(self, known: Known, language: Language) -> Mapping[str, str]:
        """What can be chosen, by value; empty for what is typed."""
        match self.column.name:
            case "audience.years":
                return {str(year): str(year) for year in YEARS}
            case "audience.programmes":
                return {one.slug: one.name.text(language) for one in known.programmes}
        if self.column.holds in (Holds.CHOICE, Holds.CHOICES):
            return known.choices(self.column, language)
        return {}

    @property
    def is_yes(self) -> bool:
        """Whether it is a box that is ticked or not."""
        return self.column.name in YES

    @property
    def is_list(self) -> bool:
        """Whether it holds a list of which some are chosen."""
        return self.column.holds is Holds.CHOICES or self.column.name in CHOSEN

    def has_several(self, known: Known) -> bool:
        """Whether it shows a box for each; a school that lists no programmes has them typed."""
        return self.is_list and bool(self.choices(known, Language.NL))


CHOSEN = ("audience.years", "audience.programmes")
"""Several of these are chosen here, and typed in a sheet."""

YES: Mapping[str, str] = {
    "place.online": "false",
    "discreet": "false",
    "audience.internationals_only": "false",
    "follow_up.next_semester": "true",
}
"""The boxes, and what each says while nobody touched it."""


def list_fields(persons: int, moments: int) -> tuple[Field, ...]:
    """Every field of a form with so many persons and moments, in the order of the page."""
    return tuple(
        field
        for section in SECTIONS
        for name in (*section.often, *section.seldom)
        for field in fields_of(name, persons, moments)
    )


def fields_of(name: str, persons: int = 0, moments: int = 0) -> Iterator[Field]:
    """The fields of one name of a section."""
    if name == "persons":
        for i in range(persons):
            for part in PERSON:
                yield from map(_field, columns_of(f"persons.{part}", i))
    elif name == "moments":
        for i in range(moments):
            column = Column(name="moments.n", where=("moments", i), holds=Holds.MOMENT)
            yield _field(column)
    else:
        yield from map(_field, columns_of(name))


def count_rows(values: Values, group: str) -> int:
    """How many persons or moments a form has, empty ones too."""
    found = (_ROW.match(name) for name in values)
    return max((int(one[2]) + 1 for one in found if one and one[1] == group), default=0)


def say_values(values: tuple[str, ...], options: Mapping[str, str]) -> str:
    """These values as one text."""
    return "; ".join(options.get(one, one) for one in values if one)


def add_row(values: Values, group: str) -> dict[str, tuple[str, ...]]:
    """The same form with one more row at the end."""
    number = count_rows(values, group)
    if number >= MOST_ROWS:
        return dict(values)
    fields = fields_of(group, *((number + 1,) * 2))
    return {**{one.name: ("",) for one in fields if _row_of(one.name) == number}, **values}


def remove_row(values: Values, group: str, number: int) -> dict[str, tuple[str, ...]]:
    """The same form without this row; those after it move up."""
    left: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        found = _ROW.match(name)
        if found is None or found[1] != group or int(found[2]) < number:
            left[name] = value
        elif int(found[2]) > number:
            left[f"{group}.{int(found[2]) - 1}{name[found.end(2) :]}"] = value
    return left


def find_spoiled(sent: tuple[str, ...]) -> Misread | None:
    """What nobody can have meant to type, and no card can show; None where all is well."""
    if any(len(one) > LONGEST for one in sent):
        return Misread(key="form.too_long", part=str(LONGEST))
    if any(UNREADABLE in one for one in sent):
        return Misread(key="form.unreadable", part=UNREADABLE)
    return None


def _row_of(name: str) -> int:
    found = _ROW.match(name)
    return int(found[2]) if found else -1


def _field(column: Column) -> Field:
    return Field(name=".".join(map(str, column.where)), column=column)
