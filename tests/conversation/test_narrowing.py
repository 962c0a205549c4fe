"""An answer that is not sure asks what it is about, with a button for each need (R2, R4)."""

from datetime import UTC, datetime

import pytest
from talking import Chat, new_chat, opened_app, run

from signpost_bot.answering.bank import load_needs
from signpost_bot.channels.telegram.render import MAX_DATA

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
UNSURE = "ik zit ergens mee"
NOTHING = "kan ik ergens leren lassen?"


def _after(*said: str, tap: str | None = None) -> Chat:
    async def scenario() -> Chat:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            for text in said:
                await chat.say(text)
            if tap:
                await chat.choose(tap)
            return chat

    return run(scenario())


def _asked(chat: Chat) -> list[str]:
    buttons = [button for reply in chat.replies for button in reply.buttons]
    return [button.id for button in buttons if button.id.startswith("need:")]


def test_places_that_might_fit_come_with_the_likeliest_needs_and_no_reason() -> None:
    chat = _after(UNSURE)

    assert "Misschien past" in chat.text
    assert "Waar gaat het vooral over?" in chat.text
    assert "Gekozen omdat" not in chat.text
    assert 2 <= len(_asked(chat)) <= 4
    assert "Iemand om mee te praten" in chat.labels


def test_a_sure_answer_asks_nothing() -> None:
    assert _asked(_after("ik slaap slecht")) == []


def test_honest_silence_keeps_need_buttons_a_human_and_the_way_to_pass_it_on() -> None:
    chat = _after(NOTHING)

    assert "ik verzin niets" in chat.text
    assert "/nu" in chat.text
    assert 2 <= len(_asked(chat)) <= 4
    assert {"Iemand om mee te praten", "Geef deze vraag door (zonder naam)"} <= set(chat.labels)


def test_a_tap_answers_with_the_places_of_that_need() -> None:
    chat = _after(UNSURE, tap="need:sleep")

    assert "Rustig slapen" in chat.text
    assert "Gekozen omdat het gaat over slapen" in chat.text


@pytest.mark.parametrize("tap", ["need:", "need:elsewhere", "need:none_such", "need:sleep:sleep"])
def test_a_need_that_does_not_exist_is_an_old_button(tap: str) -> None:
    assert "Die knop hoort bij een ouder gesprek" in _after(tap=tap).text


def test_the_button_of_every_need_fits_and_answers() -> None:
    async def scenario() -> list[str]:
        async with opened_app(NOW) as app:
            chat, silent = new_chat(app, NOW), []
            for need in load_needs():
                await chat.choose(f"need:{need.slug}")
                silent += [] if chat.replies and chat.labels else [need.slug]
            return silent

    assert run(scenario()) == []
    assert all(len(f"need:{need.slug}".encode()) <= MAX_DATA for need in load_needs())
