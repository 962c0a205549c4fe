"""The form of an offering as it is shown: every field with its label, what stands in it, what is
wrong with it, what could be better, and what a colleague made of it meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from signpost_bot.catalog.form_fields import (
    CHOSEN,
    ROWS,
    SECTIONS,
    Field,
    Values,
    count_rows,
    fields_of,
    say_values,
)
from signpost_bot.catalog.sheet_columns import Holds, Known
from signpost_bot.model.language import Language
from signpost_bot.texts import say

LONG = ("summary", "also_called", "story.words", "host", "accessibility", "meanwhile")
LONG_OF_PERSON = ("persons.hello", "persons.confidential")
SHORT = (
    *("seats", "review_every", "story.consent_on", "story.show_until"),
    *("follow_up.after_days", "follow_up.again_after_days"),
)
"""A number or a day: a field as wide as that."""
REQUIRED = ("title", "summary", "kind", "needs", "source")


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What is said beside fields, by their name: faults, advice, and the words of a colleague."""

    faults: Mapping[str, str]
    advice: Mapping[str, Sequence[str]]
    theirs: Mapping[str, tuple[str, ...]]


NO_NOTES = Notes(faults={}, advice={}, theirs={})


@dataclass(frozen=True, kw_only=True)
class Widget:
    """One field. `look` is line, text, choice, several or yes; `says` is what a reader sees."""

    name: str
    id: str
    look: str
    label: str
    about: str
    values: tuple[str, ...]
    options: Mapping[str, str]
    language: Language | None
    is_required: bool
    is_short: bool
    fault: str
    advice: tuple[str, ...]
    theirs: str

    @property
    def value(self) -> str:
        """What stands in it, where it is one value."""
        return self.values[-1] if self.values else ""

    @property
    def says(self) -> str:
        """What stands in it, in the words of the page."""
        return say_values(self.values, self.options)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What belongs together: one field, one in both languages, or rows of several such lines."""

    group: str
    rows: tuple[tuple[tuple[Widget, ...], ...], ...]
    theirs: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something in a row is not right: then all of it is shown."""
        return any(one.fault for row in self.rows for line in row for one in line)


@dataclass(frozen=True, kw_only=True)
class ShownSection:
    """A part of the page; `is_open` when something in what is seldom changed needs to be seen."""

    name: str
    title: str
    often: tuple[Part, ...]
    seldom: tuple[Part, ...]
    is_open: bool


def show_form(
    values: Values, known: Known, language: Language, notes: Notes = NO_NOTES
) -> tuple[ShownSection, ...]:
    """The whole form with these values, in the order of the page."""
    shown: list[ShownSection] = []
    for section in SECTIONS:
        often, seldom = (
            tuple(_part(name, values, known, language, notes) for name in names)
            for names in (section.often, section.seldom)
        )
        widgets = [one for part in seldom for row in part.rows for line in row for one in line]
        is_open = any(one.fault or one.theirs for one in widgets)
        shown.append(
            ShownSection(
                name=section.name,
                title=say(f"form.s_{section.name}", language),
                often=often,
                seldom=seldom,
                is_open=is_open,
            )
        )
    return tuple(shown)


def id_of(name: str) -> str:
    """The id of a field on the page."""
    return f"f-{name.replace('.', '-')}"


def _part(name: str, values: Values, known: Known, language: Language, notes: Notes) -> Part:
    group = name if name in ROWS else ""
    number = count_rows(values, group) if group else 0
    fields = list(fields_of(name, number, number))
    lines: dict[tuple[object, ...], list[Widget]] = {}
    for field in fields:
        where = field.column.where[:-1] if field.column.language else field.column.where
        lines.setdefault(where, []).append(_widget(field, values, known, language, notes))
    if not group:
        return Part(group="", rows=(tuple(map(tuple, lines.values())),), theirs=())
    rows = [
        tuple(tuple(line) for where, line in lines.items() if where[1] == row)
        for row in range(number)
    ]
    theirs = [
        "; ".join(
            say_values(said, {})
            for field, said in notes.theirs.items()
            if _is_in(field, group, row) and say_values(said, {})
        )
        for row in range(count_rows(notes.theirs, group))
    ]
    return Part(group=group, rows=tuple(rows), theirs=tuple(theirs))


def _is_in(name: str, group: str, row: int) -> bool:
    return name.split(".")[:2] == [group, str(row)]


def _widget(field: Field, values: Values, known: Known, language: Language, notes: Notes) -> Widget:
    said = values.get(field.name, ())
    options = dict(field.choices(known, language))
    several = field.has_several(known)
    # What was chosen and is not there any more stays to be seen, so that nothing goes by itself.
    options |= {one: one for one in said if several and one and one not in options}
    is_row = field.column.where[0] in ROWS
    theirs = () if is_row else notes.theirs.get(field.name, ())
    return Widget(
        name=field.name,
        id=id_of(field.name),
        look=_look(field, said, several=several),
        label=field.label(language),
        about=field.column.about_field(language),
        values=said,
        options=options,
        language=field.column.language,
        is_required=field.column.name in REQUIRED,
        is_short=field.column.name in SHORT,
        fault=notes.faults.get(field.name, ""),
        advice=tuple(notes.advice.get(field.name, ())),
        theirs=say_values(theirs, options) if theirs != said else "",
    )


def _look(field: Field, said: tuple[str, ...], *, several: bool) -> str:
    if field.is_yes:
        return "yes"
    if several:
        return "several"
    if field.column.holds is Holds.CHOICE:
        return "choice"
    name = field.column.name
    is_long = name in (*LONG, *LONG_OF_PERSON) or any("\n" in one for one in said)
    return "text" if is_long or name in CHOSEN else "line"
