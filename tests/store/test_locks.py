"""Locks: two turns of one student come one after the other (R15, R21)."""

import asyncio
from datetime import date

import pytest
from running import with_database

from signpost_bot.model.student import StudentId
from signpost_bot.store import locks, students
from signpost_bot.store.database import Database, Tx

MOMENT = 0.2
TODAY = date(2026, 11, 23)


async def _hold(database: Database, key: str, said: list[str]) -> None:
    async with database.transaction() as tx:
        await locks.lock(tx, key)
        said.append("in")
        await asyncio.sleep(MOMENT)
        said.append("out")


async def _hold_two(database: Database, one: str, other: str) -> list[str]:
    """In which order two transactions held these keys and let them go."""
    said: list[str] = []
    await asyncio.gather(_hold(database, one, said), _hold(database, other, said))
    return said


async def _find_or_add(tx: Tx, address_hash: str) -> StudentId:
    found = await students.find_student(tx, "terminal", address_hash)
    await asyncio.sleep(MOMENT)
    return found or await students.add_student(tx, "terminal", address_hash, TODAY)


def test_a_key_is_held_until_the_transaction_ends(database_url: str) -> None:
    said = with_database(database_url, lambda database: _hold_two(database, "a", "a"))

    assert said == ["in", "out", "in", "out"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_another_key_is_not_waited_for(database_url: str) -> None:
    said = with_database(database_url, lambda database: _hold_two(database, "a", "b"))

    assert said == ["in", "in", "out", "out"]


def test_a_transaction_that_fails_lets_its_keys_go(database_url: str) -> None:
    async def fail(database: Database) -> None:
        async with database.transaction() as tx:
            await locks.lock(tx, "a")
            raise LookupError

    async def scenario(database: Database) -> list[str]:
        with pytest.raises(LookupError):
            await fail(database)
        return await asyncio.wait_for(_hold_two(database, "a", "a"), timeout=10)

    assert with_database(database_url, scenario) == ["in", "out", "in", "out"]


def test_two_first_messages_at_once_make_one_student(database_url: str) -> None:
    async def arrive(database: Database) -> StudentId:
        async with database.transaction() as tx:
            await locks.lock(tx, "hash")
            return await _find_or_add(tx, "hash")

    async def scenario(database: Database) -> list[StudentId]:
        return list(await asyncio.gather(arrive(database), arrive(database)))

    first, second = with_database(database_url, scenario)

    assert first == second
