"""Feeds: found by the hash of their address, without a student, and gone when they are over."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from signpost_bot.model.feed import Feed
from signpost_bot.model.language import Language
from signpost_bot.store.database import Tx
from signpost_bot.store.locks import lock
from signpost_bot.store.school_tables import feed


async def save_feed(tx: Tx, token_hash: str, made: Feed) -> None:
    """Keep it, in the place of an earlier one with this address."""
    # Somebody taps twice: the second waits, and replaces what the first made.
    await lock(tx, f"feed:{token_hash}")
    await tx.execute(delete(feed).where(feed.c.token_hash == token_hash))
    await tx.execute(
        insert(feed).values(
            token_hash=token_hash,
            institution=made.institution,
            language=made.language.value,
            offerings=made.offerings,
            keep_to=made.keep_to,
        )
    )


async def find_feed(tx: Tx, token_hash: str) -> Feed | None:
    """The feed behind an address, also when it is over and not gone yet."""
    row = (await tx.execute(select(feed).where(feed.c.token_hash == token_hash))).first()
    if row is None:
        return None
    return Feed(
        institution=row.institution,
        language=Language(row.language),
        offerings=row.offerings,
        keep_to=row.keep_to,
    )


async def remove_old_feeds(tx: Tx, now: datetime) -> None:
    """Feeds that are over go, once their last day is over in every zone."""
    await tx.execute(delete(feed).where(feed.c.keep_to < (now - timedelta(days=1)).date()))
