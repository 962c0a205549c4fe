"""Files in and out on real databases (R1): all or nothing, and nobody's edit gets lost."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from folders import KANTINE, OFFERING, change, write
from running import with_database

from signpost_bot.actions.catalog import CatalogBroken
from signpost_bot.actions.exchange import Applied, Exported, apply, diff, export
from signpost_bot.actions.revisions import list_history, undo
from signpost_bot.answering.index import NeedsIndex
from signpost_bot.app import build_index
from signpost_bot.catalog.comparing import Side
from signpost_bot.catalog.files import path_of
from signpost_bot.store.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HUISKAMER = "school/offerings/huiskamer.yaml"


@pytest.fixture(scope="module")
def needs() -> NeedsIndex:
    return build_index()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two offerings of one school, with needs that there are."""
    write(tmp_path / "files")
    for file in (tmp_path / "files").glob("school/offerings/*.yaml"):
        change(file, "[talk, fun]", "[fun]")
    return tmp_path / "files"


def names(applied: Applied) -> list[str]:
    return [path_of(key).name for key in applied.saved]


def test_applying_saves_what_changed_and_nothing_else(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> list[Applied]:
        first = await apply(database, folder, needs, NOW, author="anne")
        change(folder / KANTINE, "nl: Kantine", "nl: Eten")
        dry = await apply(database, folder, needs, NOW, author="anne", is_dry=True)
        second = await apply(database, folder, needs, NOW, author="anne")
        return [first, dry, second, await apply(database, folder, needs, NOW, author="anne")]

    first, dry, second, third = with_database(database_url, scenario)

    assert len(first.saved) == 5
    assert names(dry) == names(second) == ["kantine.yaml"]
    assert names(third) == []


def test_what_was_exported_applies_as_no_change(
    database_url: str, folder: Path, needs: NeedsIndex, tmp_path: Path
) -> None:
    async def scenario(database: Database) -> tuple[Exported, Applied]:
        await apply(database, folder, needs, NOW, author="anne")
        await undo_something(database, folder, needs)
        out = await export(database, tmp_path / "out", needs)
        return out, await apply(database, tmp_path / "out", needs, NOW, author="ben")

    out, applied = with_database(database_url, scenario)

    assert len(out.written) == 5
    assert not applied.is_refused
    assert names(applied) == []


async def undo_something(database: Database, folder: Path, needs: NeedsIndex) -> None:
    """An edit in the database that the files do not see: revision 3 of the canteen."""
    change(folder / KANTINE, "nl: Kantine", "nl: Eten")
    await apply(database, folder, needs, NOW, author="anne")
    await undo(database, "kantine", NOW, author="desk")


@pytest.mark.parametrize(
    ("edit", "take", "saved", "title"),
    [
        ("Lunch", None, [], "Kantine"),
        ("Lunch", Side.FILES, ["huiskamer.yaml", "kantine.yaml"], "Lunch"),
        ("Lunch", Side.DATABASE, ["huiskamer.yaml"], "Kantine"),
        # A file that nobody touched takes nothing back, and stops nothing.
        ("Eten", None, ["huiskamer.yaml"], "Kantine"),
        ("Eten", Side.FILES, ["huiskamer.yaml"], "Kantine"),
    ],
)
def test_a_newer_edit_in_the_database_stops_everything_until_somebody_chooses(
    database_url: str,
    folder: Path,
    needs: NeedsIndex,
    edit: str,
    take: Side | None,
    saved: list[str],
    title: str,
) -> None:
    async def scenario(database: Database) -> tuple[Applied, object]:
        await apply(database, folder, needs, NOW, author="anne")
        await undo_something(database, folder, needs)
        change(folder / HUISKAMER, "threshold: 1", "threshold: 3")
        change(folder / KANTINE, "nl: Eten", f"nl: {edit}")
        applied = await apply(database, folder, needs, NOW, author="anne", take=take)
        return applied, (await list_history(database, "kantine"))[-1].body["title"]

    applied, kept = with_database(database_url, scenario)

    newer = applied.found.unseen if edit == "Lunch" else applied.found.behind
    assert [path_of(pair.file.key).name for pair in newer] == ["kantine.yaml"]
    assert applied.is_refused == (saved == [])
    assert sorted(names(applied)) == saved
    assert kept == {"nl": title, "en": "Canteen"}


def test_an_export_elsewhere_does_not_count_as_seen_here(
    database_url: str, folder: Path, needs: NeedsIndex, tmp_path: Path
) -> None:
    async def scenario(database: Database) -> list[bool]:
        await apply(database, folder, needs, NOW, author="anne")
        await undo_something(database, folder, needs)
        change(folder / KANTINE, "nl: Eten", "nl: Soep")
        await export(database, tmp_path / "only-to-look", needs)
        elsewhere = await apply(database, folder, needs, NOW, author="anne")
        await export(database, folder, needs, Side.DATABASE)
        change(folder / KANTINE, "nl: Kantine", "nl: Lunch")
        return [
            elsewhere.is_refused,
            (await apply(database, folder, needs, NOW, author="anne")).is_refused,
        ]

    assert with_database(database_url, scenario) == [True, False]


def test_two_people_who_apply_at_once_do_not_undo_each_other(
    database_url: str, folder: Path, needs: NeedsIndex, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"

    async def scenario(database: Database) -> list[Applied]:
        await apply(database, folder, needs, NOW, author="anne")
        await export(database, theirs, needs)
        change(folder / KANTINE, "nl: Kantine", "nl: Van Anne")
        change(theirs / KANTINE, "nl: Kantine", "nl: Van Ben")
        both = ((folder, "anne"), (theirs, "ben"))
        return await asyncio.gather(
            *(apply(database, place, needs, NOW, author=author) for place, author in both)
        )

    done = with_database(database_url, scenario)

    late = next(one for one in done if one.is_refused)
    early = next(one for one in done if not one.is_refused)
    saved = late.found.unseen[0].saved
    assert names(early) == ["kantine.yaml"]
    assert saved
    assert saved.author in ("anne", "ben")


def test_one_wrong_file_of_many_applies_nothing(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> int:
        await apply(database, folder, needs, NOW, author="anne")
        change(folder / HUISKAMER, "threshold: 1", "threshold: 3")
        change(folder / KANTINE, "threshold: 1", "treshold: 1")
        with pytest.raises(CatalogBroken):
            await apply(database, folder, needs, NOW, author="anne")
        return len(await list_history(database, "huiskamer"))

    assert with_database(database_url, scenario) == 1


def test_a_document_without_a_file_stays_and_is_named(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> tuple[Applied, int]:
        await apply(database, folder, needs, NOW, author="anne")
        (folder / KANTINE).unlink()
        applied = await apply(database, folder, needs, NOW, author="anne")
        return applied, len(await list_history(database, "kantine"))

    applied, revisions = with_database(database_url, scenario)

    assert [key.slug for key in applied.found.only_saved] == ["kantine"]
    assert (names(applied), revisions) == ([], 1)


@pytest.mark.parametrize(
    ("spoil", "take", "is_refused", "says"),
    [
        (lambda text: text.replace("nl: Eten", "nl: Nooit"), None, True, "nl: Nooit"),
        (lambda text: text.replace("kind:", "knid:"), None, True, "knid:"),
        (lambda text: text.replace("nl: Eten", "nl: Nooit"), Side.FILES, False, "nl: Nooit"),
        (lambda text: text.replace("nl: Eten", "nl: Nooit"), Side.DATABASE, False, "nl: Kantine"),
        (lambda text: text, None, False, "nl: Kantine"),
    ],
    ids=["never saved", "broken", "files count", "database counts", "an older revision"],
)
def test_an_export_runs_over_no_edit_that_was_never_saved(
    database_url: str,
    folder: Path,
    needs: NeedsIndex,
    spoil: Callable[[str], str],
    take: Side | None,
    is_refused: bool,
    says: str,
) -> None:
    async def scenario(database: Database) -> Exported:
        await apply(database, folder, needs, NOW, author="anne")
        await undo_something(database, folder, needs)
        (folder / KANTINE).write_text(spoil((folder / KANTINE).read_text("utf-8")), "utf-8")
        return await export(database, folder, needs, take)

    done = with_database(database_url, scenario)

    assert done.is_refused == is_refused
    assert says in (folder / KANTINE).read_text("utf-8")


def test_an_export_changes_one_line_and_keeps_the_editors_ways(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await apply(database, folder, needs, NOW, author="anne")
        await undo_something(database, folder, needs)
        text = "# Ours\n" + (folder / KANTINE).read_text("utf-8")
        (folder / KANTINE).write_text(text, "utf-8-sig", newline="\r\n")
        await export(database, folder, needs)

    with_database(database_url, scenario)

    right = "# Ours\n" + OFFERING.replace("[talk, fun]", "[fun]")
    assert (folder / KANTINE).read_bytes() == right.replace("\n", "\r\n").encode("utf-8-sig")
    assert not list(folder.rglob(".*"))


def test_a_difference_is_shown_and_nothing_is_saved(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> list[int]:
        counts = [len((await diff(database, folder, needs)).changed)]
        await apply(database, folder, needs, NOW, author="anne")
        return [*counts, len((await diff(database, folder, needs)).changed)]

    assert with_database(database_url, scenario) == [5, 0]
