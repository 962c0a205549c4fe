""" "Not right?", the whole way: a tap, a task for the owner, and away (R15, R18, R21)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from talking import Chat, new_chat, opened_app, run

from signpost_bot.actions import staff
from signpost_bot.app import App
from signpost_bot.store import tables

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


async def _doubts(app: App, now: datetime) -> dict[str, int]:
    """What staff see of it."""
    async with app.database.transaction() as tx:
        overview = await staff.look(tx, app.doubts, "voorbeeld", now)
    return {task.offering.slug: task.doubts for task in overview.tasks if task.doubts}


async def _kept(app: App) -> int:
    async with app.database.transaction() as tx:
        return len((await tx.execute(select(tables.doubt))).all())


async def _doubting(app: App, address: str, *slugs: str) -> Chat:
    chat = new_chat(app, NOW, address=address)
    for slug in slugs:
        await chat.choose(f"doubt:{slug}")
    return chat


def test_a_doubt_becomes_a_task_when_the_student_is_here_for_a_day(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            await _doubting(app, "amina", "slaap", "slaap")
            await _doubting(app, "sam", "slaap", "studiecentrum")

            assert await _doubts(app, NOW) == {}
            assert await _doubts(app, LATER) == {"slaap": 2, "studiecentrum": 1}
            async with app.database.transaction() as tx:
                await app.doubts.clear(tx, "voorbeeld", "slaap")
            assert await _doubts(app, LATER) == {"studiecentrum": 1}

    run(scenario())


def test_forget_takes_the_doubt_along(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            chat = await _doubting(app, "amina", "slaap")
            assert await _kept(app) == 1
            await chat.choose("forget")

            assert await _kept(app) == 0
            assert await _doubts(app, LATER) == {}

    run(scenario())


def test_a_place_that_is_not_there_leaves_nothing(database_url: str) -> None:
    """A tap can carry any words: none of them gets in."""

    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            chat = await _doubting(app, "amina", "ik heet Amina", "")

            assert "er niet meer" in chat.text
            assert await _kept(app) == 0

    run(scenario())


def test_a_hundred_doubts_change_no_answer(database_url: str) -> None:
    """Nothing sinks before staff looked."""

    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            for number in range(100):
                await _doubting(app, str(number), "slaap")
            chat = new_chat(app, LATER, address="another")
            await chat.say("ik slaap slecht")
            doubted = chat.text
            async with app.database.transaction() as tx:
                await app.doubts.clear(tx, "voorbeeld", "slaap")
            chat = new_chat(app, LATER, address="one more")
            await chat.say("ik slaap slecht")

            assert chat.text == doubted

    run(scenario())
