"""What Telegram refuses is refused in Telegram's words, and nothing of it is sent."""

import asyncio

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, EndPointNotFound, InvalidToken

from botapi.driving import STUDENT, new_bot, with_bot
from botapi.server import StandIn

STRANGER = 7999


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Message text is empty"),
        ("  \n", "Text must be non-empty"),
        ("<b> </b>", "Text must be non-empty"),
        ("é" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b>open", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("é <p>x</p>", 'Can\'t parse entities: unsupported start tag "p" at byte offset 3'),
        ("<br/>", 'Can\'t parse entities: unsupported start tag "br/" at byte offset 0'),
        ("3 < 4", 'Can\'t parse entities: unsupported start tag "" at byte offset 2'),
        ("3 <4", "Can't parse entities: unclosed start tag at byte offset 2"),
        ("<a href='x", 'Can\'t parse entities: unclosed start tag "a" at byte offset 0'),
        ("x</b>", "Can't parse entities: unexpected end tag at byte offset 1"),
        ("<b>x</b", "Can't parse entities: unclosed end tag at byte offset 4"),
        (
            "<b><i>x</b></i>",
            "Can't parse entities: unmatched end tag at byte offset 7, "
            'expected "</i>", found "</b>"',
        ),
        (
            "<span>x</span>",
            'Can\'t parse entities: tag "span" must have class "tg-spoiler" at byte offset 0',
        ),
    ],
)
def test_a_text_telegram_cannot_show_is_refused(text: str, words: str) -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        with pytest.raises(BadRequest) as refusal:
            await bot.send_message(STUDENT, text, parse_mode="HTML")

        assert refusal.value.message.lower() == words.lower()
        assert telegram.sent == []

    with_bot(scenario)


@pytest.mark.parametrize(
    "text",
    [
        "<b>" + "x" * 4096 + "</b>",
        "&lt;" * 4096,
        "a & b > c &copy; &#233;",
        "<b>b</b><strong>b</strong><i>i</i><em>i</em><u>u</u><s>s</s><code>c</code>"
        '<pre><code class="language-python">p</code></pre><blockquote expandable>q</blockquote>'
        '<tg-spoiler>t</tg-spoiler><A HREF="https://example.nl/?q=a>b">a</A>',
    ],
)
def test_a_text_telegram_can_show_is_accepted(text: str) -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        await bot.send_message(STUDENT, text, parse_mode="HTML")

        assert [sent.html for sent in telegram.sent] == [text]

    with_bot(scenario)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("tel:112", "Wrong port number specified in the URL"),
        ("tel:+31201234567", "Wrong port number specified in the URL"),
        ("mailto:hulp@example.nl", "Wrong HTTP URL"),
        ("whatsapp://send?phone=31612345678", "Unsupported URL protocol"),
        ("javascript:alert(1)", "Wrong HTTP URL"),
        ("www.example.nl", "Wrong HTTP URL"),
        ("http://localhost:8000/", "Wrong HTTP URL"),
    ],
)
def test_one_wrong_link_below_a_message_and_the_whole_message_is_refused(
    url: str, reason: str
) -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        buttons = [InlineKeyboardButton("Goed", url="https://example.nl")]
        buttons.append(InlineKeyboardButton("Fout", url=url))
        with pytest.raises(BadRequest) as refusal:
            await bot.send_message(STUDENT, "x", reply_markup=InlineKeyboardMarkup([buttons]))

        words = f"inline keyboard button URL '{url}' is invalid: {reason}"
        assert telegram.refused == [("sendMessage", f"Bad Request: {words}")]
        assert refusal.value.message == words.capitalize()
        assert telegram.sent == []

    with_bot(scenario)


@pytest.mark.parametrize(
    "url", ["http://example.nl", "HTTPS://Example.nl/a?b=c#d", "tg://resolve?domain=durov"]
)
def test_links_to_the_web_and_to_telegram_are_accepted(url: str) -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        button = InlineKeyboardButton("Meer", url=url)
        await bot.send_message(STUDENT, "x", reply_markup=InlineKeyboardMarkup([[button]]))

        assert telegram.sent[0].buttons == (("Meer", None, url),)

    with_bot(scenario)


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
def test_what_a_button_sends_back_is_at_most_64_bytes(data: str) -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        await bot.send_message(STUDENT, "x", reply_markup=_one_button("é" * 32))
        with pytest.raises(BadRequest, match="Button_data_invalid"):
            await bot.send_message(STUDENT, "x", reply_markup=_one_button(data))

        assert len(telegram.sent) == 1

    with_bot(scenario)


def test_an_edit_that_changes_nothing_is_refused_and_one_of_the_buttons_alone_is_not() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        message = await bot.send_message(STUDENT, "<b>x</b>", "HTML", reply_markup=_one_button("1"))
        with pytest.raises(BadRequest, match="Message is not modified: specified new message"):
            await message.edit_text("<b>x</b>", "HTML", reply_markup=_one_button("1"))
        await message.edit_text("<b>x</b>", "HTML", reply_markup=_one_button("2"))
        await message.edit_text("x", reply_markup=_one_button("2"))
        with pytest.raises(BadRequest, match="Message is not modified"):
            await message.edit_reply_markup(_one_button("2"))

        assert len(telegram.sent) == 3

    with_bot(scenario)


def test_a_chat_or_message_telegram_does_not_know_is_refused() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.write(STUDENT, "hoi", message_id=5)
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(STRANGER, "hoi")
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("x", STUDENT, 4)
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("x", STUDENT, 5)
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(STUDENT, 4)
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await bot.send_message(STUDENT, "x", reply_parameters=ReplyParameters(4))

        assert [method for method, _ in telegram.refused] == [
            "sendMessage",
            "editMessageText",
            "editMessageText",
            "deleteMessage",
            "sendMessage",
        ]

    with_bot(scenario)


def test_captions_commands_descriptions_and_languages_have_their_limits() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        with pytest.raises(BadRequest, match="Message caption is too long"):
            await bot.send_document(STUDENT, b"x", caption="x" * 1025)
        with pytest.raises(BadRequest, match="Bot_command_invalid"):
            await bot.set_my_commands([BotCommand("Stop", "Zwijg")])
        with pytest.raises(BadRequest, match="Bot_command_description_invalid"):
            await bot.set_my_commands([BotCommand("stop", "x" * 257)])
        with pytest.raises(BadRequest, match="Description is too long"):
            await bot.set_my_description("x" * 513)
        with pytest.raises(BadRequest, match="Invalid language code"):
            await bot.set_my_description("x", "nl-NL")

        assert (telegram.commands, telegram.descriptions) == ({}, {})

    with_bot(scenario)


def test_a_method_telegram_does_not_have_is_not_found() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        with pytest.raises(EndPointNotFound):
            await bot.do_api_request("sendCourage")

    with_bot(scenario)


@pytest.mark.parametrize(
    ("token", "words"),
    [("123456:never_a_token_of_this_bot", "Unauthorized"), ("nonsense", "Not Found")],
)
def test_a_wrong_token_is_refused(token: str, words: str) -> None:
    async def scenario() -> None:
        async with StandIn.started() as telegram:
            bot = new_bot(telegram, token=token)
            with pytest.raises(InvalidToken, match=words):
                await bot.get_me()
            # A bot that never began does not close its connections when it is shut down.
            await bot.request.shutdown()

    asyncio.run(scenario())


def _one_button(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data=data)]])
