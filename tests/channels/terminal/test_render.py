"""Replies in a terminal and as JSON."""

from signpost_bot.channels.terminal.render import (
    LETTERS,
    to_json,
    to_lines,
    to_plain,
    to_terminal,
)
from signpost_bot.model.session import Button, Reply

REPLY = Reply(
    text="**1 Walk** · free\nMon 10:00",
    buttons=(
        Button(id="join:walk", label="1 I'm in"),
        Button(id="chat_113", label="Chat", url="https://www.113.nl"),
    ),
)


def test_bold_is_bold_in_a_terminal_and_plain_in_a_pipe() -> None:
    assert to_terminal(REPLY, iter(LETTERS)).startswith("\x1b[1m1 Walk\x1b[0m · free")
    assert to_lines(REPLY, iter(LETTERS)).startswith("1 Walk · free")


def test_buttons_are_letters_and_links_are_written_out() -> None:
    assert to_lines(REPLY, iter(LETTERS)).endswith("\n  a) 1 I'm in\n  b) Chat  https://www.113.nl")


def test_json_has_exactly_the_agreed_fields() -> None:
    assert to_json(REPLY) == {
        "text": "1 Walk · free\nMon 10:00",
        "buttons": [
            {"id": "join:walk", "label": "1 I'm in"},
            {"id": "chat_113", "label": "Chat"},
        ],
    }


def test_a_title_cannot_steer_the_terminal() -> None:
    shown = to_terminal(Reply(text="a\x1b]0;owned\x07b\x9b2Jc\ud800"), iter(LETTERS))

    assert shown == "a]0;ownedb2Jc"


def test_a_lone_pair_of_asterisks_stays_as_it_is() -> None:
    assert to_plain("2 ** 3") == "2 ** 3"
