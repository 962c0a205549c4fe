"""Signing in at the desk: a random token in a cookie, of which only the hash is kept."""

from datetime import datetime, timedelta

from signpost_bot.model.staff import Staff
from signpost_bot.store import desk_sessions
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import hash_token, is_token, make_token

LONGEST = timedelta(hours=10)
"""A working day: who goes home without signing out is not signed in the next morning."""


async def sign_in(tx: Tx, member: Staff, now: datetime) -> str:
    """A new session; gives the token for the cookie, which is nowhere else."""
    token = make_token()
    await desk_sessions.start_session(tx, hash_token(token), member.id, now, now + LONGEST)
    return token


async def find_signed_in(tx: Tx, token: str, now: datetime) -> Staff | None:
    """Who is signed in with this cookie; None when it is over, or when they were removed."""
    if not is_token(token):
        return None
    return await desk_sessions.find_signed_in(tx, hash_token(token), now)


async def sign_out(tx: Tx, token: str) -> None:
    """The cookie is worth nothing from now on."""
    await desk_sessions.end_session(tx, hash_token(token))
