"""The Telegram channel over the real library against our stand-in, on both databases."""

import pytest
from botapi.faults import FaultKind
from running import with_database
from sqlalchemy import delete
from telegram_line import OTHER, STUDENT, Served, count_waiting, serve_for

from signpost_bot.channels.telegram.outbound import send
from signpost_bot.model.outbox import Sent as SentWell
from signpost_bot.model.session import Button, Reply
from signpost_bot.store.tables import session


def test_a_whole_talk_from_a_poster_to_a_card_a_button_and_an_edit(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "/start voorbeeld_poster")
        (hello,) = await telegram.sent_to(STUDENT, 1)
        assert "Wegwijzer van Hogeschool Voorbeeld" in hello.text
        assert "Telegram bewaart dit gesprek wel" in hello.text
        telegram.write(STUDENT, "slaap slecht en volgende week tentamens")
        card = (await telegram.sent_to(STUDENT, 2))[-1]
        assert "<b>1 Rustig slapen in drukke weken</b>" in card.html
        telegram.tap(STUDENT, card, card.buttons[0].data or "")
        joined = (await telegram.sent_to(STUDENT, 3))[-1]
        assert "Goed plan" in joined.text
        telegram.write(STUDENT, "/alles")
        page = (await telegram.sent_to(STUDENT, 4))[-1]
        telegram.tap(STUDENT, page, "browse:2")
        edited = (await telegram.sent_to(STUDENT, 5))[-1]
        assert edited.method == "editMessageText"
        assert edited.message_id == page.message_id
        assert len(telegram.messages(STUDENT)) == 4
        await telegram.until(lambda: len(telegram.called("answerCallbackQuery")) == 2)

    serve_for(database_url, scenario)

    assert with_database(database_url, count_waiting) == (0, 0), "nothing stays behind"


def test_a_tap_from_long_ago_still_gets_its_answer(database_url: str) -> None:
    """Telegram refuses to confirm an old tap, and to change a message that is gone."""

    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "/alles")
        (page,) = await telegram.sent_to(STUDENT, 1)
        telegram.tap(STUDENT, page, "browse:2")
        telegram.let_queries_grow_old()
        telegram.faults.add(
            "editMessageText", FaultKind.BAD_REQUEST, text="message to edit not found"
        )
        await telegram.until(lambda: len(telegram.messages(STUDENT)) == 2)
        assert telegram.messages(STUDENT)[1].text != page.text
        telegram.tap(STUDENT, page, "join:no-longer-there")
        await telegram.until(lambda: len(telegram.messages(STUDENT)) == 3)
        assert telegram.messages(STUDENT)[2].buttons, "a friendly way on"

    serve_for(database_url, scenario)

    assert with_database(database_url, count_waiting) == (0, 0)


def test_a_time_goes_out_as_a_file_for_the_agenda(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "ik slaap slecht")
        (card,) = await telegram.sent_to(STUDENT, 1)
        telegram.tap(STUDENT, card, "agenda:slaap")
        said = (await telegram.sent_to(STUDENT, 2))[-1]
        assert said.document
        assert said.document.name == "wegwijzer.ics"
        assert said.document.media_type == "text/calendar"
        assert b"BEGIN:VEVENT" in said.document.content
        assert "Rustig slapen" in said.text
        telegram.faults.add("sendDocument", FaultKind.BAD_REQUEST)
        telegram.tap(STUDENT, card, "agenda:slaap")
        bare = (await telegram.sent_to(STUDENT, 3))[-1]
        assert "Rustig slapen" in bare.text, "the words arrive when the file is refused"

    serve_for(database_url, scenario)


def test_the_page_of_the_bot_names_112_and_113_in_both_languages(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "hoi")
        await telegram.sent_to(STUDENT, 1)
        said = [call.parameters for call in telegram.called("setMyDescription")]
        assert {given.get("language_code", "") for given in said} == {"nl", "en", ""}
        assert all("112" in given["description"] for given in said)
        assert all("113" in given["description"] for given in said)
        assert len(telegram.called("setMyCommands")) == 3

    serve_for(database_url, scenario)


