"""How a text reads: sentences, long words, LIX, and the two languages side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog import lint_reading
from signpost_bot.catalog.lint_reading import lix
from signpost_bot.model.institution import Sort
from signpost_bot.model.language import Both


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    """Ten words in two sentences, two of them long: 5 + 20."""
    assert lix("Kom op dinsdag langs. Dan drinken we thee met elkaar.") == 25


def test_a_text_of_a_few_words_is_not_measured() -> None:
    assert lix("Bindingsprogramma Technische Bedrijfskunde") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kom. Blijf zo lang je wilt!", 5),
        ("Om 12.30 in B 1.08", 5),
        ("Let op: het begint om vier uur", 5),
        ("", 0),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(text: str, words: int) -> None:
    assert lint_reading.longest_sentence(text) == words


@given(st.text(max_size=300))
def test_any_text_can_be_measured(text: str) -> None:
    score = lix(text)

    assert score is None or score >= 0
    assert lint_reading.longest_sentence(text) <= len(lint_reading.words_of(text))


@pytest.mark.parametrize(
    ("nl", "en", "same", "uneven"),
    [
        ("Serious Experience", "Serious Experience", False, False),
        ("Kom spelen in de bieb", "Kom spelen in de bieb", True, False),
        ("Tips.", "Tips about rooms, rents, contracts and rights.", False, True),
        ("gratis", "free of charge for all", False, False),
    ],
)
def test_a_pair_has_to_be_translated_and_even(nl: str, en: str, same: bool, uneven: bool) -> None:
    """R13."""
    both = Both(nl=nl, en=en)

    assert (lint_reading.is_same(both), lint_reading.is_uneven(both)) == (same, uneven)


def test_mbo_is_asked_for_simpler_texts() -> None:
    """R22: A2 for mbo, B1 for the others and where the kind is not known."""
    simple, other = lint_reading.limits_for(Sort.MBO), lint_reading.limits_for(Sort.WO)

    assert simple.sentence < other.sentence
    assert simple.lix < other.lix
    assert lint_reading.limits_for(None) == other
