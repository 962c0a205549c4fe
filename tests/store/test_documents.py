"""Documents as revisions (R1, R22): the newest counts, nothing is overwritten."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from running import with_database
from sqlalchemy import func, select

from signpost_bot.catalog.files import read_folder
from signpost_bot.model.document import NATIONWIDE, DocumentKey, DocumentKind, Revision
from signpost_bot.model.institution import Calendar
from signpost_bot.model.language import Document
from signpost_bot.store import documents
from signpost_bot.store.database import Database, DatabaseUnavailable, Tx
from signpost_bot.store.school_tables import document

OFFERINGS = Path(__file__).parent.parent.parent / "offerings"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def make_key(institution: str = "voorbeeld", slug: str = "calendar") -> DocumentKey:
    return DocumentKey(institution=institution, kind=DocumentKind.CALENDAR, slug=slug)


def make_content(source: str = "the website") -> Calendar:
    return Calendar(source=source, checked_on=date(2026, 9, 1))


def make_revision(number: int, content: Document, key: DocumentKey | None = None) -> Revision:
    return Revision(
        key=key or make_key(),
        number=number,
        content=content,
        author="files",
        saved_at=NOW,
        note="filled",
    )


async def _add(tx: Tx, content: Document, key: DocumentKey | None = None) -> int:
    return await documents.add_revision(
        tx, key or make_key(), content, author="files", note="filled", now=NOW
    )


def test_the_newest_revision_counts(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[list[int], tuple[Revision, ...]]:
        async with database.transaction() as tx:
            numbers = [await _add(tx, make_content(words)) for words in ("one", "two", "three")]
            return numbers, await documents.list_newest(tx, "voorbeeld")

    numbers, newest = with_database(database_url, scenario)

    assert numbers == [1, 2, 3]
    assert newest == (make_revision(3, make_content("three")),)


def test_older_revisions_are_kept_as_they_were(database_url: str) -> None:
    async def scenario(database: Database) -> list[tuple[int, str]]:
        async with database.transaction() as tx:
            await _add(tx, make_content("one"))
            await _add(tx, make_content("two"))
            rows = await tx.execute(
                select(document.c.revision, document.c.body).order_by(document.c.revision)
            )
            return [(number, Calendar.model_validate_json(body).source) for number, body in rows]

    kept = with_database(database_url, scenario)

    assert kept == [(1, "one"), (2, "two")]


def test_each_document_counts_its_own_revisions(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[Revision, ...]:
        async with database.transaction() as tx:
            await _add(tx, make_content("old"), make_key(slug="a"))
            await _add(tx, make_content("elsewhere"), make_key("leiden", "a"))
            await _add(tx, make_content("only"), make_key(slug="b"))
            await _add(tx, make_content("new"), make_key(slug="a"))
            return await documents.list_newest(tx, "voorbeeld")

    newest = with_database(database_url, scenario)

    assert newest == (
        make_revision(2, make_content("new"), make_key(slug="a")),
        make_revision(1, make_content("only"), make_key(slug="b")),
    )


def test_the_version_moves_with_its_own_and_with_national_documents(database_url: str) -> None:
    async def scenario(database: Database) -> list[int]:
        versions = []
        async with database.transaction() as tx:
            versions.append(await documents.load_version(tx, "voorbeeld"))
            for institution in ("voorbeeld", "leiden", "voorbeeld", NATIONWIDE):
                await _add(tx, make_content(), make_key(institution))
                versions.append(await documents.load_version(tx, "voorbeeld"))
        return versions

    empty, first, beside, second, national = with_database(database_url, scenario)

    assert empty == 0
    assert empty < first < second < national
    assert beside == first


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_version_moves_too_with_what_was_begun_early_and_committed_late(
    database_url: str,
) -> None:
    async def scenario(database: Database) -> tuple[int, int]:
        async with database.transaction() as early:
            await _add(early, make_content())
            async with database.transaction() as late:
                await _add(late, make_content(), make_key(NATIONWIDE))
            async with database.transaction() as tx:
                before = await documents.load_version(tx, "voorbeeld")
        async with database.transaction() as tx:
            return before, await documents.load_version(tx, "voorbeeld")

    before, after = with_database(database_url, scenario)

    assert before < after


def test_two_who_save_the_same_document_at_once_get_a_number_each(database_url: str) -> None:
    async def save(database: Database) -> int:
        async with database.transaction() as tx:
            number = await _add(tx, make_content())
            await asyncio.sleep(0.2)
            return number

    async def scenario(database: Database) -> list[int]:
        return list(await asyncio.gather(save(database), save(database)))

    assert sorted(with_database(database_url, scenario)) == [1, 2]


def test_institutions_are_listed_once_in_order_and_without_the_national_one(
    database_url: str,
) -> None:
    async def scenario(database: Database) -> tuple[str, ...]:
        async with database.transaction() as tx:
            for institution in ("voorbeeld", NATIONWIDE, "avans", "voorbeeld"):
                await _add(tx, make_content(), make_key(institution))
            return await documents.list_institutions(tx)

    assert with_database(database_url, scenario) == ("avans", "voorbeeld")


def test_an_institution_nobody_knows_has_no_documents(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[Revision, ...]:
        async with database.transaction() as tx:
            await _add(tx, make_content())
            return await documents.list_newest(tx, "nowhere")

    assert with_database(database_url, scenario) == ()


def test_what_fails_halfway_saves_nothing(database_url: str) -> None:
    async def fail_halfway(database: Database) -> None:
        async with database.transaction() as tx:
            await _add(tx, make_content())
            await tx.execute(document.update().values(author=None))

    async def scenario(database: Database) -> int:
        with pytest.raises(DatabaseUnavailable):
            await fail_halfway(database)
        async with database.transaction() as tx:
            return int((await tx.execute(select(func.count()).select_from(document))).scalar_one())

    assert with_database(database_url, scenario) == 0


def test_every_document_of_the_real_catalogs_comes_back_equal(database_url: str) -> None:
    files = read_folder(OFFERINGS, frozenset()).documents
    expected = {file.key: make_revision(1, file.content, file.key) for file in files}

    async def scenario(database: Database) -> dict[DocumentKey, Revision]:
        async with database.transaction() as tx:
            for file in files:
                await _add(tx, file.content, file.key)
        async with database.transaction() as tx:
            institutions = (*await documents.list_institutions(tx), NATIONWIDE)
            newest = [await documents.list_newest(tx, institution) for institution in institutions]
        return {revision.key: revision for revisions in newest for revision in revisions}

    kept = with_database(database_url, scenario)

    assert len(expected) > 50
    assert {key.kind for key in expected} == set(DocumentKind)
    assert kept == expected
