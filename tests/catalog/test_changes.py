"""What changed between two revisions, in words (R1)."""

from builders import make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.changes import Piece, compare_words, list_changes
from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.model.language import Language

KNOWN = Known(institution="voorbeeld", needs=(), campuses=())


@given(st.text(), st.text())
def test_the_pieces_together_are_both_texts(was: str, now: str) -> None:
    pieces = list(compare_words(was, now))
    assert "".join(piece.was for piece in pieces) == was
    assert "".join(piece.now for piece in pieces) == now


def test_only_the_words_that_changed_are_marked() -> None:
    before = make_offering(effort={"nl": "20 minuten", "en": "20 minutes"})
    after = make_offering(effort={"nl": "30 minuten", "en": "20 minutes"})
    (change,) = list_changes(before, after, Language.NL, KNOWN)
    assert change.label == "Wat het vraagt NL"
    assert change.pieces == (Piece("20", "30"), Piece(" minuten", " minuten"))
