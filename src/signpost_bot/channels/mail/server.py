"""The mail server that takes our mail: one address with all that is needed to hand it in."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from signpost_bot.channels.mail.address import Sender
from signpost_bot.loopback import is_loopback

PORTS = {"smtp": 587, "smtps": 465}
EXAMPLE = "smtp://user:password@mail.school.nl:587"
ESCAPED = "in a password / is %2F, ? is %3F, # is %23 and @ is %40"


class Safety(StrEnum):
    """How the line to the server is kept private: from the start, by STARTTLS, or not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A server, and as whom we sign in there; without a user there is no signing in."""

    host: str
    port: int
    safety: Safety
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class PostOffice:
    """Where mail is handed in, and in whose name. Each answer of the server may take
    `answer_seconds`, all of it `whole_seconds`."""

    server: MailServer
    sender: Sender
    answer_seconds: float = 20.0
    whole_seconds: float = 60.0


def read_server(url: str) -> MailServer:
    """The server in `smtp://user:password@host:587` or `smtps://…:465`; `ValueError` with what to
    write instead. In the clear only to this machine itself."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"the port must be a number; write {EXAMPLE}; {ESCAPED}") from None
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not host or not host.isascii():
        raise ValueError(f"this is no mail server; write {EXAMPLE}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"nothing can come after the port; write {EXAMPLE}; {ESCAPED}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError(f"a user and a password go together; write {EXAMPLE}")
    if port == 0 or any(ord(sign) < 32 for sign in host + user + password):
        raise ValueError(f"this is no mail server; write {EXAMPLE}")
    return MailServer(
        host=host,
        port=port or PORTS[parts.scheme],
        safety=_safety(parts.scheme, host),
        user=user,
        password=password,
    )


def _safety(scheme: str, host: str) -> Safety:
    if scheme == "smtps":
        return Safety.TLS
    return Safety.NONE if is_loopback(host) else Safety.STARTTLS
