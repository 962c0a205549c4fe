"""Doubts: each student once, only who is here for more than a day, gone when staff looked."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from running import with_database
from sqlalchemy import select

from signpost_bot.model.student import StudentId
from signpost_bot.store import doubts, students, tables
from signpost_bot.store.database import Database, Tx

TODAY = date(2026, 11, 25)
WEEK_AGO = TODAY - timedelta(days=7)


async def _student(tx: Tx, address: str, began_on: date = WEEK_AGO) -> StudentId:
    return await students.add_student(tx, "terminal", address, began_on)


async def _doubt(tx: Tx, student: StudentId, *slugs: str, at: str = "leiden") -> None:
    for slug in slugs:
        await doubts.add_doubt(tx, student, at, slug, TODAY)


def test_each_student_counts_once_for_each_offering(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[Mapping[str, int], tuple[str, ...]]:
        async with database.transaction() as tx:
            amina, sam = await _student(tx, "amina"), await _student(tx, "sam")
            await _doubt(tx, amina, "b", "a", "a", "a")
            await _doubt(tx, sam, "a")
            await _doubt(tx, sam, "a", at="hanze")
            counted = await doubts.count_doubts(tx, "leiden", TODAY)
            return counted, await doubts.list_doubts(tx, amina, "leiden")

    assert with_database(database_url, scenario) == ({"a": 2, "b": 1}, ("a", "b"))


@pytest.mark.parametrize(("days", "counts"), [(0, False), (1, False), (2, True), (90, True)])
def test_a_student_counts_when_a_whole_day_has_passed(
    days: int, counts: bool, database_url: str
) -> None:
    """R21: a hundred made-up students in one evening make no task."""

    async def scenario(database: Database) -> Mapping[str, int]:
        async with database.transaction() as tx:
            await _doubt(tx, await _student(tx, "new", TODAY - timedelta(days=days)), "a")
            return await doubts.count_doubts(tx, "leiden", TODAY)

    assert with_database(database_url, scenario) == ({"a": 1} if counts else {})


def test_when_staff_looked_nothing_is_left_of_who_doubted_it(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[list[tuple[str, str]], Mapping[str, int]]:
        async with database.transaction() as tx:
            amina = await _student(tx, "amina")
            await _doubt(tx, amina, "a", "b")
            await _doubt(tx, amina, "a", at="hanze")
            await doubts.clear_doubts(tx, "leiden", "a")
            kept = await tx.execute(select(tables.doubt.c.institution, tables.doubt.c.offering))
            left = sorted((row.institution, row.offering) for row in kept)
            await _doubt(tx, amina, "a")
            return left, await doubts.count_doubts(tx, "leiden", TODAY)

    left, again = with_database(database_url, scenario)

    assert left == [("hanze", "a"), ("leiden", "b")]
    assert again == {"a": 1, "b": 1}


def test_a_doubt_goes_with_who_is_forgotten(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[int, Mapping[str, int]]:
        async with database.transaction() as tx:
            amina = await _student(tx, "amina")
            await _doubt(tx, amina, "a")
            await students.forget_student(tx, amina)
            kept = (await tx.execute(select(tables.doubt))).all()
            return len(kept), await doubts.count_doubts(tx, "leiden", TODAY)

    assert with_database(database_url, scenario) == (0, {})
