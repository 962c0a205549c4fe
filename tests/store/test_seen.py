"""What each folder of files last held (R1)."""

from pathlib import Path

from running import with_database
from sqlalchemy import select

from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.store.database import Database
from signpost_bot.store.school_tables import seen_revision
from signpost_bot.store.seen import load_seen, save_seen


def key(slug: str) -> DocumentKey:
    return DocumentKey(institution="school", kind=DocumentKind.OFFERING, slug=slug)


def test_each_folder_has_its_own_and_the_last_counts(database_url: str, tmp_path: Path) -> None:
    async def scenario(database: Database) -> tuple[dict[DocumentKey, int], ...]:
        async with database.transaction() as tx:
            await save_seen(tx, tmp_path / "a", {key("x"): 1, key("y"): 2})
            await save_seen(tx, tmp_path / "b", {key("x"): 9})
            await save_seen(tx, tmp_path / "b" / ".." / "a", {key("x"): 3})
            return await load_seen(tx, tmp_path / "a"), await load_seen(tx, tmp_path / "b")

    assert with_database(database_url, scenario) == ({key("x"): 3}, {key("x"): 9})


def test_the_path_itself_is_not_kept(database_url: str, tmp_path: Path) -> None:
    async def scenario(database: Database) -> str:
        async with database.transaction() as tx:
            await save_seen(tx, tmp_path, {key("x"): 1})
            return str((await tx.execute(select(seen_revision.c.folder))).scalar_one())

    kept = with_database(database_url, scenario)

    assert len(kept) == 64
    assert tmp_path.name not in kept
