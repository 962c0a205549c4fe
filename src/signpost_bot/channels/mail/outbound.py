"""A mail handed to the mail server: sent, refused for ever, to be tried later, or nobody knows."""

import asyncio
import logging
import re
import ssl
from contextlib import suppress
from datetime import datetime

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from signpost_bot.channels.mail.letter import can_be_written, write_letter
from signpost_bot.channels.mail.server import PostOffice, Safety
from signpost_bot.channels.mail.trouble import NotPosted, Trouble
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import Refused, SendResult, Sent, TryLater, Uncertain

log = logging.getLogger(__name__)

POLICY = re.compile(r"5\.7\.\d")
"""RFC 3463: what the server does not allow us, whoever the mail is for."""
SOON, MUCH_LATER = 300.0, 3600.0
"""Seconds: a busy server is tried again soon; wrong settings do not mend themselves."""


async def send(office: PostOffice, mail: Mail, now: datetime) -> SendResult:
    """Send one mail. Nothing of it is logged, nor what the server says."""
    problem = await post(office, mail, now)
    if problem is None:
        return Sent()
    log.warning("a mail was not sent: %s, code %d", problem.trouble, problem.code)
    match problem.trouble:
        case Trouble.ADDRESS:
            return Refused(unreachable=True)
        case Trouble.BAD_MAIL | Trouble.CONTENT:
            return Refused(unreachable=False)
        case Trouble.UNCERTAIN:
            return Uncertain()
        case Trouble.LATER | Trouble.NOT_REACHED:
            return TryLater(seconds=SOON)
        case Trouble.NOT_SAFE | Trouble.SIGN_IN | Trouble.SENDER:
            return TryLater(seconds=MUCH_LATER)


async def post(office: PostOffice, mail: Mail, now: datetime) -> NotPosted | None:
    """Hand in one mail; None when the server took it, otherwise what went wrong."""
    if not can_be_written(mail):
        return NotPosted(Trouble.BAD_MAIL)
    content = write_letter(mail, office.sender, now).as_bytes()
    line = _line(office)
    step = Trouble.NOT_REACHED
    try:
        async with asyncio.timeout(office.whole_seconds):
            await line.connect()
            if office.server.safety is Safety.STARTTLS:
                step = Trouble.NOT_SAFE
                await line.starttls()
            if office.server.user:
                step = Trouble.SIGN_IN
                await line.login(office.server.user, office.server.password)
            step = Trouble.SENDER
            await line.mail(office.sender.address)
            step = Trouble.ADDRESS
            await line.rcpt(mail.to)
            step = Trouble.CONTENT
            await line.data(content)
    except (SMTPException, TimeoutError, OSError, ValueError) as error:
        return _explain(error, step)
    finally:
        await _hang_up(line)
    return None


def _line(office: PostOffice) -> SMTP:
    """Not connected yet. It greets with the sender's domain: the usual greeting names the
    machine."""
    server = office.server
    return SMTP(
        hostname=server.host,
        port=server.port,
        local_hostname=office.sender.domain,
        timeout=office.answer_seconds,
        use_tls=server.safety is Safety.TLS,
        start_tls=False,  # one step at a time, to know which one failed
        tls_context=None if server.safety is Safety.NONE else ssl.create_default_context(),
    )


def _explain(error: Exception, step: Trouble) -> NotPosted:
    """What an error at this step means. Once the content may be on its way, only the server's
    own answer says that it did not arrive."""
    if isinstance(error, SMTPResponseException) and 400 <= error.code < 600:
        if error.code < 500:
            step = Trouble.LATER
        elif step is Trouble.ADDRESS and (error.code == 530 or POLICY.match(error.message)):
            step = Trouble.SENDER
        return NotPosted(step, error.code, error.message)
    if step is Trouble.CONTENT:
        return NotPosted(Trouble.UNCERTAIN)
    if _is_about_tls(error):
        return NotPosted(Trouble.NOT_SAFE)
    broken = isinstance(error, SMTPServerDisconnected | SMTPTimeoutError | TimeoutError)
    return NotPosted(Trouble.LATER if broken and step is not Trouble.NOT_REACHED else step)


def _is_about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


async def _hang_up(line: SMTP) -> None:
    """Say goodbye where that is still possible; the mail is in or not, whatever comes of this."""
    if line.is_connected:
        with suppress(SMTPException, OSError, TimeoutError):
            await line.quit(timeout=2)
    line.close()
