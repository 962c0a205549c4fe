"""What is wrong with a form, each at its field, in words for who has fields before them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from signpost_bot.catalog.form_fields import Field
from signpost_bot.catalog.sheet_reading import IN_A_SHEET, once_each, reword
from signpost_bot.model.finding import Finding

IN_A_FORM = IN_A_SHEET | {
    "files.unknown_need": "form.not_there",
    "files.unknown_campus": "form.not_there",
    "files.unknown_programme": "form.not_there",
    "files.not_a_choice": "form.not_there_any_more",
    "files.place_or_online": "form.place_or_online",
    "files.story_ends_too_soon": "form.story_ends_too_soon",
    "files.double_key": "form.twice",
}
"""What is said otherwise to somebody who has fields before them."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one field."""

    field: Field
    finding: Finding


def list_faults(
    fields: Sequence[Field], misread: Iterable[Finding], findings: Iterable[Finding]
) -> tuple[Fault, ...]:
    """All that is wrong, one for each field, in the order of the page; `misread` is said already
    as it has to be."""
    reworded = [reword(one, IN_A_FORM) for one in findings]
    return tuple(
        Fault(field=fields[one.spot.column - 1], finding=one)
        for one in once_each([*misread, *reworded])
    )
