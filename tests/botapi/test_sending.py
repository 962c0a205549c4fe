"""What the bot says arrives as a student would see it, and so do edits, files and its profile."""

import asyncio

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
)
from telegram.constants import ParseMode

from botapi.chats import Button, Document, Sent
from botapi.driving import STUDENT, new_bot, with_bot
from botapi.profile import scope_key
from botapi.server import StandIn

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="v1:yes")]])
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Café – één\r\nEND:VCALENDAR\r\n".encode()


def test_a_message_is_kept_with_its_words_its_html_and_its_buttons() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        html = "  <b>Café &amp; één</b> 😀 <a href='https://x.example.nl/?a=1&amp;b=2'>hier</a>"
        message = await bot.send_message(STUDENT, html, ParseMode.HTML, reply_markup=YES)
        (sent,) = await telegram.sent_to(STUDENT)

        assert sent == Sent(
            chat_id=STUDENT,
            message_id=message.message_id,
            text="Café & één 😀 hier",
            html=html,
            rows=((Button("Ja", "v1:yes"),),),
            method="sendMessage",
            at=sent.at,
        )
        assert message.text_html == (
            '<b>Café &amp; één</b> 😀 <a href="https://x.example.nl/?a=1&b=2">hier</a>'
        )
        assert message.reply_markup == YES

    with_bot(scenario)


def test_an_edit_without_buttons_takes_them_away() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        message = await bot.send_message(STUDENT, "Past dit?", reply_markup=YES)
        await message.edit_text("Past dit echt?", reply_markup=YES)
        await message.edit_reply_markup(None)
        (now,) = telegram.messages(STUDENT)

        assert (now.text, now.buttons) == ("Past dit echt?", ())
        assert [sent.method for sent in telegram.said_to(STUDENT)] == [
            "sendMessage",
            "editMessageText",
            "editMessageReplyMarkup",
        ]

    with_bot(scenario)


def test_a_deleted_message_is_gone_from_the_chat_but_was_sent() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        message = await bot.send_message(STUDENT, "Weg ermee")
        await message.delete()

        assert telegram.messages(STUDENT) == ()
        assert [sent.text for sent in telegram.sent] == ["Weg ermee"]

    with_bot(scenario)


def test_a_document_arrives_byte_for_byte() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        message = await bot.send_document(
            STUDENT, CALENDAR, caption="<i>Tot dan</i>", filename="tot-dan.ics", parse_mode="HTML"
        )

        assert message.document is not None
        assert message.document.file_size == len(CALENDAR)
        assert [(sent.text, sent.document) for sent in telegram.sent] == [
            ("Tot dan", Document("tot-dan.ics", "text/calendar", CALENDAR))
        ]

    with_bot(scenario)


def test_commands_are_kept_for_each_scope_and_language() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        everyone, private = BotCommandScopeDefault(), BotCommandScopeAllPrivateChats()
        dutch, english = BotCommand("stop", "Zwijg"), BotCommand("stop", "Be silent")
        await bot.set_my_commands([english])
        await bot.set_my_commands([dutch], private, "nl")
        await bot.set_my_commands([dutch], BotCommandScopeChat(STUDENT))
        await bot.delete_my_commands(BotCommandScopeChat(STUDENT))

        assert await bot.get_my_commands(everyone) == (english,)
        assert await bot.get_my_commands(private, "nl") == (dutch,)
        assert await bot.get_my_commands(private) == ()
        assert telegram.commands == {
            (scope_key(None), ""): [{"command": "stop", "description": "Be silent"}],
            (scope_key({"type": "all_private_chats"}), "nl"): [
                {"command": "stop", "description": "Zwijg"}
            ],
        }

    with_bot(scenario)


def test_name_descriptions_and_menu_are_kept_for_each_language() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        await bot.set_my_name("Wegwijzer")
        await bot.set_my_description("Bel 112 bij gevaar", "nl")
        await bot.set_my_description("In danger call 112")
        await bot.set_my_short_description("Waar kun je heen?", "nl")
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())

        assert telegram.descriptions == {"nl": "Bel 112 bij gevaar", "": "In danger call 112"}
        assert telegram.short_descriptions == {"nl": "Waar kun je heen?"}
        assert telegram.names == {"": "Wegwijzer"}
        assert telegram.menu_buttons == {None: {"type": "commands"}}
        assert (await bot.get_my_description("en")).description == "In danger call 112"
        assert await bot.get_chat_menu_button(STUDENT) == MenuButtonCommands()

    with_bot(scenario)


def test_every_call_is_kept_with_its_parameters_as_they_were_meant() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        await bot.send_chat_action(STUDENT, "typing")
        await bot.send_message(STUDENT, "12", protect_content=True)

        assert [(call.method, call.parameters) for call in telegram.calls] == [
            ("getMe", {}),
            ("sendChatAction", {"chat_id": STUDENT, "action": "typing"}),
            ("sendMessage", {"chat_id": STUDENT, "text": "12", "protect_content": True}),
        ]

    with_bot(scenario)


def test_a_hundred_calls_at_once_are_all_answered_over_a_few_connections() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        wanted = [f"bericht {number}" for number in range(100)]
        await asyncio.gather(*(bot.send_message(STUDENT, text) for text in wanted))

        assert sorted(sent.text for sent in telegram.sent) == sorted(wanted)
        assert len({sent.message_id for sent in telegram.sent}) == 100

    with_bot(scenario)


def test_waiting_for_what_does_not_come_says_what_came() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        await bot.send_message(STUDENT, "Eén")
        with pytest.raises(AssertionError, match=r"1 of 2 messages .*'Eén'"):
            await telegram.sent_to(STUDENT, 2, 0.05)

    with_bot(scenario)


def test_two_stand_ins_know_nothing_of_each_other() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        async with StandIn.started() as other, new_bot(other) as other_bot:
            other.meet(STUDENT)
            await other_bot.send_message(STUDENT, "hoi")

            assert (len(other.sent), telegram.sent) == (1, [])

    with_bot(scenario)
