"""Mail over a real SMTP server on this machine: what arrives, and what each failure means."""

import asyncio
import logging
import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from post_office import FROM, HOST, PASSWORD, USER, Inbox, converse, office
from post_office import odd_server as odd
from post_office import working_server as working

from signpost_bot.channels.mail.outbound import post, send
from signpost_bot.channels.mail.trouble import NotPosted, Trouble
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import Refused, SendResult, Sent, TryLater, Uncertain

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
MAIL = Mail(
    to="noor.marker@school.nl",
    subject="Klopt dit nog? Eén marker-onderwerp – café",
    text="Hoi Noor,\n\n.een punt vooraan en een marker-tekst: ✓\n" + "lang " * 300,
)
POLITE = {"EHLO": "250 odd", "MAIL": "250 OK", "RCPT": "250 OK", "DATA": "354 go on"}


def try_sending(inbox: Inbox, mail: Mail = MAIL, **options: Any) -> SendResult:
    async def scenario() -> SendResult:
        async with working(inbox, **options) as port:
            return await send(office(port), mail, NOW)

    return asyncio.run(scenario())


def test_a_mail_arrives_whole_with_the_headers_it_needs() -> None:
    inbox = Inbox()

    assert try_sending(inbox) == Sent()

    (letter,) = inbox.mails
    assert inbox.to == [MAIL.to]
    assert letter["To"] == MAIL.to
    assert letter["From"] == "Wegwijzer <wegwijzer@school.nl>"
    assert letter["Subject"] == MAIL.subject
    assert letter.get_content().splitlines() == MAIL.text.splitlines()
    assert letter.get_content_type() == "text/plain"
    assert parsedate_to_datetime(letter["Date"]) == NOW
    assert letter["Auto-Submitted"] == "auto-generated"


def test_nothing_that_goes_out_names_the_machine() -> None:
    inbox = Inbox()
    try_sending(inbox)

    assert inbox.greeted_by == [FROM.domain]
    assert str(inbox.mails[0]["Message-ID"]).endswith(f"@{FROM.domain}>")
    assert socket.gethostname().encode() not in inbox.raw[0]


def test_two_mails_have_two_ids() -> None:
    inbox = Inbox()
    try_sending(inbox)
    try_sending(inbox)

    assert len({str(letter["Message-ID"]) for letter in inbox.mails}) == 2


@pytest.mark.parametrize(
    ("step", "answer", "result"),
    [
        ("RCPT", "550 5.1.1 no such user", Refused(unreachable=True)),
        ("RCPT", "552 mailbox full", Refused(unreachable=True)),
        ("RCPT", "451 greylisted", TryLater(seconds=300)),
        ("RCPT", "550 5.7.1 relaying denied", TryLater(seconds=3600)),
        ("RCPT", "530 authentication required", TryLater(seconds=3600)),
        ("MAIL", "553 not your address", TryLater(seconds=3600)),
        ("MAIL", "421 too busy", TryLater(seconds=300)),
        ("DATA", "554 looks like spam", Refused(unreachable=False)),
        ("DATA", "452 disk full", TryLater(seconds=300)),
    ],
)
def test_what_the_server_answers_is_understood(step: str, answer: str, result: SendResult) -> None:
    assert try_sending(Inbox(answers={step: answer})) == result


@pytest.mark.parametrize(
    "mail",
    [
        Mail(MAIL.to, "Hoi\nBcc: iedereen@school.nl", "x"),
        Mail(MAIL.to, "Hoi\r\n\r\nnieuwe tekst", "x"),
        Mail(MAIL.to, "Hoi\u2028Bcc: iedereen@school.nl", "x"),
        Mail(MAIL.to, "Hoi\x00", "x"),
        Mail("noor@school.nl\nBcc: iedereen@school.nl", "Hoi", "x"),
        Mail("noor@school.nl, iedereen@school.nl", "Hoi", "x"),
        Mail("noor@school.nl> SIZE=1\r\nRCPT TO:<iedereen@school.nl", "Hoi", "x"),
        Mail("Noor <noor@school.nl>", "Hoi", "x"),
        Mail("noor@schöol.nl", "Hoi", "x"),
        Mail("nöor@school.nl", "Hoi", "x"),
        Mail("", "Hoi", "x"),
    ],
)
def test_nothing_can_be_slipped_into_a_header_or_an_address(mail: Mail) -> None:
    inbox = Inbox()

    assert try_sending(inbox, mail) == Refused(unreachable=False)
    assert inbox.mails == []


