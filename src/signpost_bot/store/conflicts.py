"""Inserts that leave alone what is already there, on both kinds of database."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from signpost_bot.store.database import Tx


def insert_new(tx: Tx, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that does nothing for rows whose key exists."""
    if tx.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
