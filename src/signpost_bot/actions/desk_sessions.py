"""Signing in at the desk: a random token in a cookie, of which only the hash is kept."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from signpost_bot.model.staff import Staff
from signpost_bot.store import desk_sessions
from signpost_bot.store.database import Tx

LONGEST = timedelta(hours=10)
"""A working day: who goes home without signing out is not signed in the next morning."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


async def sign_in(tx: Tx, member: Staff, now: datetime) -> str:
    """A new session; gives the token for the cookie, which is nowhere else."""
    token = secrets.token_urlsafe(32)
    await desk_sessions.start_session(tx, _hash(token), member.id, now, now + LONGEST)
    return token


async def find_signed_in(tx: Tx, token: str, now: datetime) -> Staff | None:
    """Who is signed in with this cookie; None when it is over, or when they were removed."""
    if not _TOKEN.fullmatch(token):
        return None
    return await desk_sessions.find_signed_in(tx, _hash(token), now)


async def sign_out(tx: Tx, token: str) -> None:
    """The cookie is worth nothing from now on."""
    await desk_sessions.end_session(tx, _hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
