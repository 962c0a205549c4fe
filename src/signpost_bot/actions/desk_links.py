"""Ways to sign in at the desk: a link that works once, or a name the institution vouches for."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from signpost_bot.actions.desk_sessions import sign_in, sign_out
from signpost_bot.actions.staff_links import look_at, make_link, spend_of
from signpost_bot.conversation import for_staff
from signpost_bot.model.audit import Deed
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import SendResult
from signpost_bot.model.staff import Purpose, Staff, StaffLink
from signpost_bot.store import audit, staff_links
from signpost_bot.store import staff as store
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal

MINUTES = 10
"""How long a link to sign in can be used: long enough to go from the mail to the browser."""
PATH = "/desk/in/"
"""Stands before the token in the address of such a link."""

log = logging.getLogger(__name__)


async def make_sign_in(tx: Tx, seal: Seal, member: Staff, now: datetime) -> str:
    """The token of a new link to sign in."""
    link = StaffLink(
        staff_id=member.id, purpose=Purpose.SIGN_IN, expires_at=now + timedelta(minutes=MINUTES)
    )
    return await make_link(tx, seal, link, now)


async def look_at_sign_in(tx: Tx, seal: Seal, token: str, now: datetime) -> Staff | None:
    """Who would be signed in by this link, and nothing happens; None when it does not work."""
    return await look_at(tx, seal, token, Purpose.SIGN_IN, now)


async def spend_sign_in(tx: Tx, seal: Seal, token: str, old: str, now: datetime) -> str | None:
    """The token of a new session; None as above. Other links of theirs to sign in end too."""
    member = await spend_of(tx, seal, token, Purpose.SIGN_IN, now)
    if member is None:
        return None
    await staff_links.remove_links(tx, member.id, Purpose.SIGN_IN)
    return await enter(tx, member, old, now)


async def sign_in_by_name(tx: Tx, seal: Seal, login: str, old: str, now: datetime) -> str | None:
    """The token of a new session for whom their institution calls `login`; None when nobody on
    our list is called so."""
    member = await store.find_by_login(tx, store.login_hash_of(seal, login))
    return await enter(tx, member, old, now) if member else None


async def enter(tx: Tx, member: Staff, old: str, now: datetime) -> str:
    """The token of a new session, written down. What the browser had before, `old`, ends, so
    nobody can be made to go on in the session of somebody else."""
    await sign_out(tx, old)
    await audit.add_entry(tx, member, Deed.SIGNED_IN, "", now)
    return await sign_in(tx, member, now)


async def mail_sign_in(
    database: Database,
    seal: Seal,
    send_mail: Callable[[Mail], Awaitable[SendResult]],
    origin: str,
    typed: str,
    now: datetime,
) -> None:
    """Mail a link to the address that a member of staff tied, when what was `typed` is one. Only
    that address is written to, so nothing of what was typed gets into a mail."""
    async with database.transaction() as tx:
        found = await store.list_by_mail(tx, seal, typed)
        links = [(one, to, await make_sign_in(tx, seal, one, now)) for one, to in found]
    for member, to, token in links:
        try:
            await send_mail(for_staff.sign_in_mail(member, to, f"{origin}{PATH}{token}", MINUTES))
        except Exception as error:
            log.error("a mail to sign in may not have been sent: %s", type(error).__name__)
