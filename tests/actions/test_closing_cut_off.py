"""Closing that is cut off or meets a turn: told once, completed later, nobody comes back (R21)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from reached import EARLY, reached_chat
from rows import Everything, everything, rows_of
from sqlalchemy import func, select
from talking import Chat, Post, new_chat, opened_app, run

from signpost_bot.actions import closing
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Session
from signpost_bot.model.student import StudentId
from signpost_bot.store import closings, erasing, school_tables, students
from signpost_bot.store.database import Database, Tx

SCHOOL = "voorbeeld"


@dataclass(frozen=True)
class _Dying(Database):
    """A database whose process is killed just before its nth commit."""

    commits: list[int]

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        async with super().transaction() as tx:
            yield tx
            self.commits[0] -= 1
            if self.commits[0] == 0:
                raise asyncio.CancelledError


def test_killed_at_any_step_it_is_completed_the_next_time(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "AT_ONCE", 1)

    async def scenario() -> tuple[int, int, Everything]:
        async with opened_app(EARLY, database_url) as app:
            for name in ("a", "b", "c"):
                await reached_chat(app, "yes:messages", address=name)
            post, deaths = Post(), 0
            for step in range(1, 30):
                dying = _Dying(app.database.engine, [step])
                try:
                    done = await closing.close(dying, SCHOOL, EARLY)
                except asyncio.CancelledError:
                    deaths += 1
                else:
                    if done.closing and done.closing.erased_at:
                        break
                while await post.deliver(app, EARLY):
                    pass
            return len(post.sent), deaths, await everything(app)

    told, deaths, after = run(scenario())

    assert deaths >= 4
    assert told == 3, "each once, however often it was killed"
    assert rows_of(after, SCHOOL).keys() == {"closing"}
    assert after["student"] == []


def test_a_turn_that_is_under_way_brings_nobody_back(database_url: str) -> None:
    async def scenario() -> tuple[Everything, str]:
        async with opened_app(EARLY, database_url) as app:
            chat = new_chat(app, EARLY, channel=Channel.TELEGRAM)
            async with app.database.transaction() as tx:
                # What a turn does first, and then it takes its time.
                who = await _begin(tx, chat)
                ending = asyncio.create_task(closing.close(app.database, SCHOOL, EARLY))
                await asyncio.sleep(0.3)
                assert not ending.done()
                await students.save_session(
                    tx, app.seal, who, Session(institution=SCHOOL, language=Language.NL)
                )
            await ending
            await chat.say("ik slaap slecht")
            return await everything(app), chat.text

    after, said = run(scenario())

    assert rows_of(after, SCHOOL).keys() == {"closing"}
    assert after["student"] == []
    assert "werkt niet meer met mij" in said


async def _begin(tx: Tx, chat: Chat) -> StudentId:
    assert await closings.hold_open(tx, SCHOOL)
    today = EARLY.date()
    return await students.add_student(tx, chat.channel, chat.talk.address_hash, today)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_is_in_the_middle_of_a_turn_is_erased_the_next_time(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, address="busy")
            await reached_chat(app, address="idle")
            async with app.database.transaction() as turn:
                who = await students.find_student(turn, chat.channel, chat.talk.address_hash)
                assert who
                assert await students.hold_student(turn, who)
                async with app.database.transaction() as tx:
                    erased = [await erasing.erase_students(tx, SCHOOL, 10)]
            async with app.database.transaction() as tx:
                return [*erased, await erasing.erase_students(tx, SCHOOL, 10)]

    assert run(scenario()) == [1, 1]


def test_nothing_is_written_down_as_erased_while_somebody_is_left(database_url: str) -> None:
    async def scenario() -> tuple[bool, int]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app)
            async with app.database.transaction() as tx:
                done = await erasing.erase_the_rest(tx, SCHOOL, EARLY)
                left = select(func.count()).select_from(school_tables.document)
                return done, (await tx.execute(left)).scalar_one()

    done, documents = run(scenario())

    assert not done
    assert documents > 0
