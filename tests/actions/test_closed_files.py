"""The files of a school that closed do not bring it back (R21)."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from folders import write
from running import with_database

from signpost_bot.actions import closing
from signpost_bot.actions.catalog import fill, list_changed
from signpost_bot.actions.exchange import ClosedInstitutions, apply, diff
from signpost_bot.actions.reading import read_new_offerings
from signpost_bot.actions.revisions import NotOne, undo
from signpost_bot.answering.index import NeedsIndex
from signpost_bot.app import build_index
from signpost_bot.store import documents
from signpost_bot.store.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def needs() -> NeedsIndex:
    return build_index()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A school and another one, with needs that there are."""
    files = tmp_path / "files"
    write(files)
    shutil.copytree(files / "school", files / "other")
    for file in files.glob("*/offerings/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("[talk, fun]", "[fun]"), "utf-8")
    institution = files / "other" / "institution.yaml"
    institution.write_text(institution.read_text("utf-8").replace("slug: school", "slug: other"))
    return files


async def _known(database: Database) -> tuple[str, ...]:
    async with database.transaction() as tx:
        return await documents.list_institutions(tx)


def test_apply_and_diff_refuse_and_say_which(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> tuple[list[tuple[str, ...]], int]:
        await apply(database, folder, needs, NOW, author="anne")
        await closing.close(database, "school", NOW)
        slugs = []
        for is_dry in (True, False):
            with pytest.raises(ClosedInstitutions) as refused:
                await apply(database, folder, needs, NOW, author="anne", is_dry=is_dry)
            slugs.append(refused.value.slugs)
        with pytest.raises(ClosedInstitutions) as refused:
            await diff(database, folder, needs)
        await asyncio.to_thread(shutil.rmtree, folder / "school")
        file = folder / "other" / "offerings" / "kantine.yaml"
        file.write_text(file.read_text("utf-8").replace("nl: Kantine", "nl: Eten"), "utf-8")
        others = await apply(database, folder, needs, NOW, author="anne")
        assert await _known(database) == ("other",)
        return [*slugs, refused.value.slugs], len(others.saved)

    slugs, saved = with_database(database_url, scenario)

    assert slugs == [("school",)] * 3
    assert saved == 1


def test_nothing_else_brings_it_back_either(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> tuple[int, tuple[str, ...]]:
        await fill(database, folder, needs, NOW)
        await closing.close(database, "school", NOW)
        assert await list_changed(database, folder, needs) == (), "`run` does not complain"
        filled = await fill(database, folder, needs, NOW)
        await read_new_offerings(database)
        with pytest.raises(NotOne):
            await undo(database, "school/kantine", NOW, author="anne")
        return filled, await _known(database)

    assert with_database(database_url, scenario) == (0, ("other",))


def test_an_apply_at_the_same_moment_comes_before_or_is_refused(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> tuple[str, ...]:
        await fill(database, folder, needs, NOW)
        file = folder / "school" / "offerings" / "kantine.yaml"
        file.write_text(file.read_text("utf-8").replace("nl: Kantine", "nl: Eten"), "utf-8")
        await asyncio.gather(
            apply(database, folder, needs, NOW, author="anne"),
            closing.close(database, "school", NOW),
            closing.close(database, "school", NOW),
            return_exceptions=True,
        )
        await closing.close(database, "school", NOW)
        return await _known(database)

    assert with_database(database_url, scenario) == ("other",)
