"""Mail addresses and servers as an operator writes them: taken, or a sentence."""

import pytest

from signpost_bot.channels.mail.address import Sender, is_address, read_sender
from signpost_bot.channels.mail.server import MailServer, Safety, read_server


@pytest.mark.parametrize(
    "text", ["noor@school.nl", "n.de+vries@mail.school.nl", "N_1@a-b.example", "o'neill@x.ie"]
)
def test_an_ordinary_address_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "noor", "@school.nl", "noor@", "noor@school", "noor@@school.nl", "a@b@school.nl"),
        *("noor@school.nl\n", " noor@school.nl", "noor @school.nl", "<noor@school.nl>"),
        *("noor@school..nl", "noor@-school.nl", "noor@school.nl.", ".noor@school.nl"),
        *("noor@schoöl.nl", "nöor@school.nl", "noor@ѕchool.nl", '"noor x"@school.nl'),
        *(
            "noor@[127.0.0.1]",
            "noor@school.nl,a@b.nl",
            "a" * 65 + "@b.nl",
            "a@" + "b." * 130 + "nl",
        ),
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_address(text)


def test_a_sender_is_an_address_perhaps_with_a_name() -> None:
    assert read_sender("wegwijzer@school.nl") == Sender("wegwijzer@school.nl")
    named = read_sender("De Wegwijzer, Hanze <wegwijzer@school.nl>")
    assert named == Sender("wegwijzer@school.nl", "De Wegwijzer, Hanze")
    assert named.domain == "school.nl"


@pytest.mark.parametrize("text", ["wegwijzer", "A <b>", "A\nB <a@b.nl>", "A <a@b.nl> C", "ö@b.nl"])
def test_another_sender_is_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="write wegwijzer@school"):
        read_sender(text)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://noor%40school.nl:p%2Fss@mail.school.nl",
            MailServer(
                host="mail.school.nl",
                port=587,
                safety=Safety.STARTTLS,
                user="noor@school.nl",
                password="p/ss",
            ),
        ),
        ("smtps://mail.nl", MailServer(host="mail.nl", port=465, safety=Safety.TLS)),
        ("smtp://mail.nl:25", MailServer(host="mail.nl", port=25, safety=Safety.STARTTLS)),
        ("smtp://127.0.0.1:1025", MailServer(host="127.0.0.1", port=1025, safety=Safety.NONE)),
        ("smtp://[::1]:25/", MailServer(host="::1", port=25, safety=Safety.NONE)),
        ("smtp://localhost", MailServer(host="localhost", port=587, safety=Safety.NONE)),
        # Looks like this machine, and is not.
        (
            "smtp://localhost.evil.nl",
            MailServer(host="localhost.evil.nl", port=587, safety=Safety.STARTTLS),
        ),
    ],
)
def test_a_server_in_one_address(url: str, server: MailServer) -> None:
    assert read_server(url) == server


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mail.school.nl", "this is no mail server"),
        ("http://mail.school.nl", "this is no mail server"),
        ("smtp://", "this is no mail server"),
        ("smtp://mäil.nl", "this is no mail server"),
        ("smtp://mail.nl:0", "this is no mail server"),
        ("smtp://a:b%0Ac@mail.nl", "this is no mail server"),
        ("smtp://mail.nl:no", "the port must be a number"),
        ("smtp://mail.nl:99999", "the port must be a number"),
        ("smtp://[mail.nl", "the port must be a number"),
        ("smtp://user@mail.nl", "a user and a password go together"),
        ("smtp://mail.nl/path", "in a password"),
        ("smtp://user:hunter2#x@mail.nl", "in a password"),
        ("smtp://mail.nl?starttls=no", "in a password"),
    ],
)
def test_another_server_is_a_sentence_without_the_password(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        read_server(url)
    assert "hunter2" not in str(caught.value)
