"""`signpost-bot mail test`: an operator learns in one sentence whether mail works, or why not."""

import asyncio
from argparse import Namespace
from collections.abc import Callable

import pytest
from post_office import HOST, Inbox, working_server

from signpost_bot import mail_commands
from signpost_bot.channels.mail.trouble import NotPosted, Trouble
from signpost_bot.settings import BadSetting, Settings

Said = Callable[[], tuple[str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SIGNPOST_{name.upper()}", raising=False)
    monkeypatch.setenv("SIGNPOST_MAIL_FROM", "Wegwijzer <wegwijzer@school.nl>")

    def read() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    return read


def run(inbox: Inbox, monkeypatch: pytest.MonkeyPatch, address: str = "noor@school.nl") -> int:
    async def scenario() -> int:
        async with working_server(inbox) as port:
            monkeypatch.setenv("SIGNPOST_MAIL_SERVER", f"smtp://{HOST}:{port}")
            return await mail_commands.test(Namespace(address=address))

    return asyncio.run(scenario())


def test_a_mail_that_arrives_says_where_to_look(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = Inbox()

    assert run(inbox, monkeypatch) == 0

    assert said()[0] == (
        "the mail server took it; look in the inbox of noor@school.nl, and in the spam\n"
    )
    words = inbox.mails[0].get_content()
    assert "Je hoeft niets te doen." in words
    assert "There is nothing you have to do." in words


def test_what_the_server_answers_is_passed_on_and_cannot_steer_a_terminal(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(Inbox(answers={"RCPT": "550 5.1.1 no \x1b[2J such user"}), monkeypatch) == 1

    out, err = said()
    assert out == ""
    assert err.startswith(f"signpost-bot: {HOST} port ")
    assert err.endswith(
        "says that this address does not exist or takes no mail "
        "(it answered: 550 5.1.1 no [2J such user)\n"
    )


def test_a_wrong_address_never_reaches_the_server(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = Inbox()

    assert run(inbox, monkeypatch, "noor@schoöl.nl") == 1
    assert inbox.greeted_by == []
    assert "this is no mail address in plain letters" in said()[1]


def test_nobody_there_is_a_sentence_too(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_MAIL_SERVER", f"smtp://{HOST}:1")

    assert asyncio.run(mail_commands.test(Namespace(address="noor@school.nl"))) == 1
    assert said()[1].startswith(f"signpost-bot: {HOST} port 1 cannot be reached")


def test_without_settings_it_says_which_one(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting, match="SIGNPOST_MAIL_SERVER: this command needs it"):
        asyncio.run(mail_commands.test(Namespace(address="noor@school.nl")))
    monkeypatch.setenv("SIGNPOST_MAIL_SERVER", f"smtp://{HOST}:1")
    monkeypatch.delenv("SIGNPOST_MAIL_FROM")
    with pytest.raises(BadSetting, match="SIGNPOST_MAIL_FROM"):
        asyncio.run(mail_commands.test(Namespace(address="noor@school.nl")))


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_sentence(trouble: Trouble) -> None:
    sentence = mail_commands.explain(NotPosted(trouble), "mail.school.nl port 587")

    assert "{" not in sentence
    assert len(sentence) < 200
