"""Talks in a page: kept while they are used, and erased with their student when they are idle."""

from datetime import UTC, datetime, timedelta

from running import with_database

from signpost_bot.model.session import Channel
from signpost_bot.model.web_talk import IDLE, MINUTE, MOST_IN_MINUTE, begin
from signpost_bot.store.database import Database
from signpost_bot.store.students import add_student, find_student
from signpost_bot.store.web_talks import find_talk, forget_idle, save_talk

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_only_the_student_of_an_idle_talk_is_forgotten(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        async with database.transaction() as tx:
            for address, seen_at in (("idle", NOW - IDLE), ("busy", NOW - IDLE + MINUTE)):
                one = await add_student(tx, Channel.WEB, address, NOW.date())
                await save_talk(tx, one, begin(seen_at))
                later = begin(seen_at).count(seen_at, passes_on=True)
                await save_talk(tx, one, later)
                assert await find_talk(tx, one) == later
            await add_student(tx, Channel.TELEGRAM, "idle", NOW.date())
        async with database.transaction() as tx:
            assert await forget_idle(tx, NOW - IDLE) == 1
            assert await find_student(tx, Channel.WEB, "idle") is None
            assert await find_student(tx, Channel.WEB, "busy") is not None
            assert await find_student(tx, Channel.TELEGRAM, "idle") is not None

    with_database(database_url, scenario)


def test_a_minute_is_full_until_it_is_over() -> None:
    stands = begin(NOW)
    for _ in range(MOST_IN_MINUTE):
        assert not stands.is_full(NOW)
        stands = stands.count(NOW, passes_on=False)
    assert stands.is_full(NOW + MINUTE - timedelta(seconds=1))
    assert not stands.is_full(NOW + MINUTE)
    assert stands.count(NOW + MINUTE, passes_on=False).in_minute == 1
