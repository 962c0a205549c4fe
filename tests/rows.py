"""All rows of a database, and those in which one school stands."""

from sqlalchemy import select

from signpost_bot.app import App
from signpost_bot.store import tables

TABLES = tables.metadata.sorted_tables

Everything = dict[str, list[tuple[object, ...]]]


async def everything(app: App) -> Everything:
    """All rows of all tables."""
    async with app.database.transaction() as tx:
        return {
            table.name: sorted((tuple(row) for row in await tx.execute(select(table))), key=repr)
            for table in TABLES
        }


def rows_of(found: Everything, slug: str) -> Everything:
    """The rows in which this slug stands, whatever the column."""
    rows = {name: [row for row in rows if slug in row] for name, rows in found.items()}
    return {name: there for name, there in rows.items() if there}
