"""A question that is only a name finds what is called so, first and sure."""

import pytest
from builders import make_catalog, make_offering

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import answer
from signpost_bot.answering.named import find_named, list_names
from signpost_bot.app import build_index
from signpost_bot.model.answer import Band

CAFE = make_offering(
    slug="breicafe",
    title={"nl": "Breicafé: samen aan tafel", "en": "Knitting café: at one table"},
    also_called={"nl": ["breien", "haken"], "en": ["knitting", "crochet"]},
    needs=["meet_people"],
)
OTHERS = (
    make_offering(slug="vrolijk", needs=["fun", "meet_people"]),
    make_offering(slug="mensen", needs=["meet_people", "loneliness"]),
    make_offering(slug="slaap", needs=["sleep"]),
)
NAMES = list_names((*OTHERS, CAFE))


@pytest.mark.parametrize(
    "text",
    ["knitting", "crochet", "waar kan ik breien?", "I like knitting", "Breicafé", "haken"],
)
def test_what_is_called_so_comes_first_and_sure(text: str) -> None:
    catalog = IndexedCatalog.build(make_catalog(offerings=(*OTHERS, CAFE)), build_index())
    found = answer(text, catalog)

    assert found.band is Band.SURE
    assert found.matches[0].offering.slug == "breicafe"


@pytest.mark.parametrize(
    "text", ["", "de het een", "knitting while I cannot sleep", "samen", "ik ben eenzaam"]
)
def test_a_name_in_a_longer_question_or_part_of_one_names_nothing(text: str) -> None:
    assert find_named(text, NAMES) == ()


def test_of_a_sentence_the_one_word_that_counts_is_no_name() -> None:
    phrase = make_offering(also_called={"nl": ["niet naar school kunnen"], "en": ["off school"]})

    assert find_named("ben jij iemand van school", list_names((phrase,))) == ()


def test_two_that_are_called_the_same_are_both_named() -> None:
    names = list_names((CAFE, OTHERS[2], CAFE))

    assert find_named("crochet", names) == (0, 2)
