"""What changed between two revisions, in words (R1)."""

from typing import Any

import pytest
from builders import make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.changes import Piece, compare_words, list_changes
from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.model.institution import Programme
from signpost_bot.model.language import Both, Language
from signpost_bot.texts import say

LAW = Programme(slug="law", name=Both(nl="Rechten", en="Law"))
KNOWN = Known(institution="voorbeeld", needs=(), campuses=(), programmes=(LAW,))
STORY = {
    "name": "Mo",
    "words": {"nl": "Het hielp.", "en": "It helped."},
    "consent_on": "2026-01-05",
    "show_until": "2027-01-05",
}
PERSONS = [{"name": f"Noor {n}", "role": {"nl": "rol", "en": "role"}} for n in range(4)]
MOMENTS = [
    {"start": "12:00", "end": "14:00", "weekdays": ["tue"]},
    {"start": "09:00", "end": "10:00", "weekdays": ["thu"], "in_holidays": True},
]
BEFORE: dict[str, Any] = {"story": STORY, "persons": PERSONS, "moments": MOMENTS}


@given(st.text(), st.text())
def test_the_pieces_together_are_both_texts(was: str, now: str) -> None:
    pieces = list(compare_words(was, now))
    assert "".join(piece.was for piece in pieces) == was
    assert "".join(piece.now for piece in pieces) == now


def say_changes(language: Language = Language.NL, **after: Any) -> dict[str, str]:
    """What changed, by its label, when these fields become so."""
    changes = list_changes(make_offering(**BEFORE), make_offering(**after), language, KNOWN)
    return {one.label: "".join(piece.now for piece in one.pieces) for one in changes}


def test_only_the_words_that_changed_are_marked() -> None:
    before = make_offering(effort={"nl": "20 minuten", "en": "20 minutes"})
    after = make_offering(effort={"nl": "30 minuten", "en": "20 minutes"})
    (change,) = list_changes(before, after, Language.NL, KNOWN)
    assert change.label == "Wat het vraagt (Nederlands)"
    assert change.pieces == (Piece("20", "30"), Piece(" minuten", " minuten"))


@pytest.mark.parametrize(
    ("after", "label", "says"),
    [
        ({"story": STORY | {"name": "Sam"}}, "Verhaal van", "Sam"),
        ({"persons": PERSONS[:3]}, "Persoon 4 naam", ""),
        ({"moments": MOMENTS[1:]}, "Wanneer", "elke donderdag 09:00–10:00, ook in vakanties"),
        ({"follow_up": {"next_semester": False}}, "Vragen in volgend semester", "nee"),
        ({"follow_up": {"come_back": MOMENTS[0]}}, "Terugkomen", None),
        ({"checked_on": "2026-03-04"}, "Gecontroleerd op", "4 maart 2026"),
        ({"audience": {"programmes": ["law"]}}, "Voor opleidingen", "Rechten"),
        ({"kind": "group"}, "Soort", "groep"),
    ],
)
def test_every_field_is_called_as_in_the_form(
    after: dict[str, Any], label: str, says: str | None
) -> None:
    said = say_changes(**BEFORE | after)
    assert label in said
    assert says in (None, said[label])
    if "persons" not in after:
        assert list(said) == [label]


def test_the_labels_are_in_the_language_of_the_reader() -> None:
    assert list(say_changes(Language.EN, **BEFORE | {"kind": "group"})) == ["Kind"]


def test_what_stands_in_no_field_is_not_kept_silent() -> None:
    """A follow-up of nothing says what none says; still it is another revision."""
    said = say_changes(**BEFORE | {"follow_up": {}})
    assert said == {say("saving.elsewhere", Language.NL): ""}
