"""New texts are read by the models after they were saved, and every process gets to see it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from folders import write
from running import with_database

from signpost_bot.actions.exchange import apply
from signpost_bot.actions.reading import read_new_offerings
from signpost_bot.app import build_index
from signpost_bot.meaning.vectors import is_there
from signpost_bot.store import documents
from signpost_bot.store.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.skipif(not is_there(), reason="the models are not installed here")
def test_what_was_applied_is_read_once_and_moves_the_version(
    database_url: str, tmp_path: Path
) -> None:
    write(tmp_path)
    for file in tmp_path.glob("school/offerings/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("[talk, fun]", "[fun]"), "utf-8")

    async def version(database: Database) -> int:
        async with database.transaction() as tx:
            return await documents.load_version(tx, "school")

    async def scenario(database: Database) -> list[int]:
        await apply(database, tmp_path, build_index(), NOW, author="anne")
        before = await version(database)
        read = [await read_new_offerings(database), await read_new_offerings(database)]
        return [*read, await version(database) - before]

    assert with_database(database_url, scenario) == [2, 0, 2]
