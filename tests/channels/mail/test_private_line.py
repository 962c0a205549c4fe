"""The line to the mail server is private before anybody signs in, or nothing goes over it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from post_office import PASSWORD, USER, Inbox, make_certificate, office, working_server

from signpost_bot.channels.mail.outbound import post
from signpost_bot.channels.mail.server import Safety
from signpost_bot.channels.mail.trouble import NotPosted, Trouble
from signpost_bot.model.mail import Mail

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
MAIL = Mail("noor@school.nl", "Hoi", "Hoi")


def with_tls(
    tmp_path: Path, safety: Safety, password: str = PASSWORD, **options: Any
) -> tuple[Inbox, NotPosted | None]:
    inbox, (context, _) = Inbox(), make_certificate(tmp_path)
    extra = {"whole_tls": context} if safety is Safety.TLS else {"tls_context": context}

    async def scenario() -> NotPosted | None:
        async with working_server(inbox, **(extra | options)) as port:
            ours = office(port, safety, user=USER, password=password)
            return await post(ours, MAIL, NOW)

    return inbox, asyncio.run(scenario())


@pytest.mark.parametrize("safety", [Safety.STARTTLS, Safety.TLS])
def test_a_private_line_and_signing_in(
    safety: Safety, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "public.pem"))

    inbox, problem = with_tls(tmp_path, safety, require_starttls=safety is Safety.STARTTLS)

    assert problem is None
    assert inbox.signed_in == [True]


@pytest.mark.parametrize("safety", [Safety.STARTTLS, Safety.TLS])
def test_a_certificate_nobody_vouches_for_gets_no_password(safety: Safety, tmp_path: Path) -> None:
    inbox, problem = with_tls(tmp_path, safety)

    assert problem == NotPosted(Trouble.NOT_SAFE)
    assert inbox.greeted_by == []


def test_a_server_without_starttls_gets_no_password(tmp_path: Path) -> None:
    inbox, problem = with_tls(tmp_path, Safety.STARTTLS, tls_context=None)

    assert problem == NotPosted(Trouble.NOT_SAFE)
    assert inbox.greeted_by == []


def test_a_wrong_password_is_said_and_tried_again_much_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "public.pem"))

    inbox, problem = with_tls(tmp_path, Safety.STARTTLS, password="wrong")

    assert problem is not None
    assert (problem.trouble, problem.code) == (Trouble.SIGN_IN, 535)
    assert inbox.mails == []
