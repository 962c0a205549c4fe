"""The schema's version: bring a database up, and say which version it has."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from signpost_bot.store.database import Database

MIGRATING = 0x5167
"""The number of our lock; any will do that nobody else takes in this database."""


def _folder() -> Path:
    """The migrations: inside the package when installed, at the top of a checkout."""
    here = Path(__file__).resolve().parent.parent
    inside = here / "migrations"
    return inside if inside.is_dir() else here.parent.parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest_version() -> str:
    """The version this code needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


async def load_version(database: Database) -> str | None:
    """The version the database has; None for an empty one."""
    async with database.transaction() as tx:
        return await tx.run_sync(
            lambda connection: MigrationContext.configure(connection).get_current_revision()
        )


async def migrate(database: Database, version: str = "head") -> None:
    """Bring the database up to `version` ("head" is the newest), or down to an older one."""
    # Processes that start together all migrate: one transaction under a lock makes the others
    # wait and then find the work done.
    async with database.transaction() as tx:
        await tx.run_sync(_migrate, version)


def _migrate(connection: Connection, version: str) -> None:
    # A transaction of SQLite holds its lock from the start; PostgreSQL is asked for one.
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    config = _config(connection)
    current = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(config)
    known = [revision.revision for revision in script.walk_revisions()]  # newest first
    target = script.get_current_head() if version == "head" else version
    if (
        current in known and target in known and known.index(current) < known.index(target)
    ) or version == "base":
        command.downgrade(config, version)
    else:
        command.upgrade(config, version)
