"""One spelling for the many ways people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.meaning.text import normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  Ik SLAAP   slecht!! ", "ik slaap slecht"),
        ("café, naïef", "cafe naief"),
        ("m'n ’t", "mn t"),
        ("heeeeeel erg", "heel erg"),
        ("d o o d", "dood"),
        ("ik\x00wil\ud800dit\u200bniet", "ik wilditniet"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("😀😀", ""),
        ("", ""),
    ],
)
def test_a_text_is_brought_to_plain_words(typed: str, read: str) -> None:
    assert normalise(typed) == read


@given(st.text(st.characters(exclude_categories=[])))
def test_normalising_twice_changes_nothing_and_never_fails(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert once == " ".join(once.split())
