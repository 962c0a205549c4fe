"""A mail as it goes over the line: plain text with the few headers it needs, and no more."""

import secrets
import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from signpost_bot.channels.mail.address import Sender, is_address
from signpost_bot.model.mail import Mail

LONGEST_SUBJECT = 200
BREAKING = ("Cc", "Cs", "Zl", "Zp")
"""Kinds of characters that end a line, or that cannot be sent: they could begin a header."""


def can_be_written(mail: Mail) -> bool:
    """Whether it has a plain address, and a subject of one line that cannot become a header."""
    breaks = any(unicodedata.category(sign) in BREAKING for sign in mail.subject)
    return is_address(mail.to) and len(mail.subject) <= LONGEST_SUBJECT and not breaks


def write_letter(mail: Mail, sender: Sender, now: datetime) -> EmailMessage:
    """The mail with its headers; only for one that can be written.

    Its id is random under the sender's domain: the usual kind names the machine. It says that a
    program wrote it, so that no out-of-office answers (RFC 3834).
    """
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(display_name=sender.name, addr_spec=sender.address)
    letter["To"] = Address(addr_spec=mail.to)
    letter["Subject"] = mail.subject
    letter["Date"] = now.astimezone(UTC)
    letter["Message-ID"] = f"<{secrets.token_hex(16)}@{sender.domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    # A lone surrogate cannot be sent; a NUL makes some servers refuse the whole.
    text = mail.text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    letter.set_content(text, cte="quoted-printable")
    return letter
