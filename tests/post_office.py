"""Real mail servers on this machine: one that works, and ones that misbehave on purpose."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signpost_bot.channels.mail.address import Sender
from signpost_bot.channels.mail.server import MailServer, PostOffice, Safety

HOST = "127.0.0.1"
FROM = Sender("wegwijzer@school.nl", "Wegwijzer")
USER, PASSWORD = "signpost", "hunter2-marker"


@dataclass
class Inbox:
    """Takes mail, or answers as told; remembers what it was handed."""

    answers: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    greeted_by: list[str] = field(default_factory=list)
    signed_in: list[bool] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 aiosmtpd looks for this name
        self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        self.greeted_by.append(session.host_name or "")
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 aiosmtpd looks for this name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.get("RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 the same
        self, _: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        self.mails.append(BytesParser(EmailMessage, policy=default).parsebytes(content))
        self.to += envelope.rcpt_tos
        self.signed_in.append(bool(session.authenticated))
        return self.answers.get("DATA", "250 OK")


def office(port: int, safety: Safety = Safety.NONE, **signed: str) -> PostOffice:
    """Our side, in a hurry."""
    server = MailServer(host=HOST, port=port, safety=safety, **signed)
    return PostOffice(server=server, sender=FROM, answer_seconds=1.0, whole_seconds=2.0)


@asynccontextmanager
async def working_server(inbox: Inbox, **options: Any) -> AsyncIterator[int]:
    """The port of a real SMTP server."""

    def check(_: Any, __: Any, ___: Any, ____: Any, data: Any) -> AuthResult:
        right = data == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    tls = options.pop("whole_tls", None)

    lines: list[SMTP] = []

    def make() -> SMTP:
        options.setdefault("auth_require_tls", False)
        lines.append(
            SMTP(inbox, authenticator=check, ident="test", hostname="mail.test", **options)
        )
        return lines[-1]

    server = await asyncio.get_running_loop().create_server(make, HOST, 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await _wind_up([line.transport for line in lines])


@asynccontextmanager
async def odd_server(
    behave: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[int]:
    """The port of a server that does whatever `behave` does."""
    lines: list[asyncio.BaseTransport] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append(writer.transport)
        with suppress(OSError, asyncio.IncompleteReadError):
            await behave(reader, writer)

    server = await asyncio.start_server(serve, HOST, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await _wind_up(lines)


async def _wind_up(lines: Sequence[asyncio.BaseTransport | None]) -> None:
    """Let the other side's tasks end, so that nothing is left when the loop closes."""
    for line in lines:
        if line is not None and not line.is_closing():
            line.close()
    if others := asyncio.all_tasks() - {asyncio.current_task()}:
        _, left = await asyncio.wait(others, timeout=0.5)
        for task in left:  # aiosmtpd waits for ever after a handshake that failed
            task.cancel()
    await asyncio.sleep(0.01)


async def converse(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: dict[str, str]
) -> None:
    """Speak just enough SMTP, until a command without an answer: then the line is dropped."""
    writer.write(b"220 odd ESMTP\r\n")
    while command := await reader.readline():
        answer = answers.get(command[:4].decode().strip().upper())
        if answer is None:
            break
        writer.write(answer.encode() + b"\r\n")
    writer.transport.abort()


def make_certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for this machine, and the file by which others trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.test")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    return context, public
