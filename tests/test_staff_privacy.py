"""Names, tokens and addresses of staff: in no log at any level, tokens and addresses in no file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botapi.server import StandIn
from builders import make_staff
from filled import SECRET
from school import NOW, due
from talking import run
from telegram_line import OTHER, STUDENT, Served, serving

from signpost_bot import logs
from signpost_bot.actions.staff_links import PREFIX, make_tie, press_button
from signpost_bot.actions.staff_reminders import Ways, remind_staff
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.inbox import Received
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import SendResult, Sent
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.model.staff import LinkPage, StaffAddress
from signpost_bot.store import documents, staff

NAME, MAIL, WEB = "Noor Qzxmarker", "qzxmailmarker@school.example", "https://qzxweb.example"


def test_no_name_token_or_address_is_logged_and_no_token_is_stored(tmp_path: Path) -> None:
    tokens: list[str] = []
    with _everything_logged(tmp_path / "all.log"):
        run(_work_of_staff(tmp_path / "staff.db", tokens))
    said = (tmp_path / "all.log").read_text().casefold()
    stored = b"".join(
        file.read_bytes() for file in tmp_path.iterdir() if file.name.startswith("staff.db")
    )

    assert len(tokens) > 4
    assert len(said) > 1000, "something was logged at all"
    assert "a mail may not have been sent: valueerror" in said
    for secret in (NAME, MAIL, str(STUDENT), SECRET, WEB, *tokens):
        assert secret.casefold() not in said
    assert NAME.encode() in stored, "we look in the right file: names of staff are kept"
    for secret in (MAIL, *tokens):
        assert secret.encode() not in stored


def test_nothing_shows_a_token_or_address_when_printed() -> None:
    secret = "qzxsecret"
    shown = (
        Incoming(channel=Channel.TELEGRAM, start=secret),
        Received(update_id=1, address=secret, written_at=NOW, start=secret),
        StaffAddress(chat=secret, mail=secret),
        Mail(to=secret, subject="", text=secret),
        LinkPage(text="", language=make_staff().language, token=secret),
        make_staff(name=secret),
    )

    assert secret not in repr(shown)


def test_a_reminder_holds_nothing_of_a_student(tmp_path: Path) -> None:
    """A student writes, wants to come and asks something; staff read of none of it."""
    said: list[str] = []

    async def send(address: str, reply: Reply) -> Sent:
        said.append(repr(reply))
        return Sent()

    async def scenario() -> None:
        async with (
            StandIn.started(lambda: NOW) as telegram,
            serving(f"sqlite:///{tmp_path}/staff.db", telegram) as served,
        ):
            telegram.write(OTHER, "qzxwords ik slaap slecht")
            (answer,) = await telegram.sent_to(OTHER, 1)
            telegram.tap(OTHER, answer, "join:slaap")
            await telegram.sent_to(OTHER, 2)
            await _hire(served)
            ways = Ways(bot_id=served.line.box.bot_id, send=send)
            await remind_staff(served.app.database, served.app.seal, served.app.doubts, ways, NOW)

    run(scenario())

    assert len(said) == 1
    assert "qzxwords" not in said[0]
    assert str(OTHER) not in said[0]


async def _hire(served: Served, mail: str = "") -> str:
    """Noor, with something to do, and the token of her link."""
    noor = make_staff(name=NAME)
    key = DocumentKey(institution="voorbeeld", kind=DocumentKind.OFFERING, slug="plek")
    app = served.app
    async with app.database.transaction() as tx:
        await staff.add_staff(tx, noor, NOW.date())
        await staff.tie_chat(tx, app.seal, noor.id, str(STUDENT), served.line.box.bot_id)
        offering = due("plek", owner=NAME)
        await documents.add_revision(tx, key, offering, author="test", note="", now=NOW)
        return await make_tie(tx, app.seal, noor, mail, NOW)


async def _work_of_staff(file: Path, tokens: list[str]) -> None:
    async with (
        StandIn.started(lambda: NOW) as telegram,
        serving(f"sqlite:///{file}", telegram) as served,
    ):
        app = served.app
        given = (app.database, app.seal, app.doubts)
        tokens.append(await _hire(served, MAIL))
        telegram.write(OTHER, f"/start {PREFIX}{tokens[0]}x")
        await telegram.sent_to(OTHER, 1)
        assert await press_button(*given, tokens[0], NOW)
        await _remind_by_broken_mail(served, tokens)
        for token in tokens:
            await press_button(*given, token, NOW)
        async with app.database.transaction() as tx:
            (noor,) = await staff.list_staff(tx)
            tokens.append(await make_tie(tx, app.seal, noor, "", NOW))
        telegram.write(STUDENT, f"/start {PREFIX}{tokens[-1]}")
        (tied,) = await telegram.sent_to(STUDENT, 1)
        telegram.tap(STUDENT, tied, "staff:tasks")
        await telegram.sent_to(STUDENT, 2)
        # The database breaks while somebody opens a link: the guard answers, and quotes nothing.
        tokens.append("A" * 43)
        async with app.database.transaction() as tx:
            await tx.exec_driver_sql("ALTER TABLE staff_link RENAME TO gone")
        telegram.write(STUDENT, f"/start {PREFIX}{tokens[-1]}")
        await telegram.sent_to(STUDENT, 3)


async def _remind_by_broken_mail(served: Served, tokens: list[str]) -> None:
    async def send_mail(mail: Mail) -> SendResult:
        tokens.extend(
            word.removeprefix(f"{WEB}/staff/") for word in mail.text.split() if WEB in word
        )
        raise ValueError(f"{mail.to} {mail.text}")

    async def send(address: str, reply: Reply) -> Sent:
        raise AssertionError("the chat is untied")

    app = served.app
    async with app.database.transaction() as tx:
        (noor,) = await staff.list_staff(tx)
        await staff.untie_chat(tx, noor.id)
    ways = Ways(bot_id="7", send=send, send_mail=send_mail, web_url=WEB)
    await remind_staff(app.database, app.seal, app.doubts, ways, NOW)


@contextmanager
def _everything_logged(file: Path) -> Iterator[None]:
    root = logging.getLogger()
    handler, level = logging.FileHandler(file), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logs.set_up(logging.DEBUG)
    try:
        root.debug("x" * 2000)
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()
