"""A sheet into real databases (R11): all or nothing, and never over an edit it has not seen."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from folders import write
from running import with_database
from sheet_files import FILE, table_of

from signpost_bot.actions.catalog import UnknownInstitution, fill
from signpost_bot.actions.revisions import list_history, undo
from signpost_bot.actions.sheets import ImportedSheet, import_sheet, load_offerings
from signpost_bot.answering.index import NeedsIndex
from signpost_bot.app import build_index
from signpost_bot.catalog.comparing import Side
from signpost_bot.catalog.sheet_writing import to_rows
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.store.database import Database

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
KANTINE, HUISKAMER, TITLE = 1, 2, 1


@pytest.fixture(scope="module")
def needs() -> NeedsIndex:
    return build_index()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path)
    for file in tmp_path.glob("school/offerings/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("[talk, fun]", "[fun]"), "utf-8")
    return tmp_path


async def rows(database: Database) -> list[list[str]]:
    revisions, known = await load_offerings(database, "school")
    found = to_rows(revisions, Language.NL, known)
    return [found[0], *sorted(found[1:], key=lambda row: row[0], reverse=True)]


async def save(
    database: Database,
    cells: list[list[str]],
    take: Side | None = None,
    *,
    is_dry: bool = False,
    author: str = "anne",
) -> ImportedSheet:
    return await import_sheet(
        database, "school", table_of(cells), NOW, author=author, take=take, is_dry=is_dry
    )


async def titles(database: Database) -> dict[str, str]:
    revisions, _ = await load_offerings(database, "school")
    return {
        one.content.slug: one.content.title.nl
        for one in revisions
        if isinstance(one.content, Offering)
    }


def test_what_changed_is_one_revision_with_its_author_and_the_rest_none(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        cells = await rows(database)
        same = await save(database, cells)
        cells[KANTINE][TITLE] = "Eten"
        dry = await save(database, cells[:2], is_dry=True)
        before = await titles(database)
        done = await save(database, cells[:2])
        again = await save(database, await rows(database))

        assert (same.saved, again.saved) == ((), ())
        assert [key.slug for key in dry.saved] == [key.slug for key in done.saved] == ["kantine"]
        assert before == {"kantine": "Kantine", "huiskamer": "Kantine"}
        assert await titles(database) == {"kantine": "Eten", "huiskamer": "Kantine"}
        history = await list_history(database, "kantine")
        assert [(one.author, one.note) for one in history] == [
            ("files", "filled"),
            ("anne", f"sheet {FILE.name}"),
        ]
        assert len(await list_history(database, "huiskamer")) == 1

    with_database(database_url, scenario)


def test_one_wrong_cell_saves_nothing_at_all(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        cells = await rows(database)
        before = await titles(database)
        cells[KANTINE][TITLE], cells[HUISKAMER][TITLE] = "Eten", ""
        done = await save(database, cells)

        assert done.is_refused
        assert [one.spot.line for one in done.findings] == [3]
        assert await titles(database) == before

    with_database(database_url, scenario)


def test_a_newer_edit_stops_all_until_somebody_says_which_side_counts(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        old = await rows(database)
        newer = [list(row) for row in old]
        newer[KANTINE][TITLE] = "Eten"
        await save(database, newer, author="bo")
        old[KANTINE][TITLE], old[HUISKAMER][TITLE] = "Mensa", "Thuis"
        refused = await save(database, old)
        told = await titles(database)
        theirs = await save(database, old, Side.DATABASE)
        kept = await titles(database)
        ours = await save(database, old, Side.FILES)

        assert refused.is_refused
        assert [pair.saved.number for pair in refused.found.unseen if pair.saved] == [2]
        assert told == {"kantine": "Eten", "huiskamer": "Kantine"}
        assert [key.slug for key in theirs.saved] == ["huiskamer"]
        assert kept == {"kantine": "Eten", "huiskamer": "Thuis"}
        assert [key.slug for key in ours.saved] == ["kantine"]
        assert await titles(database) == {"kantine": "Mensa", "huiskamer": "Thuis"}

    with_database(database_url, scenario)


def test_who_imported_a_sheet_goes_on_in_it(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    """A stranger saved a row, changed it once more, and was told to export first."""

    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        cells = await rows(database)
        typed = [*cells[KANTINE][:-1], ""]
        typed[0], typed[TITLE] = "terras", "Terras"
        cells = [cells[0], typed, cells[KANTINE]]
        cells[2][TITLE] = "Eten"
        first = await save(database, cells)
        cells[1][TITLE], cells[2][TITLE + 1] = "Dakterras", "Food"
        await save(database, cells)
        # The same cell once more.
        cells[2][TITLE] = "Lunch"
        second = await save(database, cells)

        assert sorted(key.slug for key in first.saved) == ["kantine", "terras"]
        assert [key.slug for key in second.saved] == ["kantine"]
        assert await titles(database) == {
            "kantine": "Lunch",
            "huiskamer": "Kantine",
            "terras": "Dakterras",
        }
        theirs = await rows(database)
        for row in theirs:
            row[TITLE] = "Van Ben" if row[0] == "terras" else row[TITLE]
        await import_sheet(database, "school", table_of(theirs), NOW, author="ben")
        cells[1][TITLE] = "Zonneterras"
        assert (await save(database, cells)).is_refused

    with_database(database_url, scenario)


def test_a_row_that_nobody_touched_stops_nothing_and_takes_nothing_back(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    """A colleague saved another offering, and it kept a stranger from importing at all."""

    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        mine, theirs = await rows(database), await rows(database)
        theirs[HUISKAMER][TITLE] = "Van Els"
        await save(database, theirs, author="els")
        mine[KANTINE][TITLE] = "Eten"
        done = await save(database, mine)
        again = await save(database, mine, Side.FILES)

        assert [key.slug for key in done.saved] == ["kantine"]
        assert [pair.file.row for pair in done.found.behind] == [3]
        assert again.saved == ()
        assert await titles(database) == {"kantine": "Eten", "huiskamer": "Van Els"}
        # And a row that this sheet changed, and a colleague after it in another cell.
        theirs = await rows(database)
        theirs[KANTINE][TITLE + 1] = "By Els"
        await save(database, theirs, author="els")
        assert [pair.file.row for pair in (await save(database, mine)).found.behind] == [2, 3]
        mine[KANTINE][TITLE] = "Kantine"
        assert (await save(database, mine)).is_refused

    with_database(database_url, scenario)


def test_who_undid_goes_on_in_their_own_sheet(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        cells = await rows(database)
        cells[KANTINE][TITLE] = "Eten"
        await save(database, cells)
        await undo(database, "kantine", NOW, author="anne")
        # The row says what was undone, and nothing new: the step back stays.
        assert (await save(database, cells)).saved == ()
        cells[KANTINE][TITLE] = "Lunch"
        assert [key.slug for key in (await save(database, cells)).saved] == ["kantine"]
        await undo(database, "kantine", NOW, author="els")
        cells[KANTINE][TITLE] = "Soep"
        assert (await save(database, cells)).is_refused

    with_database(database_url, scenario)


def test_two_who_import_at_once_do_not_undo_each_other(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        mine, theirs = await rows(database), await rows(database)
        mine[KANTINE][TITLE], theirs[KANTINE][TITLE] = "Eten", "Mensa"
        done = await asyncio.gather(save(database, mine), save(database, theirs, author="bo"))

        assert sorted(one.is_refused for one in done) == [False, True]
        assert len(await list_history(database, "kantine")) == 2

    with_database(database_url, scenario)


def test_an_unknown_school_is_said(database_url: str, folder: Path, needs: NeedsIndex) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        with pytest.raises(UnknownInstitution):
            await load_offerings(database, "elders")

    with_database(database_url, scenario)
