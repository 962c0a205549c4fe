"""The calendar a student takes along: of their own talk only, by its address only (R1, R21)."""

import asyncio
from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from sqlalchemy import select
from talking import opened_app, run
from web_talks import ADDRESS, begin_web_talk

from signpost_bot.actions.feeds import forget_old_feeds, make_feed, read_feed
from signpost_bot.app import App
from signpost_bot.model.feed import Feed
from signpost_bot.store import closings, students
from signpost_bot.store.school_tables import feed
from signpost_bot.store.sealing import hash_token

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ORIGIN = "https://weg.example"


async def make(
    app: App, address: str = ADDRESS, institution: str = "voorbeeld"
) -> tuple[str, Feed] | None:
    async with app.database.transaction() as tx:
        return await make_feed(tx, app.catalogs, app.seal, institution, address, NOW)


async def read(app: App, token: str, now: datetime = NOW) -> bytes | None:
    async with app.database.transaction() as tx:
        return await read_feed(tx, app.catalogs, token, ORIGIN, now)


async def hashes(app: App) -> list[str]:
    async with app.database.transaction() as tx:
        return list((await tx.execute(select(feed.c.token_hash))).scalars())


def test_it_has_what_was_planned_or_else_what_was_shown_last(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            await begin_web_talk(app.database, app.seal, NOW, shown=("huiskamer",), plans=["slaap"])
            await begin_web_talk(app.database, app.seal, NOW, address="b", shown=("huiskamer",))
            planned, shown = await make(app), await make(app, "b")
            assert planned
            assert shown
            assert planned[1].offerings == ("slaap",)
            assert shown[1].offerings == ("huiskamer",)
            assert set(await hashes(app)) == {hash_token(planned[0]), hash_token(shown[0])}
            written = await read(app, planned[0])
            assert written
            assert f"{ORIGIN}/chat/voorbeeld".encode() in written.replace(b"\r\n ", b"")
            assert len(list(Calendar.from_ical(written).walk("VEVENT"))) > 3

    run(scenario())


def test_asked_for_again_also_twice_at_once_it_is_the_same_address(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            who = await begin_web_talk(app.database, app.seal, NOW, shown=("slaap",))
            found = await asyncio.gather(*(make(app) for _ in range(3)))
            assert len({one[0] for one in found if one}) == 1
            assert len(await hashes(app)) == 1
            async with app.database.transaction() as tx:
                await students.forget_student(tx, who)
            assert found[0]
            assert await read(app, found[0][0]), "their calendar goes on without the talk"
            assert await make(app) is None

    run(scenario())


def test_unknown_over_or_of_a_closed_school_it_is_nothing() -> None:
    async def scenario() -> None:
        async with opened_app(NOW) as app:
            await begin_web_talk(app.database, app.seal, NOW, shown=("slaap",))
            assert await make(app, "another") is None
            assert await make(app, institution="leiden") is None
            made = await make(app)
            assert made
            token, kept = made
            for wrong in ("", token[:-1], token.upper(), hash_token(token), ADDRESS, "%"):
                assert await read(app, wrong) is None
            last = datetime.combine(kept.keep_to, datetime.min.time(), UTC)
            assert await read(app, token, last + timedelta(hours=21, minutes=59))
            assert await read(app, token, last + timedelta(hours=22)) is None, (
                "it is midnight there"
            )
            async with app.database.transaction() as tx:
                await closings.close(tx, "voorbeeld", NOW)
            assert await read(app, token) is None
            assert await make(app) is None

    run(scenario())


def test_it_goes_when_it_is_over() -> None:
    async def scenario() -> None:
        async with opened_app(NOW) as app:
            await begin_web_talk(app.database, app.seal, NOW)
            await make(app)
            await forget_old_feeds(app.database, NOW)
            assert len(await hashes(app)) == 1
            await forget_old_feeds(app.database, NOW + timedelta(days=203))
            assert await hashes(app) == []

    run(scenario())
