"""What people say about the places just shown is read as that, alone and one after the other."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from talking import Chat, new_chat, opened_app, run

from signpost_bot.conversation.refining import find_parts
from signpost_bot.meaning.text import LONGEST

SAID = yaml.safe_load((Path(__file__).parent / "refining.yaml").read_text("utf-8"))
NOW = datetime(2026, 11, 23, 11, tzinfo=ZoneInfo("Europe/Amsterdam"))
MONDAY, TUESDAY = 0, 1


def _kinds(text: str) -> list[str]:
    return [part.kind for part in find_parts(text)]


@pytest.mark.parametrize("kind", [kind for kind in SAID if kind != "questions"])
def test_each_way_to_say_it_is_read(kind: str) -> None:
    assert {text: _kinds(text) for text in SAID[kind] if _kinds(text) != [kind]} == {}


def test_a_question_is_never_taken_for_it() -> None:
    assert {text: _kinds(text) for text in SAID["questions"] if _kinds(text)} == {}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("niet op maandag of dinsdag", {MONDAY, TUESDAY}),
        ("not on tuesdays", {TUESDAY}),
        ("kan niet op di", {TUESDAY}),
        ("can i do it on monday", {MONDAY}),
    ],
)
def test_the_days_that_are_named_are_known(text: str, days: set[int]) -> None:
    (part,) = find_parts(text)

    assert part.days == days


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("online graag, en niet op dinsdag", ["online", "not_on"]),
        ("not on monday and is it free?", ["not_on", "cost"]),
        ("waar is dat en wat kost het", ["where", "cost"]),
        ("in english please. and where is it?", ["english", "where"]),
        ("waar is dat en ik slaap slecht", []),
    ],
)
def test_more_than_one_in_a_message_counts_only_if_all_of_it_is(
    text: str, kinds: list[str]
) -> None:
    assert _kinds(text) == kinds


def test_a_long_text_is_no_refinement() -> None:
    assert find_parts("online " * LONGEST) == ()


def _after(*said: str) -> Chat:
    async def scenario() -> Chat:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            for text in said:
                await chat.say(text)
            return chat

    return run(scenario())


def test_wishes_that_follow_each_other_add_up() -> None:
    """What is online and not on Tuesday stays online when Tuesday falls off."""
    online = _after("ik wil met een psycholoog praten", "online graag")
    both = _after("ik wil met een psycholoog praten", "online graag", "niet op dinsdag")

    assert "Dit kan online:" in online.text
    assert "online" in both.text.partition("\n")[2]
    assert "Morgen" not in both.text


def test_a_place_is_shown_with_the_moment_that_suits_and_no_reminder_of_another() -> None:
    """The Living Room is open every day: it is shown with Tuesday, though Monday comes first."""
    before = _after("been here 2 months, still eat lunch alone")
    chat = _after("been here 2 months, still eat lunch alone", "not on monday, and is it free?")

    assert "Today 10:00" in before.text
    assert "Tomorrow 10:00" in chat.text
    assert "Today 10:00" not in chat.text
    assert "More about 2" in chat.labels
    assert len(chat.replies) == 1
    assert "The Living Room: coffee, a chair and somebody: free, coffee too" in chat.text


def test_something_else_and_the_other_language_go_on_from_there() -> None:
    chat = _after(
        "ik zit elke dag alleen te eten", "in english please", "do you have anything else"
    )

    assert chat.text.startswith(("There is this too", "There are these"))


def test_with_nothing_shown_it_is_answered_all_the_same() -> None:
    chat = _after(*(text for kind in SAID for text in SAID[kind][:1]))

    assert chat.replies
    assert chat.labels
