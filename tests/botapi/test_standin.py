"""The stand-in does what Telegram does, as the real python-telegram-bot sees it."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden
from telegram.ext import Application, CallbackQueryHandler, CommandHandler

from botapi.chats import USERNAME, Button
from botapi.driving import STUDENT, new_bot, with_bot
from botapi.server import StandIn

GROUP = -100_200
KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ja", callback_data="v1:yes")],
        [InlineKeyboardButton("Meer", url="https://www.example.nl/meer")],
    ]
)


def test_an_application_polls_answers_and_edits_from_start_to_stop() -> None:
    async def hello(update: Update, context: object) -> None:
        assert update.message is not None
        await update.message.reply_text("Hoi!", reply_markup=KEYBOARD)

    async def tapped(update: Update, context: object) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer()
        await update.callback_query.edit_message_text("Fijn.")

    async def scenario() -> None:
        async with StandIn.started() as telegram:
            app = Application.builder().token(telegram.token).base_url(telegram.url).build()
            app.add_handlers([CommandHandler("start", hello), CallbackQueryHandler(tapped)])
            async with app:
                await app.start()
                assert app.updater is not None
                await app.updater.start_polling(allowed_updates=["message", "callback_query"])
                telegram.write(STUDENT, "/start poster-12")
                (greeting,) = await telegram.sent_to(STUDENT)
                tap = telegram.tap(STUDENT, greeting, "v1:yes")
                await telegram.sent_to(STUDENT, 2)
                await telegram.until(lambda: telegram.confirmed == tap)
                await app.updater.stop()
                await app.stop()

            assert [(sent.method, sent.text, sent.buttons) for sent in telegram.sent] == [
                ("sendMessage", "Hoi!", (Button("Ja", "v1:yes"), Button("Meer", None, _MORE))),
                ("editMessageText", "Fijn.", ()),
            ]
            assert telegram.messages(STUDENT) == (telegram.sent[1],)

    asyncio.run(scenario())


_MORE = "https://www.example.nl/meer"


def test_a_message_keeps_its_own_date_and_who_wrote_it() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        sent_at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
        telegram.write(STUDENT, "hoi", date=sent_at, language="en", message_id=55)
        (update,) = await bot.get_updates()
        message = update.message

        assert message is not None
        assert message.from_user is not None
        assert (message.date, message.message_id, message.text) == (sent_at, 55, "hoi")
        assert (message.from_user.language_code, message.from_user.username) == ("en", USERNAME)
        assert (message.chat.type, message.chat.id) == ("private", STUDENT)

    with_bot(scenario)


def test_an_update_comes_again_until_a_higher_offset_confirms_it() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        first, second = telegram.write(STUDENT, "een"), telegram.write(STUDENT, "twee")

        assert await _numbers(bot) == [first, second]
        assert await _numbers(bot, limit=1) == [first]
        assert await _numbers(bot, offset=second) == [second]
        assert await _numbers(bot, offset=second + 1) == []
        assert telegram.confirmed == second

    with_bot(scenario)


def test_an_update_can_be_delivered_once_more_after_it_was_confirmed() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        number = telegram.write(STUDENT, "hoi")
        await bot.get_updates()
        await bot.get_updates(offset=number + 1)
        telegram.repeat(number)

        assert await _numbers(bot, offset=number + 1) == [number]
        assert await _numbers(bot, offset=number + 1) == []

    with_bot(scenario)


def test_a_poll_waits_for_what_a_student_writes() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        poll = asyncio.create_task(_numbers(bot, timeout=5))
        await telegram.until(lambda: bool(telegram.called("getUpdates")))
        number = telegram.write(STUDENT, "hoi")

        assert await asyncio.wait_for(poll, 2) == [number]

    with_bot(scenario)


def test_of_two_polls_the_older_is_refused() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        older = asyncio.create_task(bot.get_updates(timeout=5))
        await telegram.until(lambda: len(telegram.called("getUpdates")) == 1)
        async with new_bot(telegram) as other:
            newer = asyncio.create_task(_numbers(other, timeout=5))
            with pytest.raises(Conflict, match="terminated by other getUpdates request"):
                await older
            number = telegram.write(STUDENT, "hoi")

            assert await newer == [number]

    with_bot(scenario)


def test_a_webhook_makes_polling_impossible_until_it_is_deleted() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        await bot.set_webhook("https://bot.example.nl/telegram")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        assert (await bot.get_webhook_info()).url == "https://bot.example.nl/telegram"
        telegram.write(STUDENT, "hoi")
        await bot.delete_webhook(drop_pending_updates=True)

        assert await bot.get_updates() == ()

    with_bot(scenario)


def test_only_kinds_the_bot_asks_for_come_but_a_raw_update_always_does() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.block(STUDENT)
        raw = telegram.raw_update({"something_new": {"id": 1}})
        text = telegram.write(STUDENT, "hoi")

        assert await _numbers(bot, allowed_updates=["message"]) == [raw, text]

    with_bot(scenario)


def test_a_tap_brings_the_message_as_it_was_and_is_answered_once() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        message = await bot.send_message(STUDENT, "Past dit?", reply_markup=KEYBOARD)
        telegram.tap(STUDENT, telegram.sent[0], "v1:yes")
        await bot.edit_message_text("Mooi.", STUDENT, message.message_id)
        (update,) = await bot.get_updates()
        query = update.callback_query

        assert query is not None
        assert query.message is not None
        # Two messages with the same number are equal to the library, whatever they say.
        assert (query.message.to_dict(), query.data) == (message.to_dict(), "v1:yes")
        assert await query.answer()
        with pytest.raises(BadRequest, match="Query is too old"):
            await query.answer()

    with_bot(scenario)


def test_a_tap_can_be_too_old_to_answer() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.tap(STUDENT, 1, "v1:yes")
        telegram.let_queries_grow_old()
        (update,) = await bot.get_updates()
        query = update.callback_query

        assert query is not None
        assert query.message is not None
        assert not query.message.is_accessible
        with pytest.raises(BadRequest, match="Query is too old"):
            await query.answer()

    with_bot(scenario)


def test_who_blocks_the_bot_gets_nothing_until_it_is_let_in_again() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.block(STUDENT)
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(STUDENT, "Nog een vraag?")
        telegram.unblock(STUDENT)
        await bot.send_message(STUDENT, "Welkom terug.")
        changes = [update.my_chat_member for update in await bot.get_updates()]

        assert [change and change.new_chat_member.status for change in changes] == [
            "kicked",
            "member",
        ]
        assert [sent.text for sent in telegram.sent] == ["Welkom terug."]

    with_bot(scenario)


def test_a_group_can_be_joined_and_left() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.join_group(GROUP)
        added, notice = await bot.get_updates()
        await bot.send_message(GROUP, "Ik praat alleen onder vier ogen.")
        await bot.leave_chat(GROUP)

        assert added.my_chat_member is not None
        assert added.my_chat_member.new_chat_member.status == "member"
        assert notice.message is not None
        assert [user.is_bot for user in notice.message.new_chat_members] == [True]
        with pytest.raises(Forbidden, match="not a member"):
            await bot.send_message(GROUP, "Nog iets.")

    with_bot(scenario)


async def _numbers(
    bot: Bot,
    offset: int | None = None,
    limit: int | None = None,
    timeout: int = 0,  # noqa: ASYNC109 - the word of getUpdates
    allowed_updates: list[str] | None = None,
) -> list[int]:
    updates = await bot.get_updates(offset, limit, timeout, allowed_updates=allowed_updates)
    return [update.update_id for update in updates]