def test_odd_characters_in_a_text_do_not_stop_it() -> None:
    inbox = Inbox()

    assert try_sending(inbox, Mail(MAIL.to, "Hoi", "\ud800 a\x00b\r\n.\r\nQUIT\r\n")) == Sent()
    assert inbox.mails[0].get_content().splitlines() == ["? ab", ".", "QUIT"]


def test_nobody_there_is_for_later() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]

    assert asyncio.run(post(office(port), MAIL, NOW)) == NotPosted(Trouble.NOT_REACHED)
    assert asyncio.run(send(office(port), MAIL, NOW)) == TryLater(seconds=300)


def dropped_at(command: str) -> SendResult:
    answers = {key: answer for key, answer in POLITE.items() if key != command}

    async def scenario() -> SendResult:
        async with odd(lambda reader, writer: converse(reader, writer, answers)) as port:
            return await send(office(port), MAIL, NOW)

    return asyncio.run(scenario())


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT"])
def test_a_line_that_drops_before_the_content_is_for_later(command: str) -> None:
    assert dropped_at(command) == TryLater(seconds=300)


def test_a_line_that_drops_during_the_content_leaves_it_uncertain() -> None:
    """The server may have taken it: sending it again could be the second time."""
    assert dropped_at("DATA") == Uncertain()
    assert dropped_at("nothing") == Uncertain()


@pytest.mark.parametrize(
    ("says", "result"),
    [
        (b"", TryLater(seconds=300)),
        (b"220 hello\r\n", TryLater(seconds=300)),
        (b"220 hello\r\n250 odd\r\n250 OK\r\n250 OK\r\n354 go on\r\n", Uncertain()),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", TryLater(seconds=300)),
        (b"554 go away\r\n", TryLater(seconds=300)),
    ],
)
def test_a_server_that_hangs_or_is_no_mail_server_is_given_up(
    says: bytes, result: SendResult
) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = says.splitlines(keepends=True)
        for number, line in enumerate(lines):
            if number:
                await reader.readline()
            writer.write(line)
        await reader.read()  # until the other side hangs up
        writer.close()

    async def scenario() -> SendResult:
        async with odd(hang) as port:
            return await send(office(port), MAIL, NOW)

    assert asyncio.run(scenario()) == result


def test_a_server_that_breaks_off_after_taking_it_took_it() -> None:
    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 odd\r\n")
        for answer in ("250 odd", "250 OK", "250 OK", "354 go on"):
            await reader.readline()
            writer.write(f"{answer}\r\n".encode())
        await reader.readuntil(b"\r\n.\r\n")
        writer.write(b"250 OK\r\n")
        await writer.drain()
        await reader.readline()
        writer.transport.abort()

    async def scenario() -> SendResult:
        async with odd(take) as port:
            return await send(office(port), MAIL, NOW)

    assert asyncio.run(scenario()) == Sent()


@pytest.mark.parametrize("answer", ["250 OK", "550 no such user noor.marker@school.nl"])
def test_no_log_names_the_address_or_a_word_of_the_mail(
    answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    """R15: also at DEBUG, and also when the server quotes the address back."""
    caplog.set_level(logging.DEBUG)
    ours = ("signpost_bot", "aiosmtplib", "smtplib", "asyncio", "root")

    try_sending(Inbox(answers={"RCPT": answer}))

    said = " ".join(
        f"{record.getMessage()} {record.exc_text}"
        for record in caplog.records
        if record.name.split(".")[0] in ours
    )
    assert "marker" not in said
    assert caplog.records, "nothing was logged at all, so nothing was tested"


def test_what_can_be_printed_of_our_side_holds_no_secret() -> None:
    shown = repr(office(25, user=USER, password=PASSWORD))
    shown += repr(NotPosted(Trouble.ADDRESS, 550, "no such user noor.marker@school.nl"))

    assert "marker" not in shown
    assert USER not in shown
