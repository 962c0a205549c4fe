"""What is heard in a question: needs, language, how small it is."""

import pytest

from signpost_bot.answering.understand import understand
from signpost_bot.app import build_index
from signpost_bot.meaning.text import LONGEST, shorten
from signpost_bot.model.language import Language

INDEX = build_index()


@pytest.mark.parametrize(
    ("text", "is_small"),
    [
        ("het is eigenlijk niks maar ik stel alles uit", True),
        ("stomme vraag, maar waar kan ik sporten", True),
        ("its probably nothing but i feel off", True),
        ("silly question: where do i park my thoughts", True),
        ("ik heb niks meer te eten", False),
        ("nothing helps", False),
    ],
)
def test_a_question_that_calls_itself_small_is_heard_as_such(text: str, is_small: bool) -> None:
    assert understand(text, INDEX).is_small is is_small


def test_calling_it_small_does_not_change_what_it_is_about() -> None:
    plain = understand("ik stel alles uit", INDEX).needs[0][0]

    assert understand("het stelt niks voor hoor, ik stel alles uit", INDEX).needs[0][0] == plain


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ik weet niet waar ik moet beginnen", Language.NL),
        ("i do not know where to start", Language.EN),
        ("slaap slecht", None),
        ("yo bro sup", None),
        ("", None),
    ],
)
def test_the_language_is_guessed_only_when_there_is_enough_to_go_by(
    text: str, language: Language | None
) -> None:
    assert understand(text, INDEX).language is language


def test_needs_come_with_the_strongest_first() -> None:
    scores = [score for _, score in understand("ik slaap slecht en heb schulden", INDEX).needs]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.001 for score in scores)


def test_of_a_long_story_the_beginning_and_the_end_are_read() -> None:
    text = "begin " + "x" * 5000 + " einde"

    assert shorten(text).startswith("begin")
    assert shorten(text).endswith("einde")
    assert len(shorten(text)) <= LONGEST + 1
    assert shorten("kort") == "kort"
