"""History and undo on real databases (R1): nothing is overwritten, a step back is a step on."""

from datetime import UTC, date, datetime

import pytest
from running import with_database
from sqlalchemy import update

from signpost_bot.actions.revisions import (
    CannotUndo,
    NotOne,
    changed_fields,
    list_history,
    undo,
)
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.institution import Calendar
from signpost_bot.store import documents
from signpost_bot.store.database import Database
from signpost_bot.store.school_tables import document

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


async def save(database: Database, *sources: str, institution: str = "school") -> None:
    key = DocumentKey(institution=institution, kind=DocumentKind.CALENDAR, slug="calendar")
    async with database.transaction() as tx:
        for source in sources:
            content = Calendar(source=source, checked_on=date(2026, 9, 1))
            await documents.add_revision(tx, key, content, author="anne", note="", now=NOW)


def test_undoing_twice_goes_back_twice_and_no_further_than_the_first(database_url: str) -> None:
    """A stranger undid twice and had what they wanted to be rid of again."""

    async def scenario(database: Database) -> list[tuple[object, str, str]]:
        await save(database, "one", "two", "three")
        await undo(database, "calendar", NOW, author="ben")
        await undo(database, "school/calendar", NOW, author="ben")
        with pytest.raises(CannotUndo, match="nothing_before"):
            await undo(database, "calendar", NOW, author="ben")
        await undo(database, "calendar", NOW, author="ben", to=3)
        old = await list_history(database, "school/calendar.yaml")
        return [(one.body["source"], one.author, one.note) for one in old]

    assert with_database(database_url, scenario) == [
        ("one", "anne", ""),
        ("two", "anne", ""),
        ("three", "anne", ""),
        ("two", "ben", "as in 2"),
        ("one", "ben", "as in 1"),
        ("three", "ben", "as in 3"),
    ]


def test_an_edit_after_an_undo_is_undone_to_what_the_undo_said(database_url: str) -> None:
    async def scenario(database: Database) -> list[object]:
        await save(database, "one", "two", "three")
        await undo(database, "calendar", NOW, author="ben")
        await save(database, "four")
        said = []
        for _ in range(2):
            await undo(database, "calendar", NOW, author="ben")
            said.append((await list_history(database, "calendar"))[-1].body["source"])
        return said

    assert with_database(database_url, scenario) == ["two", "one"]


@pytest.mark.parametrize(
    ("to", "expected"),
    [(1, "one"), (2, "two"), (3, "exchange.no_such_revision"), (9, "exchange.no_such_revision")],
)
def test_one_can_go_back_further(database_url: str, to: int, expected: str) -> None:
    async def scenario(database: Database) -> object:
        await save(database, "one", "two", "three")
        try:
            await undo(database, "calendar", NOW, author="ben", to=to)
        except CannotUndo as error:
            return error.key
        return (await list_history(database, "calendar"))[-1].body["source"]

    assert with_database(database_url, scenario) == expected


def test_the_first_revision_cannot_be_undone(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        await save(database, "one")
        await undo(database, "calendar", NOW, author="ben")

    with pytest.raises(CannotUndo, match="nothing_before"):
        with_database(database_url, scenario)


def test_a_revision_of_an_older_schema_is_shown_and_not_brought_back(database_url: str) -> None:
    async def scenario(database: Database) -> int:
        await save(database, "one", "two")
        async with database.transaction() as tx:
            old = update(document).where(document.c.revision == 1)
            await tx.execute(old.values(body='{"sauce": "x"}'))
        with pytest.raises(CannotUndo, match="fits_no_more"):
            await undo(database, "calendar", NOW, author="ben")
        return len(await list_history(database, "calendar"))

    assert with_database(database_url, scenario) == 2


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("calendar", ["college/calendar.yaml", "school/calendar.yaml"]),
        ("nothing", []),
        ("school", []),
        ("", []),
    ],
)
def test_a_name_that_fits_none_or_several_says_so(
    database_url: str, name: str, paths: list[str]
) -> None:
    async def scenario(database: Database) -> list[str]:
        await save(database, "one")
        await save(database, "one", institution="college")
        with pytest.raises(NotOne) as error:
            await list_history(database, name)
        return [path.as_posix() for path in error.value.paths]

    assert with_database(database_url, scenario) == paths


def test_the_fields_that_changed_are_named(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[str, ...]:
        await save(database, "one", "two")
        return changed_fields(*await list_history(database, "calendar"))

    assert with_database(database_url, scenario) == ("source",)
