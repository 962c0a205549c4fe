"""The inverted index: scores that can be worked out by hand."""

from signpost_bot.answering.postings import bm25


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    index = bm25([{"a": 1.0, "b": 1.0}, {"a": 1.0}, {"a": 1.0}], k1=1.2, b=0.4)

    assert index.scores({"b": 1.0})[0] > index.scores({"a": 1.0})[0]


def test_a_word_nobody_wrote_gives_nothing() -> None:
    index = bm25([{"a": 1.0}], k1=1.2, b=0.4)

    assert index.scores({"z": 1.0}).tolist() == [0.0]


def test_an_empty_index_and_an_empty_question_give_no_scores() -> None:
    assert bm25([], k1=1.2, b=0.4).scores({"a": 1.0}).size == 0
    assert bm25([{"a": 1.0}], k1=1.2, b=0.4).scores({}).tolist() == [0.0]
