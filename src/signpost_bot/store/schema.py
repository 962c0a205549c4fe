"""The schema's version: bring a database up, and say which version it has.

Alembic is imported only to change a database: it takes a tenth of a second, and nearly every
start finds the database as it should be.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, func, inspect, select, table

if TYPE_CHECKING:
    from alembic.config import Config

from signpost_bot.store.database import Database

MIGRATING = 0x5167
"""The number of our lock; any will do that nobody else takes in this database."""


VERSIONS = table("alembic_version", column("version_num"))
"""Alembic's own table, with one row."""


def _folder() -> Path:
    """The migrations: inside the package when installed, at the top of a checkout."""
    here = Path(__file__).resolve().parent.parent
    inside = here / "migrations"
    return inside if inside.is_dir() else here.parent.parent / "migrations"


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest_version() -> str:
    """The version this code needs: that of the last migration, whose file begins with it."""
    numbers = (file.name.partition("_")[0] for file in _folder().glob("versions/[0-9]*.py"))
    return max(numbers, default="")


async def load_version(database: Database) -> str | None:
    """The version the database has; None for an empty one."""
    async with database.transaction() as tx:
        return await tx.run_sync(_read_version)


def _read_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSIONS.name):
        return None
    found: str | None = connection.execute(select(VERSIONS.c.version_num)).scalar()
    return found


async def migrate(database: Database, version: str = "head") -> None:
    """Bring the database up to `version` ("head" is the newest), or down to an older one."""
    # Processes that start together all migrate: one transaction under a lock makes the others
    # wait and then find the work done.
    async with database.transaction() as tx:
        await tx.run_sync(_migrate, version)


def _migrate(connection: Connection, version: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    # A transaction of SQLite holds its lock from the start; PostgreSQL is asked for one.
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    config = _config(connection)
    current = _read_version(connection)
    script = ScriptDirectory.from_config(config)
    known = [revision.revision for revision in script.walk_revisions()]  # newest first
    target = script.get_current_head() if version == "head" else version
    if (
        current in known and target in known and known.index(current) < known.index(target)
    ) or version == "base":
        command.downgrade(config, version)
    else:
        command.upgrade(config, version)
