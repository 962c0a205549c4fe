"""A reply as Telegram takes it."""

from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.channels.telegram.render import MAX_DATA, MAX_TEXT, to_html, to_keyboard, to_plain
from signpost_bot.model.session import Button, Reply


def test_bold_words_are_bold_and_everything_else_is_escaped() -> None:
    assert to_html("**1 A & B** <c>") == "<b>1 A &amp; B</b> &lt;c&gt;"
    assert to_plain("**1 A & B** <c>") == "1 A & B <c>"


@given(st.text(max_size=5000))
def test_no_text_can_bring_a_tag_of_its_own(text: str) -> None:
    html = to_html(text).replace("<b>", "").replace("</b>", "")

    assert "<" not in html
    assert ">" not in html
    assert len(to_plain(text)) <= MAX_TEXT


def test_short_labels_share_a_row() -> None:
    labels = ["Iets anders", "Meer over 1", "Iemand om mee te praten", "Ja"]
    buttons = tuple(Button(id=str(i), label=label) for i, label in enumerate(labels))
    keyboard = to_keyboard(Reply(text="x", buttons=buttons))
    assert keyboard

    assert [[button.text for button in row] for row in keyboard.inline_keyboard] == [
        ["Iets anders", "Meer over 1"],
        ["Iemand om mee te praten"],
        ["Ja"],
    ]


def test_a_button_telegram_would_refuse_never_costs_the_message() -> None:
    """One bad link or one callback of 65 bytes would lose the whole message."""
    buttons = (
        Button(id="a" * (MAX_DATA + 1), label="too long"),
        Button(id="é" * 40, label="too many bytes"),
        Button(id="tel", label="call", url="tel:113"),
        Button(id="script", label="script", url="javascript:alert(1)"),
        Button(id="chat", label="chat", url="https://www.113.nl"),
    )
    keyboard = to_keyboard(Reply(text="x", buttons=buttons))
    assert keyboard

    made = [button for row in keyboard.inline_keyboard for button in row]

    assert [(button.text, button.url, button.callback_data) for button in made] == [
        ("call", None, "tel"),
        ("script", None, "script"),
        ("chat", "https://www.113.nl", None),
    ]
    assert to_keyboard(Reply(text="x")) is None
