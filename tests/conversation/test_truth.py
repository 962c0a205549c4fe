""" "Are you a human?" gets the truth, however it is asked; what only sounds like it is answered."""

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from talking import Chat, new_chat, opened_app, run

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.conversation.truth import asks_who, besides
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel
from signpost_bot.model.student import View
from signpost_bot.safety.guard import read_text

SAID = yaml.safe_load((Path(__file__).parent / "human.yaml").read_text("utf-8"))
NOW = datetime(2026, 11, 23, 11, tzinfo=ZoneInfo("Europe/Amsterdam"))
TRUTH = ("Ik ben een programma", "I'm a program")
"""Where danger is read in it, which always comes first, the card says it too."""


@cache
def _catalog() -> IndexedCatalog:
    async def load() -> IndexedCatalog:
        async with opened_app(NOW) as app, app.database.transaction() as tx:
            return await app.catalogs.load(tx, "voorbeeld")

    return run(load())


def _is_told(text: str) -> bool:
    """Whether this, as a first message, is answered with the truth."""
    turn = take_turn(View(session=None), read_text(text, Channel.TERMINAL), _catalog(), NOW)
    return any(words in reply.text for reply in turn.replies for words in TRUTH)


@pytest.mark.parametrize("kind", ["asked_nl", "asked_en", "learned"])
def test_who_asks_whether_this_is_a_human_hears_the_truth(kind: str) -> None:
    assert [text for text in SAID[kind] if not _is_told(text)] == []


def test_what_only_sounds_like_it_is_answered_as_the_question_it_is() -> None:
    assert len(SAID["only_sounds_like"]) == 30
    assert [text for text in SAID["only_sounds_like"] if _is_told(text)] == []


def test_fifty_are_recognised_whatever_the_search_finds() -> None:
    fifty = [*SAID["asked_nl"], *SAID["asked_en"]]

    assert len(set(fifty)) == 50
    assert [text for text in fifty if not asks_who(text)] == []


def test_the_truth_names_who_reads_and_where_a_human_is() -> None:
    async def scenario() -> tuple[str, list[str], str]:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            await chat.say("ben je een mens?")
            text, labels = chat.text, chat.labels
            other = new_chat(app, NOW, address="b", channel=Channel.TELEGRAM, hint=Language.EN)
            await other.say("are you a human?")
            return text, labels, other.text

    text, labels, in_telegram = run(scenario())

    assert "Niemand leest mee, ook je school niet" in text
    assert "/nu" in text
    assert "Telegram" not in text
    assert labels == ["Iemand om mee te praten", "Nu praten", "Wat je bewaart"]
    assert "Telegram does keep this chat" in in_telegram


@pytest.mark.parametrize(
    "text", ["ben je een mens? ik wil dood", "ik wil niet meer leven, is dit een bot"]
)
def test_danger_is_read_first(text: str) -> None:
    async def scenario() -> list[Chat]:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            await chat.say(text)
            return [chat]

    (chat,) = run(scenario())

    assert "112" in chat.text
    assert "Chat met 113" in chat.labels


def test_after_a_card_the_truth_keeps_its_numbers_in_sight_and_the_talk_where_it_is() -> None:
    async def scenario() -> tuple[str, list[str]]:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            await chat.say("ik wil dood")
            await chat.say("ben je een mens?")
            return chat.text, chat.labels

    text, labels = run(scenario())

    assert TRUTH[0] in text
    assert "112" in text
    assert "113" in text
    assert labels[-1] == "Ik bedoelde iets anders"


def test_words_to_pass_on_wait_while_somebody_asks_who_reads_them() -> None:
    async def scenario() -> tuple[str, str]:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            await chat.choose("pass-on")
            await chat.say("graag een cursus lassen")
            await chat.say("wie leest dit?")
            asked = chat.text
            await chat.tap("Geef dit door")
            return asked, chat.text

    asked, passed = run(scenario())

    assert "leest iemand van Hogeschool Voorbeeld" in asked
    assert "Doorgegeven, zonder naam" in passed


def test_what_else_is_asked_is_answered_too() -> None:
    async def scenario() -> str:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            await chat.say("Ben je een mens? Ik slaap al weken slecht.")
            return chat.text

    text = run(scenario())

    assert TRUTH[0] in text
    assert "Rustig slapen" in text


def test_a_word_of_greeting_beside_it_is_no_question() -> None:
    assert besides("hallo daar, ben je een mens?") == ""
    assert besides("ben je een mens? ik slaap slecht") == "ik slaap slecht"
