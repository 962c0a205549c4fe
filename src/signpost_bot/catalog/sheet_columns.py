"""The columns of a sheet: which field each one holds, its header, and what can be chosen in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from signpost_bot.catalog.spots import Where
from signpost_bot.model.institution import Campus, Institution, Programme
from signpost_bot.model.language import Language
from signpost_bot.model.need import Need
from signpost_bot.model.offering import Offering
from signpost_bot.texts import read_packaged

PERSONS = 3
"""So many persons have columns; those after them stay as they are."""

_HALF = re.compile(r"\d[.,]\d+E\+\d+|#{3,}")

_WORDS = read_packaged("catalog", "sheet_words.yaml")
_CALLED = _WORDS["columns"] | _WORDS["only_in_forms"]


class Holds(StrEnum):
    """What stands in the cells of a column."""

    WORDS = "words"
    MANY = "many"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    MOMENT = "moment"
    MOMENTS = "moments"
    REVISION = "revision"


HOLDS = {
    **dict.fromkeys(("kind", "state", "join", "place.campus", "threshold"), Holds.CHOICE),
    **dict.fromkeys(("place.online", "discreet", "audience.internationals_only"), Holds.CHOICE),
    "follow_up.next_semester": Holds.CHOICE,
    **dict.fromkeys(("needs", "audience.levels", "audience.campuses"), Holds.CHOICES),
    **dict.fromkeys(("elements", "also_called", "languages"), Holds.MANY),
    **dict.fromkeys(("audience.years", "audience.programmes"), Holds.MANY),
    **dict.fromkeys(("checked_on", "story.consent_on", "story.show_until"), Holds.DAY),
    "follow_up.come_back": Holds.MOMENT,
    "moments": Holds.MOMENTS,
    "revision": Holds.REVISION,
}
"""What is left out holds words, numbers and links: what the schema reads by itself."""

BOTH = {
    *("title", "summary", "also_called", "place.where", "place.meeting_point", "host", "effort"),
    *("cost", "come_alone", "waiting_time", "meanwhile", "accessibility", "follow_up.task"),
    *("persons.role", "persons.where", "persons.hello", "persons.confidential", "story.words"),
}
"""What has a column for each language."""

CHOSEN_AS = {
    "place.online": "yes_no",
    "discreet": "yes_no",
    "audience.internationals_only": "yes_no",
    "follow_up.next_semester": "yes_no",
    "audience.levels": "levels",
}

BY_SLUG = ("needs", "place.campus", "audience.campuses")
"""What is chosen from a list of the bank or of the school; the other lists are in our words."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `name` stands in `sheet_words.yaml`; `where` is the value in the offering."""

    name: str
    where: Where
    holds: Holds
    language: Language | None = None

    def header(self, language: Language) -> str:
        """What stands above it."""
        number = next((part + 1 for part in self.where if isinstance(part, int)), "")
        header = str(_CALLED[self.name][language]).format(n=number)
        return f"{header} {self.language.upper()}" if self.language else header

    def about(self, language: Language) -> str:
        """What it is for: in English what the schema says of it."""
        words = _CALLED[self.name]
        if language is Language.EN and "about_en" not in words:
            return _docstring(self.where)
        return str(words["about" if language is Language.NL else "about_en"])

    def about_field(self, language: Language) -> str:
        """The same of a field of a form, which has no rows, boxes or sheet of choices to name."""
        own = _WORDS["about_in_forms"].get(self.name)
        return str(own[language]) if own else self.about(language)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the offerings of one institution can choose from."""

    institution: str
    needs: tuple[Need, ...]
    campuses: tuple[Campus, ...]
    programmes: tuple[Programme, ...] = ()
    """Empty where the school does not list them: then any may be named."""

    def choices(self, column: Column, language: Language) -> Mapping[str, str]:
        """What can be chosen in a column: the value of the schema, and how it is shown."""
        return self._shown[column.name, language]

    def read_choice(self, text: str, column: Column) -> str | None:
        """The value that was meant: as it is shown in either language. Needs and campuses also by
        their slug, since two may be shown alike."""
        return self._meant[column.name].get(plain(text))

    @cached_property
    def _shown(self) -> dict[tuple[str, Language], Mapping[str, str]]:
        return {
            (column.name, language): self._list(column, language)
            for column in COLUMNS
            for language in Language
            if column.holds in (Holds.CHOICE, Holds.CHOICES)
        }

    @cached_property
    def _meant(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for (name, _), shown in self._shown.items():
            meant = found.setdefault(name, {})
            for value, words in shown.items():
                meant.setdefault(plain(words), value)
            if name in BY_SLUG:
                # The slug itself goes before words that happen to be the same.
                meant |= {value: value for value in shown}
            also = _WORDS["also"].get(CHOSEN_AS.get(name, name), {})
            meant |= {words: value for value, all in also.items() for words in all}
        return found

    def _list(self, column: Column, language: Language) -> Mapping[str, str]:
        if column.name == "needs":
            return {need.slug: need.title.text(language) for need in self.needs}
        if column.name in ("place.campus", "audience.campuses"):
            return {campus.slug: campus.name for campus in self.campuses}
        words = _WORDS["choices"][CHOSEN_AS.get(column.name, column.name)]
        return {value: str(shown[language]) for value, shown in words.items()}


def known_at(school: Institution, needs: tuple[Need, ...]) -> Known:
    """What the offerings of this institution can choose from; `needs` are those of the bank."""
    return Known(
        institution=school.slug, needs=needs, campuses=school.campuses, programmes=school.programmes
    )


def _columns() -> tuple[Column, ...]:
    found: list[Column] = []
    persons: list[str] = []
    for name in _WORDS["columns"]:
        if name.startswith("persons."):
            persons.append(name)
            continue
        if persons:
            found += [
                one for i in range(PERSONS) for each in persons for one in columns_of(each, i)
            ]
            persons = []
        found += columns_of(name)
    return tuple(found)


def columns_of(name: str, person: int | None = None) -> list[Column]:
    """The columns of one name in the file of words: one for each language where it has both."""
    where: Where = tuple(name.split("."))
    if person is not None:
        where = (where[0], person, *where[1:])
    holds = HOLDS.get(name, Holds.WORDS)
    if name not in BOTH:
        return [Column(name=name, where=where, holds=holds)]
    return [
        Column(name=name, where=(*where, one.value), holds=holds, language=one) for one in Language
    ]


COLUMNS = _columns()
SLUG, REVISION = COLUMNS[0], COLUMNS[-1]


def name_of_sheet(which: str, language: Language) -> str:
    """The name of the sheet with the offerings, the explanation or the choices."""
    return str(_WORDS["sheets"][which][language])


def find_column(header: str) -> tuple[Column, Language] | None:
    """The column under this header, and the language the header is in."""
    return _BY_HEADER.get(plain(header))


def list_headers() -> list[str]:
    """Every header in both languages."""
    return [column.header(language) for language in Language for column in COLUMNS]


def is_broken(text: str) -> bool:
    """Whether Excel put a mistake of a formula in the cell, or half of a long number."""
    return text.strip().upper() in _WORDS["broken"] or bool(_HALF.fullmatch(text.strip()))


def plain(text: str) -> str:
    """Without what does not count when words are compared."""
    return " ".join(text.split()).casefold()


def _docstring(where: Where) -> str:
    """What the schema says of a field, for a column of one language of the field itself."""
    schema: object = Offering.model_json_schema()
    definitions = schema["$defs"]  # type: ignore[index]
    said = ""
    for part in where:
        if isinstance(part, int):
            continue
        field = _properties(schema, definitions).get(str(part), {})
        if part not in list(Language):
            said = str(field.get("description", ""))
        schema = field
    return said


def _properties(schema: object, definitions: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """The fields of a document that a part of a schema points at."""
    if isinstance(schema, list):
        return next((found for one in schema if (found := _properties(one, definitions))), {})
    if not isinstance(schema, dict):
        return {}
    if "$ref" in schema:
        return _properties(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    if "properties" in schema:
        return dict(schema["properties"])
    parts = [schema[key] for key in ("anyOf", "allOf", "items") if key in schema]
    return _properties(parts, definitions)


_BY_HEADER = {
    plain(column.header(language)): (column, language)
    for column in COLUMNS
    for language in Language
}
