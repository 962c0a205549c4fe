"""The inverted index: scores that can be worked out by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.answering.postings import against_best, bm25, cosine

WORDS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6).map(Counter)


def test_a_document_is_most_like_itself() -> None:
    index = cosine([Counter("aab"), Counter("bcc"), Counter("d")])
    scores = index.scores(index.unit(Counter("aab")))

    assert scores.argmax() == 0
    assert scores[0] == pytest.approx(1.0)
    assert scores[2] == 0


@given(documents=st.lists(WORDS, min_size=1, max_size=8), query=WORDS)
def test_a_cosine_lies_between_nothing_and_one(
    documents: list["Counter[str]"], query: "Counter[str]"
) -> None:
    index = cosine(documents)
    scores = index.scores(index.unit(query))

    assert ((scores >= 0) & (scores <= 1 + 1e-9)).all()


def test_words_the_index_never_saw_make_a_question_less_alike() -> None:
    index = cosine([Counter(["slaap", "slecht"]), Counter(["geld"])])
    known = index.scores(index.unit(Counter(["slaap"])))
    diluted = index.scores(index.unit(Counter(["slaap", "lassen", "trein"])))

    assert 0 < diluted[0] < known[0]


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    index = bm25([{"a": 1.0, "b": 1.0}, {"a": 1.0}, {"a": 1.0}], k1=1.2, b=0.4)

    assert index.scores({"b": 1.0})[0] > index.scores({"a": 1.0})[0]


def test_an_empty_index_and_an_empty_question_give_no_scores() -> None:
    assert bm25([], k1=1.2, b=0.4).scores({"a": 1.0}).size == 0
    assert against_best(cosine([Counter("a")]).scores({})).tolist() == [0.0]
