"""Catalogs on a real database: filled once, changed by revision, reloaded when they move."""

import asyncio
import gc
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled import OFFERINGS
from running import with_database

from signpost_bot.actions.catalog import (
    CatalogBroken,
    Catalogs,
    UnknownInstitution,
    check_files,
    fill,
    is_empty,
)
from signpost_bot.app import build_index
from signpost_bot.store.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that a test may change."""
    return Path(shutil.copytree(OFFERINGS, tmp_path / "offerings"))


def test_filling_twice_saves_only_what_changed(database_url: str, folder: Path) -> None:
    async def scenario(database: Database) -> tuple[int, int, int]:
        first = await fill(database, folder, build_index(), NOW)
        second = await fill(database, folder, build_index(), NOW)
        _change(folder, "gebouw B 1.12", "gebouw B 9.99")
        return first, second, await fill(database, folder, build_index(), NOW)

    first, second, third = with_database(database_url, scenario)

    assert first > 90
    assert second == 0
    assert third == 1


def test_two_processes_that_fill_at_once_both_succeed(database_url: str) -> None:
    async def scenario(database: Database) -> list[int]:
        fills = (fill(database, OFFERINGS, build_index(), NOW) for _ in range(2))
        return await asyncio.gather(*fills)

    none, some = sorted(with_database(database_url, scenario))

    assert none == 0
    assert some > 90


def test_a_changed_offering_is_seen_by_the_next_question(database_url: str, folder: Path) -> None:
    async def scenario(database: Database) -> tuple[bool, str]:
        catalogs = Catalogs(needs=build_index())
        await fill(database, folder, build_index(), NOW)
        async with database.transaction() as tx:
            before = await catalogs.load(tx, "voorbeeld")
            same = await catalogs.load(tx, "voorbeeld") is before
        _change(folder, "gebouw B 1.12", "gebouw B 9.99")
        await fill(database, folder, build_index(), NOW)
        async with database.transaction() as tx:
            after = (await catalogs.load(tx, "voorbeeld")).offering("slaap")
        assert after
        assert after.place
        assert after.place.where
        return same, after.place.where.nl

    assert with_database(database_url, scenario) == (True, "gebouw B 9.99")


def test_one_broken_file_saves_nothing_at_all(database_url: str, folder: Path) -> None:
    (folder / "hanze" / "institution.yaml").write_text("slug: hanze\n")

    async def scenario(database: Database) -> tuple[int, bool]:
        with pytest.raises(CatalogBroken) as broken:
            await fill(database, folder, build_index(), NOW)
        return len(broken.value.findings), await is_empty(database)

    findings, empty = with_database(database_url, scenario)

    assert findings >= 1
    assert empty


def test_reading_files_pauses_the_collector_and_leaves_it_as_it_was(folder: Path) -> None:
    """Also when there is no such folder; and who had it off keeps it off."""
    needs = build_index()
    seen = []
    for is_on in (True, False):
        (gc.enable if is_on else gc.disable)()
        for place in (folder, folder / "nowhere"):
            check_files(place, needs)
            seen.append(gc.isenabled())
    gc.enable()

    assert seen == [True, True, False, False]


def test_an_unknown_institution_names_those_there_are(database_url: str) -> None:
    async def scenario(database: Database) -> UnknownInstitution:
        await fill(database, OFFERINGS, build_index(), NOW)
        async with database.transaction() as tx:
            with pytest.raises(UnknownInstitution) as unknown:
                await Catalogs(needs=build_index()).load(tx, "hogwarts")
        return unknown.value

    assert with_database(database_url, scenario).known == (
        "avans",
        "hanze",
        "leiden",
        "noorderpoort",
        "voorbeeld",
    )


def _change(folder: Path, old: str, new: str) -> None:
    file = folder / "voorbeeld" / "offerings" / "slaap.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