@pytest.mark.parametrize("text", ["ik wil dood", "I want to kill myself"])
def test_the_danger_card_goes_out_bare_when_telegram_refuses_it(
    database_url: str, text: str
) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.meet(STUDENT)
        telegram.faults.add("sendMessage", FaultKind.BAD_REQUEST, times=1)
        telegram.write(STUDENT, text)
        (card,) = await telegram.sent_to(STUDENT, 1)
        assert "112" in card.text
        assert "113" in card.text
        assert card.buttons == ()

    serve_for(database_url, scenario)


def test_a_card_that_cannot_be_rendered_goes_out_bare(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        served.telegram.meet(STUDENT)
        broken = (Button(id="\ud800", label="x"),)
        card = Reply(text="Bel **112** of **113** \ud800", buttons=broken)
        assert await send(served.line.bot, str(STUDENT), card) == SentWell()
        (said,) = await served.telegram.sent_to(STUDENT, 1)
        assert "Bel 112 of 113" in said.text

    serve_for(database_url, scenario)


def test_danger_behind_start_gets_its_card_too(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        served.telegram.write(STUDENT, "/start ik wil niet meer leven")
        (card,) = await served.telegram.sent_to(STUDENT, 1)
        assert "Wat goed dat je dit schrijft" in card.text

    serve_for(database_url, scenario)


def test_the_danger_card_goes_out_while_the_database_is_away(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "hoi")
        await telegram.sent_to(STUDENT, 1)
        async with served.app.database.transaction() as tx:
            await tx.execute(delete(session))
            await tx.exec_driver_sql("ALTER TABLE inbox RENAME TO gone")
        telegram.write(STUDENT, "ik wil dood")
        card = (await telegram.sent_to(STUDENT, 2))[-1]
        assert "Wat goed dat je dit schrijft" in card.text
        assert "113" in card.text
        async with served.app.database.transaction() as tx:
            await tx.exec_driver_sql("ALTER TABLE gone RENAME TO inbox")
        late = (await telegram.sent_to(STUDENT, 3, 20))[-1]
        assert "112" in late.text, "when it is back, the talk knows of it too"

    serve_for(database_url, scenario)


def test_each_chat_keeps_its_order_and_many_are_answered(database_url: str) -> None:
    chats = range(100, 120)

    async def scenario(served: Served) -> None:
        telegram = served.telegram
        for text in ("hoi", "ik slaap slecht", "/privacy"):
            for chat in chats:
                telegram.write(chat, text)
        for chat in chats:
            first, second, third = await telegram.sent_to(chat, 3, 30)
            assert "Waar ben je naar op zoek" in first.text
            assert "Rustig slapen" in second.text
            assert "Wat ik bewaar" in third.text

    serve_for(database_url, scenario)


def test_what_comes_twice_is_answered_once(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        update = telegram.write(STUDENT, "hoi")
        await telegram.sent_to(STUDENT, 1)
        telegram.repeat(update)
        telegram.write(STUDENT, "/privacy")
        said = await telegram.sent_to(STUDENT, 2)
        assert ["Wat ik bewaar" in one.text for one in said] == [False, True]

    serve_for(database_url, scenario)


def test_odd_updates_and_forged_taps_get_a_friendly_way_on(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.raw_update({"poll": {"id": "1"}})
        telegram.raw_update({"something_new": {"x": 1}})
        telegram.block(OTHER)
        telegram.write(STUDENT, "hoi")
        hello = (await telegram.sent_to(STUDENT, 1))[-1]
        for number, data in enumerate(("forged:../x", "join:", "join:gone", "a" * 64), start=2):
            telegram.tap(STUDENT, hello, data)
            said = (await telegram.sent_to(STUDENT, number))[-1]
            assert said.buttons
        telegram.join_group(-500)
        group = (await telegram.sent_to(-500, 1))[-1]
        assert "één op één" in group.text
        await telegram.until(lambda: bool(telegram.called("leaveChat")))

    serve_for(database_url, scenario)
