"""Inserts that leave alone what is already there, or add to it, on both kinds of database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from signpost_bot.store.database import Tx


def insert_new(tx: Tx, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that does nothing for rows whose key exists."""
    if tx.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


async def add_counts(tx: Tx, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows with a `count`; where the key exists, add it to the count that is there.

    In one order, whoever calls: two transactions that count the same rows crosswise would wait for
    each other.
    """
    key = [column.name for column in table.primary_key]
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    for row in sorted(rows, key=lambda row: [str(row[name]) for name in key]):
        new = insert(table).values(**row)
        added = {"count": table.c["count"] + new.excluded["count"]}
        await tx.execute(new.on_conflict_do_update(index_elements=key, set_=added))
