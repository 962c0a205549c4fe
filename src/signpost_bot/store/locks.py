"""Locks: what two transactions may not do at the same time."""

from sqlalchemy import func, select

from signpost_bot.store.database import Tx


async def lock(tx: Tx, key: str) -> None:
    """Hold `key` until this transaction ends; another one that asks for it waits for that.

    On SQLite nothing is to be done: a transaction there holds the whole file from its start.
    """
    if tx.dialect.name == "postgresql":
        await tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


async def lock_shared(tx: Tx, key: str) -> None:
    """Hold `key` together with others that share it; who locks it alone waits for all of them."""
    if tx.dialect.name == "postgresql":
        await tx.execute(select(func.pg_advisory_xact_lock_shared(func.hashtextextended(key, 0))))
