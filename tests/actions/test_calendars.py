"""Calendar files in, on real databases (R1): one revision, or everything as it was."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from calendar_files import calendar, event, keys, read
from folders import write
from running import with_database

from signpost_bot.actions.calendars import (
    ImportedMoments,
    ImportedPeriods,
    NoSuchOffering,
    ReadSource,
    import_moments,
    import_periods,
    load_catalog,
)
from signpost_bot.actions.catalog import UnknownInstitution, fill
from signpost_bot.actions.revisions import list_history, undo
from signpost_bot.answering.index import NeedsIndex
from signpost_bot.answering.offering_vectors import MADE_BY
from signpost_bot.app import build_index
from signpost_bot.catalog.ics_periods import read_periods
from signpost_bot.catalog.ics_reading import IcsFile, read_ics
from signpost_bot.store import documents
from signpost_bot.store.database import Database

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
KERST = event("DTSTART;VALUE=DATE:20261220", "DTEND;VALUE=DATE:20270104", title="Kerst", uid="k")
EXAMS = event("DTSTART;VALUE=DATE:20270118", "DURATION:P5D", title="Tentamens / Exams", uid="t")
BROKEN = event("DTSTART:2027-01-18", title="Herkansingen", uid="h")
WEEKLY = event("DTSTART:20261201T120000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", uid="w")


@pytest.fixture(scope="module")
def needs() -> NeedsIndex:
    return build_index()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One school with a Christmas holiday, from 19 December."""
    write(tmp_path)
    for file in tmp_path.glob("school/offerings/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("[talk, fun]", "[fun]"), "utf-8")
    return tmp_path


async def periods(database: Database, file: IcsFile, *, is_dry: bool = False) -> ImportedPeriods:
    return await import_periods(
        database, "school", to_source(file), NOW, author="anne", is_dry=is_dry
    )


def to_source(file: IcsFile) -> ReadSource:
    return lambda tz: read_periods(file, tz)


async def moments(database: Database, file: IcsFile, *, is_dry: bool = False) -> ImportedMoments:
    return await import_moments(
        database, "school", "kantine", file, NOW, author="anne", is_dry=is_dry
    )


async def calendar_of(database: Database) -> list[tuple[str, str, str]]:
    found = (await load_catalog(database, "school")).calendar
    assert found
    return [(one.slug, str(one.first_on), str(one.last_on)) for one in found.periods]


def test_periods_are_one_revision_with_their_source_and_once_more_none(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        dry = await periods(database, read(KERST, EXAMS), is_dry=True)
        before = await calendar_of(database)
        done = await periods(database, read(KERST, EXAMS))
        after = await calendar_of(database)
        again = await periods(database, read(EXAMS, KERST))

        assert before == [("kerst", "2026-12-19", "2027-01-03")]
        assert dry.changes == done.changes
        assert after[0] == ("kerst", "2026-12-20", "2027-01-03")
        assert after[1][0].startswith("tentamens-")
        assert again.changes == ()
        history = await list_history(database, "school/calendar")
        assert [(one.author, one.note) for one in history] == [
            ("files", "filled"), ("anne", "imported from rooster.ics")
        ]  # fmt: skip
        catalog = await load_catalog(database, "school")
        assert catalog.calendar
        assert (str(catalog.calendar.checked_on), catalog.calendar.source) == ("2026-11-25", "test")
        assert [one.source for one in catalog.calendar.periods] == ["rooster.ics"] * 2
        await undo(database, "school/calendar", NOW, author="anne")
        assert await calendar_of(database) == before

    with_database(database_url, scenario)


def test_a_school_without_a_calendar_gets_one(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    (folder / "school/calendar.yaml").unlink()

    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        refused = await periods(database, IcsFile(name="", findings=read(BROKEN).findings))
        assert refused.is_refused
        assert (await load_catalog(database, "school")).calendar is None
        await periods(database, read(KERST))
        assert len(await calendar_of(database)) == 1

    with_database(database_url, scenario)


@pytest.mark.parametrize(
    "damaged",
    [
        calendar(KERST, BROKEN),
        calendar(KERST, EXAMS)[:-30],
        calendar(KERST, KERST),
        calendar(KERST, event("DTSTART:20270118T120000+0100", title="Tentamens", uid="o")),
        "<html>Log in</html>",
        "x" * 20_000_000,
    ],
    ids=["broken", "cut", "double", "offset", "login", "20 MB"],
)
def test_one_error_leaves_the_live_calendar_as_it_was(
    database_url: str, folder: Path, needs: NeedsIndex, damaged: str, tmp_path: Path
) -> None:
    file = tmp_path / "damaged.ics"
    file.write_text(damaged, "utf-8", newline="")

    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        before = await calendar_of(database)
        done = await periods(database, read_ics(file))
        told = await moments(database, read_ics(file))

        assert done.is_refused
        assert done.findings
        assert done.changes == ()
        assert told.is_refused
        assert (told.gone, told.new) == ((), ())
        assert await calendar_of(database) == before
        assert len(await list_history(database, "school/calendar")) == 1
        assert len(await list_history(database, "kantine")) == 1

    with_database(database_url, scenario)


def test_moments_take_the_place_of_those_there_were_and_nothing_else_changes(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        async with database.transaction() as tx:
            made = await documents.load_vectors(tx, "school", MADE_BY)
        before = (await load_catalog(database, "school")).offering("kantine")
        assert before
        dry = await moments(database, read(WEEKLY), is_dry=True)
        assert (await load_catalog(database, "school")).offering("kantine") == before
        done = await moments(database, read(WEEKLY))
        after = (await load_catalog(database, "school")).offering("kantine")
        again = await moments(database, read(WEEKLY))

        assert after
        assert dry.new == done.new == after.moments
        assert done.gone == before.moments
        assert after.model_copy(update={"moments": before.moments}) == before
        assert (again.gone, again.new) == ((), ())
        assert [one.note for one in await list_history(database, "kantine")] == [
            "filled", "moments from rooster.ics"
        ]  # fmt: skip
        async with database.transaction() as tx:
            assert await documents.load_vectors(tx, "school", MADE_BY) == made

    with_database(database_url, scenario)


def test_an_unknown_school_or_offering_is_said(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        with pytest.raises(UnknownInstitution):
            await import_periods(database, "elders", to_source(read(KERST)), NOW, author="anne")
        with pytest.raises(NoSuchOffering, match="school/niets"):
            await import_moments(database, "school", "niets", read(WEEKLY), NOW, author="anne")

    with_database(database_url, scenario)


def test_two_who_import_at_once_go_one_after_the_other(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    other = event("DTSTART;VALUE=DATE:20270308", title="Hertentamens / Resits", uid="r")

    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        later = NOW + timedelta(minutes=1)
        first = import_periods(database, "school", to_source(read(EXAMS)), NOW, author="anne")
        second = import_periods(database, "school", to_source(read(other)), later, author="ben")
        done = await asyncio.gather(first, second)

        assert [len(one.changes) for one in done] == [1, 1]
        assert len(await calendar_of(database)) in (2, 3)
        assert len(await list_history(database, "school/calendar")) == 3

    with_database(database_url, scenario)


def test_what_is_left_out_is_listed_and_stops_nothing(
    database_url: str, folder: Path, needs: NeedsIndex
) -> None:
    unknown = event("DTSTART;VALUE=DATE:20270312", title="Open dag", uid="o")

    async def scenario(database: Database) -> None:
        await fill(database, folder, needs, NOW)
        done = await periods(database, read(unknown, EXAMS))

        assert keys(done.findings) == ["4 no_kind"]
        assert len(done.changes) == 1
        assert not done.is_refused

    with_database(database_url, scenario)
