"""Typing slips: the same copy for the same text, and still almost the same text."""

from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.meaning.slips import slip


@given(st.text(max_size=200))
def test_a_slip_is_the_same_every_time_and_changes_no_short_word(text: str) -> None:
    slipped = slip(text)
    assert slipped == slip(text)
    assert len(slipped.split(" ")) == len(text.split(" "))
    assert abs(len(slipped) - len(text)) <= len(text.split(" "))


def test_long_words_do_slip() -> None:
    text = "waar kan ik iemand spreken over mijn tentamens volgende week maandag"
    assert slip(text) != text
    assert sorted(slip("ik en jij")) == sorted("ik en jij")
