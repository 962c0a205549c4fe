"""Continuations: spent once, also by two at the same time, and never after ten minutes (R21)."""

import asyncio
from datetime import UTC, datetime, timedelta

from running import with_database
from sqlalchemy import select

from signpost_bot.model.student import StudentId
from signpost_bot.store import continuations, doubts, students
from signpost_bot.store.database import Database
from signpost_bot.store.tables import continuation, doubt

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=10)


async def add_student(database: Database, address: str = "somebody") -> StudentId:
    async with database.transaction() as tx:
        return await students.add_student(tx, "web", address, NOW.date())


async def add(database: Database, name: str, who: StudentId, now: datetime = NOW) -> bool:
    async with database.transaction() as tx:
        ends = now + timedelta(minutes=10)
        return await continuations.add_continuation(tx, name, who, ends, now)


async def spend(database: Database, name: str, now: datetime = NOW) -> StudentId | None:
    async with database.transaction() as tx:
        return await continuations.spend_continuation(tx, name, now)


def test_it_is_spent_once_and_not_when_it_is_too_old(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        who = await add_student(database)
        assert await add(database, "a", who)

        assert await spend(database, "other") is None
        assert await spend(database, "a", SOON) is None
        assert await spend(database, "a", SOON - timedelta(seconds=1)) == who
        assert await spend(database, "a") is None

    with_database(database_url, scenario)


def test_a_new_link_ends_the_one_before_and_those_that_are_too_old(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        who, other = await add_student(database), await add_student(database, "other")
        await add(database, "first", who)
        await add(database, "second", who)
        assert await spend(database, "first") is None
        await add(database, "of another", other, SOON)
        await add(database, "third", who, SOON + timedelta(minutes=10))
        async with database.transaction() as tx:
            kept = (await tx.execute(select(continuation.c.token_hash))).scalars().all()
        assert kept == ["third"]

    with_database(database_url, scenario)


def test_of_two_who_open_it_at_once_one_wins(database_url: str) -> None:
    async def scenario(database: Database) -> list[StudentId | None]:
        who = await add_student(database)
        await add(database, "a", who)
        found = await asyncio.gather(*(spend(database, "a") for _ in range(4)))
        assert found.count(who) == 1
        return list(found)

    assert with_database(database_url, scenario).count(None) == 3


def test_who_is_gone_gets_no_link_and_takes_theirs_along(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        who = await add_student(database)
        await add(database, "a", who)
        async with database.transaction() as tx:
            await students.forget_student(tx, who)
        assert await spend(database, "a") is None
        # On SQLite a transaction holds the whole file, so nobody goes in the middle of one.
        if database_url.startswith("postgresql"):
            assert not await add(database, "b", who)

    with_database(database_url, scenario)


def test_what_a_student_doubted_moves_and_counts_once(database_url: str) -> None:
    async def scenario(database: Database) -> list[tuple[bool, str]]:
        before, after = await add_student(database), await add_student(database, "after")
        async with database.transaction() as tx:
            for who, slug in ((before, "a"), (before, "b"), (after, "b")):
                await doubts.add_doubt(tx, who, "leiden", slug, NOW.date())
            await continuations.move_counts(tx, before, after)
            await students.forget_student(tx, before)
            rows = await tx.execute(select(doubt.c.student_id, doubt.c.offering))
            return sorted((row.student_id == after, row.offering) for row in rows)

    assert with_database(database_url, scenario) == [(True, "a"), (True, "b")]
