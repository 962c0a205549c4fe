"""The schema's version, up and down, and twice at once."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from running import with_database
from sqlalchemy import (
    Connection,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    UniqueConstraint,
    inspect,
    text,
)

from signpost_bot.store import schema
from signpost_bot.store.database import Database, DatabaseUnavailable
from signpost_bot.store.school_tables import document

metadata = document.metadata
ALL_TABLES = sorted([*metadata.tables, "alembic_version"])
MIGRATE = """
import asyncio, sys
from signpost_bot.store import schema
from signpost_bot.store.database import open_database

async def run():
    database = open_database(sys.argv[1])
    try:
        sys.stdin.readline()
        await schema.migrate(database)
    finally:
        await database.close()

print("ready", flush=True)
asyncio.run(run())
"""


async def _tables(database: Database) -> list[str]:
    async with database.transaction() as tx:
        return sorted(await tx.run_sync(lambda connection: inspect(connection).get_table_names()))


def test_an_empty_database_has_no_version(empty_url: str) -> None:
    version = with_database(empty_url, schema.load_version)

    assert version is None


def test_a_migrated_database_has_the_newest_version(database_url: str) -> None:
    version = with_database(database_url, schema.load_version)

    assert version == schema.newest_version()


def test_the_newest_version_is_the_one_alembic_would_go_to() -> None:
    script = ScriptDirectory(str(schema._folder()))

    assert schema.newest_version() == script.get_current_head()


def test_it_goes_up_down_and_up_again(empty_url: str) -> None:
    async def up_down_up(database: Database) -> list[tuple[str | None, list[str]]]:
        states = []
        for version in ("head", "base", "head"):
            await schema.migrate(database, version)
            states.append((await schema.load_version(database), await _tables(database)))
        return states

    states = with_database(empty_url, up_down_up)

    full = (schema.newest_version(), ALL_TABLES)
    assert states == [full, (None, ["alembic_version"]), full]


def test_migrations_make_exactly_the_tables_of_the_code(database_url: str) -> None:
    def compare(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async def differences(database: Database) -> list[object]:
        async with database.transaction() as tx:
            return await tx.run_sync(compare)

    found = with_database(database_url, differences)

    assert found == []


def test_constraints_have_the_names_of_the_code(database_url: str) -> None:
    """A later migration finds a constraint by its name; the comparison above overlooks names."""

    def names(connection: Connection) -> dict[str, set[str | None]]:
        there = inspect(connection)
        return {
            table: {
                there.get_pk_constraint(table)["name"],
                *(found["name"] for found in there.get_foreign_keys(table)),
                *(found["name"] for found in there.get_unique_constraints(table)),
            }
            for table in metadata.tables
        }

    async def scenario(database: Database) -> dict[str, set[str | None]]:
        async with database.transaction() as tx:
            return await tx.run_sync(names)

    found = with_database(database_url, scenario)

    assert found == {
        table.name: {
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(
                constraint, PrimaryKeyConstraint | UniqueConstraint | ForeignKeyConstraint
            )
        }
        for table in metadata.sorted_tables
    }


def test_migrating_twice_does_nothing(database_url: str) -> None:
    async def again(database: Database) -> tuple[str | None, list[str], int]:
        async with database.transaction() as tx:
            await tx.execute(
                text("INSERT INTO insight VALUES ('voorbeeld', '2026-11-01', 'shown', 'a', 3)")
            )
        await schema.migrate(database)
        async with database.transaction() as tx:
            kept = (await tx.execute(text("SELECT count FROM insight"))).scalar_one()
        return await schema.load_version(database), await _tables(database), kept

    after = with_database(database_url, again)

    assert after == (schema.newest_version(), ALL_TABLES, 3)


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    async def fail(database: Database) -> tuple[str | None, list[str]]:
        async with database.transaction() as tx:
            await tx.execute(text("CREATE TABLE visit (id INTEGER)"))
        with pytest.raises(DatabaseUnavailable, match=r"visit.* already exists"):
            await schema.migrate(database)
        return await schema.load_version(database), await _tables(database)

    after = with_database(empty_url, fail)

    assert after == (None, ["visit"])


def test_a_version_nobody_knows_is_refused(database_url: str) -> None:
    async def unknown(database: Database) -> None:
        await schema.migrate(database, "9999")

    with pytest.raises(CommandError, match="9999"):
        with_database(database_url, unknown)


@pytest.mark.parametrize("starters", [3])
def test_processes_that_migrate_at_once_all_succeed(empty_url: str, starters: int) -> None:
    waiting = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, empty_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(starters)
    ]
    for process in waiting:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    said = []
    for process in waiting:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [(process.communicate()[1], process.returncode) for process in waiting]

    assert said == [("", 0)] * starters
    assert with_database(empty_url, _tables) == ALL_TABLES
