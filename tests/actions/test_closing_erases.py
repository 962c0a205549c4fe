"""After erasing nothing of the school is left in any table, and of others nothing is gone (R21)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from reached import EARLY, plan, reached_chat
from sqlalchemy import func, insert, select
from talking import BOT, Chat, Post, new_chat, opened_app, run

from signpost_bot.actions import closing
from signpost_bot.app import App
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Session
from signpost_bot.model.student import StudentId
from signpost_bot.store import closings, erasing, school_tables, students, tables
from signpost_bot.store.database import Database, Tx

SCHOOL, OTHER = "voorbeeld", "leiden"
LATER = EARLY + timedelta(days=3)
MARKER = "qzxstaffmarker"
TABLES = tables.metadata.sorted_tables

Everything = dict[str, list[tuple[object, ...]]]


async def everything(app: App) -> Everything:
    """All rows of all tables."""
    async with app.database.transaction() as tx:
        return {
            table.name: sorted((tuple(row) for row in await tx.execute(select(table))), key=repr)
            for table in TABLES
        }


def _of(found: Everything, slug: str) -> Everything:
    """The rows in which this slug stands, whatever the column."""
    rows = {name: [row for row in rows if slug in row] for name, rows in found.items()}
    return {name: there for name, there in rows.items() if there}


async def _school_rows(tx: Tx, slug: str) -> None:
    """A row in every table of the school, as the desk and the talk would write them."""
    who, today = uuid4(), date(2027, 1, 8)
    same = {"institution": slug}
    member = {"id": who, "name": MARKER, "role": "writer", "language": "nl", "added_on": today}
    link = {"token_hash": slug, "staff_id": who, "purpose": "sign_in", "expires_at": LATER}
    seen = {"folder": "f", "kind": "offering", "slug": "slaap", "revision": 1}
    count = {"month_on": today, "what": "shown", "slug": "x", "count": 3}
    await tx.execute(insert(school_tables.staff).values(**same, **member))
    await tx.execute(insert(school_tables.staff_link).values(**link))
    await tx.execute(insert(school_tables.seen_revision).values(**same, **seen))
    await tx.execute(insert(school_tables.insight).values(**same, **count))
    suggestion = {"words": MARKER.encode(), "made_on": today}
    await tx.execute(insert(school_tables.suggestion).values(**same, **suggestion))


async def _doubt(chat: Chat, *slugs: str) -> None:
    """A doubt, and a message that went out, at each of these schools."""
    done = {"kind": "nudge", "campaign": "exams", "state": "sent", "attempts": 1, "bot_id": BOT}
    times = {"due_at": EARLY, "best_before": LATER}
    async with chat.app.database.transaction() as tx:
        who = await students.find_student(tx, chat.channel, chat.talk.address_hash)
        for slug in slugs:
            row = {"student_id": who, "institution": slug, "offering": "slaap"}
            await tx.execute(insert(tables.doubt).values(**row, made_on=date(2027, 1, 8)))
            await tx.execute(insert(tables.outbox).values(**row, **done, **times, occasion=slug))


async def _two_schools(app: App) -> None:
    """Students of both schools, and somebody who has been to both and talks with this one, and
    with the other one."""
    async with app.database.transaction() as tx:
        await _school_rows(tx, SCHOOL)
        await _school_rows(tx, OTHER)
    here = await reached_chat(app, "yes:messages", "remind:slaap", "went:huiskamer", address="here")
    await _doubt(here, SCHOOL)
    there = await reached_chat(app, address="there")
    await there.start(OTHER)
    await there.choose("yes:messages")
    both = await reached_chat(app, address="both, now here")
    await both.start(OTHER)
    await both.choose(f"went:{_an_offering(app, OTHER)}")
    await _doubt(both, SCHOOL, OTHER)
    await both.start(SCHOOL)
    await both.choose("remind:slaap")
    moved = await reached_chat(app, "went:slaap", address="both, now there")
    await moved.start(OTHER)
    await moved.choose(f"went:{_an_offering(app, OTHER)}")
    await plan(app)


def _an_offering(app: App, school: str) -> str:
    return app.catalogs.kept[school][1].offerings[0].slug


def test_no_table_holds_anything_of_it_and_others_keep_every_byte(database_url: str) -> None:
    async def scenario() -> tuple[Everything, Everything]:
        async with opened_app(EARLY, database_url) as app:
            await _two_schools(app)
            before = await everything(app)
            await closing.close(app.database, SCHOOL, EARLY)
            while await Post().deliver(app, EARLY):
                pass
            assert await closing.erase_closed(app.database, EARLY) == (SCHOOL,)
            return before, await everything(app)

    before, after = run(scenario())

    can_name_a_school = {t.name for t in TABLES if "institution" in t.c} | {"staff_link"}
    assert _of(before, SCHOOL).keys() == can_name_a_school - {"closing"}, "planted everywhere"
    assert _of(before, OTHER).keys() == can_name_a_school - {"closing"}
    assert _of(after, SCHOOL) == {"closing": [(SCHOOL, EARLY, EARLY)]}
    assert _of(after, OTHER) == _of(before, OTHER)
    left = {row[0] for row in after["student"]}
    assert len(left) == 3, "who has something at another school is not forgotten"
    for name in ("student", "consent", "session", "visit", "outbox", "doubt"):
        theirs = [row for row in before[name] if left & set(row) and SCHOOL not in row]
        assert after[name] == theirs, f"{name}: theirs to the byte, and nobody else's"


def test_no_file_of_the_database_holds_what_was_planted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened_app(EARLY, f"sqlite:///{tmp_path}/talk.db") as app:
            async with app.database.transaction() as tx:
                await _school_rows(tx, SCHOOL)
            await reached_chat(app, "yes:messages")
            assert MARKER in _all_bytes(tmp_path)
            await closing.close(app.database, SCHOOL, EARLY, is_silent=True)

    run(scenario())

    assert MARKER not in _all_bytes(tmp_path)
    assert "wellbeingofficer" not in _all_bytes(tmp_path), "nor its catalog"


def _all_bytes(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in folder.iterdir())


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
    assert _of(after, SCHOOL).keys() == {"closing"}
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

    assert _of(after, SCHOOL).keys() == {"closing"}
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
