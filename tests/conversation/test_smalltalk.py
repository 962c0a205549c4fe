"""Small talk gets a friendly line; a question never does."""

import json
from pathlib import Path

import pytest

from signpost_bot.conversation.smalltalk import find_kind
from signpost_bot.meaning.text import normalise

SETS = Path(__file__).parent.parent / "sets"


def _kind(text: str) -> str | None:
    return find_kind(normalise(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hoi!", "greeting"),
        ("hello there", "greeting"),
        ("Goedemorgen", "greeting"),
        ("dankjewel 🙏", "thanks"),
        ("thanks so much", "thanks"),
        ("oké", "okay"),
        ("Nee.", "okay"),
        ("wat kan jij", "what_it_does"),
        ("how does this work", "what_it_does"),
        ("Fuck you", "rude"),
        ("iets anders", "something_else"),
        ("hoi ik slaap slecht", None),
        ("nee ik kan niet meer", None),
        ("HELP", "now"),
        ("nu!", "now"),
        ("113", "now"),
        ("is dit anoniem?", "privacy"),
        ("do you save my data?", "privacy"),
        ("vergeet mij", "privacy"),
        ("can you speak English please?", "english"),
        ("doei", "bye"),
        ("hoe gaat het met jou?", "how_are_you"),
        ("help mij met mijn planning", None),
        ("ik wil stoppen", None),
        ("fuck mijn leven", None),
    ],
)
def test_only_a_whole_message_can_be_small_talk(text: str, kind: str | None) -> None:
    assert _kind(text) == kind


@pytest.mark.parametrize("name", ["dev.json", "unseen_1.json"])
def test_no_question_and_no_cry_for_help_is_small_talk(name: str) -> None:
    given = json.loads((SETS / name).read_text("utf-8"))
    rows = [row["q"] for part in ("queries", "crisis") for row in given[part]]

    assert {text: _kind(text) for text in rows if _kind(text) not in (None, "now")} == {}
