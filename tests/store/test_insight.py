"""Counts per month and suggestions: what an institution learns, never of one student (R15, R19)."""

import asyncio
from datetime import date

from running import with_database
from sqlalchemy import select

from signpost_bot.store import insight
from signpost_bot.store.database import Database
from signpost_bot.store.school_tables import insight as insight_table
from signpost_bot.store.school_tables import suggestion
from signpost_bot.store.sealing import Seal

SEAL = Seal.from_secret("a secret of the tests, long enough to be one")
NOVEMBER = date(2026, 11, 23)
DECEMBER = date(2026, 12, 1)


def test_counts_add_up_over_days_and_months_by_what_and_slug(database_url: str) -> None:
    async def scenario(database: Database) -> dict[tuple[str, str], int]:
        async with database.transaction() as tx:
            for day in (NOVEMBER, NOVEMBER, date(2026, 11, 30), DECEMBER):
                await insight.add_count(tx, "leiden", "shown", "walk-and-talk", day)
            await insight.add_count(tx, "leiden", "shown", "study-buddy", NOVEMBER)
            await insight.add_count(tx, "leiden", "nothing_found", "", NOVEMBER)
            await insight.add_count(tx, "avans", "shown", "walk-and-talk", NOVEMBER)
            return await insight.list_counts(tx, "leiden")

    counts = with_database(database_url, scenario)

    assert counts == {
        ("shown", "walk-and-talk"): 4,
        ("shown", "study-buddy"): 1,
        ("nothing_found", ""): 1,
    }


def test_a_month_is_all_that_is_kept_of_the_day(database_url: str) -> None:
    """R15: a day and an hour could point at somebody."""

    async def scenario(database: Database) -> list[tuple[object, ...]]:
        async with database.transaction() as tx:
            for day in (NOVEMBER, date(2026, 11, 1), DECEMBER):
                await insight.add_count(tx, "leiden", "shown", "walk-and-talk", day)
            rows = await tx.execute(select(insight_table).order_by(insight_table.c.month_on))
            return [tuple(row) for row in rows]

    assert with_database(database_url, scenario) == [
        ("leiden", date(2026, 11, 1), "shown", "walk-and-talk", 2),
        ("leiden", date(2026, 12, 1), "shown", "walk-and-talk", 1),
    ]


def test_students_who_are_answered_at_once_are_all_counted(database_url: str) -> None:
    """The first of a month are the hard ones: there is no row yet, and all want to make it."""

    async def count(database: Database) -> None:
        async with database.transaction() as tx:
            await insight.add_count(tx, "leiden", "shown", "walk-and-talk", NOVEMBER)
            await asyncio.sleep(0.05)

    async def scenario(database: Database) -> dict[tuple[str, str], int]:
        await asyncio.gather(*(count(database) for _ in range(5)))
        async with database.transaction() as tx:
            return await insight.list_counts(tx, "leiden")

    assert with_database(database_url, scenario) == {("shown", "walk-and-talk"): 5}


def test_an_institution_without_counts_has_none(database_url: str) -> None:
    async def scenario(database: Database) -> dict[tuple[str, str], int]:
        async with database.transaction() as tx:
            return await insight.list_counts(tx, "leiden")

    assert with_database(database_url, scenario) == {}


def test_no_column_of_counts_and_suggestions_leads_to_a_student() -> None:
    """R15: nothing to join on; a column that is added here has to be thought about."""
    columns = {table.name: set(table.c.keys()) for table in (insight_table, suggestion)}

    assert columns == {
        "insight": {"institution", "month_on", "what", "slug", "count"},
        "suggestion": {"id", "institution", "words", "made_on"},
    }


def test_a_suggestion_is_sealed_and_opens_with_the_secret(database_url: str) -> None:
    async def scenario(database: Database) -> list[tuple[str, bytes, date]]:
        async with database.transaction() as tx:
            await insight.add_suggestion(tx, SEAL, "leiden", "een stilteruimte", NOVEMBER)
            rows = (await tx.execute(select(suggestion))).all()
            return [(row.institution, bytes(row.words), row.made_on) for row in rows]

    ((institution, words, made_on),) = with_database(database_url, scenario)

    assert (institution, made_on) == ("leiden", NOVEMBER)
    assert b"stilteruimte" not in words
    assert SEAL.open(words) == "een stilteruimte"
