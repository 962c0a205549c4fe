"""Codes of attendance: one for each offering and day, and nothing of who scanned it (R7, R21)."""

from dataclasses import replace
from datetime import date, timedelta

from running import with_database
from sqlalchemy import Table

from signpost_bot.model.attendance import AttendanceCode
from signpost_bot.store.codes import KEPT, find_code, keep_code
from signpost_bot.store.database import Database
from signpost_bot.store.school_tables import attendance_code

TODAY = date(2026, 11, 25)
CODE = AttendanceCode(code="a" * 32, institution="leiden", offering="slaap", held_on=TODAY)
SAME = replace(CODE, code="b" * 32)


def test_printing_it_twice_gives_the_same_and_each_day_its_own(database_url: str) -> None:
    async def scenario(database: Database) -> list[AttendanceCode | None]:
        async with database.transaction() as tx:
            kept = [await keep_code(tx, one, TODAY) for one in (CODE, SAME)]
            other = replace(SAME, held_on=TODAY + timedelta(days=1))
            kept.append(await keep_code(tx, other, TODAY))
            found = [await find_code(tx, one) for one in ("a" * 32, "b" * 32, "c" * 32)]
            return [*kept, *found]

    tomorrow = replace(SAME, held_on=TODAY + timedelta(days=1))
    assert with_database(database_url, scenario) == [CODE, CODE, tomorrow, CODE, tomorrow, None]


def test_codes_of_long_ago_go_when_a_new_one_is_made(database_url: str) -> None:
    async def scenario(database: Database) -> list[AttendanceCode | None]:
        found = []
        async with database.transaction() as tx:
            await keep_code(tx, CODE, TODAY)
            for today in (TODAY + KEPT, TODAY + KEPT + timedelta(days=1)):
                await keep_code(tx, replace(SAME, code=f"{today}", held_on=today), today)
                found.append(await find_code(tx, CODE.code))
        return found

    assert with_database(database_url, scenario) == [CODE, None]


def test_a_code_has_no_room_for_who_scanned_it() -> None:
    assert isinstance(attendance_code, Table)
    assert set(attendance_code.c.keys()) == {"code", "institution", "offering", "held_on"}
    assert not attendance_code.foreign_keys
