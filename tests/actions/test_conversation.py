"""One turn on a real database: what is written, what is forgotten, on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta

from running import with_database
from sqlalchemy import func, select
from talking import Chat, new_chat, opened_app, run

from signpost_bot.model.session import Channel
from signpost_bot.store import insight
from signpost_bot.store.database import Database
from signpost_bot.store.school_tables import suggestion
from signpost_bot.store.tables import metadata, student, visit

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_a_turn_is_remembered_and_counted_without_the_student(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            await new_chat(app, NOW, address="one").say("ik slaap slecht")
            await new_chat(app, NOW, address="two").say("ik slaap slecht")
            chat = new_chat(app, NOW, address="two")
            await chat.say("1")
            assert "Rustig slapen" in chat.text

    run(scenario())

    assert with_database(database_url, _counts)["shown", "slaap"] == 3
    assert with_database(database_url, _students) == 2


def test_forget_me_leaves_nothing_of_the_student(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            chat = new_chat(app, NOW)
            await chat.say("ik slaap slecht")
            await chat.choose("remind:slaap")
            await chat.choose("forget")
            assert "Alles wat ik van je had is weg" in chat.text
            assert await chat.wait(timedelta(days=3)) == ()

    run(scenario())

    assert with_database(database_url, _students) == 0
    assert with_database(database_url, _rows_of_students) == 0


def test_a_link_of_an_institution_brings_the_student_there(database_url: str) -> None:
    async def scenario() -> list[str]:
        async with opened_app(NOW, database_url) as app:
            chat = new_chat(app, NOW)
            said = []
            for payload in ("leiden_poster", "nowhere_poster", "", "hanze"):
                await chat.start(payload)
                said.append(chat.text)
            return said

    leiden, unknown, none, hanze = run(scenario())

    assert "Universiteit Leiden" in leiden
    assert "Universiteit Leiden" in unknown
    assert "Universiteit Leiden" in none
    assert "Hanze" in hanze


def test_a_reminder_comes_once_and_never_too_late(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(NOW, database_url) as app:
            early, late = new_chat(app, NOW, address="a"), new_chat(app, NOW, address="b")
            await early.choose("remind:slaap")
            await late.choose("remind:slaap")
            counts = [len(await early.wait(timedelta(hours=8)))]
            counts.append(len(await early.wait(timedelta(hours=1))))
            counts.append(len(await late.wait(timedelta(days=2))))
            return counts

    assert run(scenario()) == [1, 0, 0]


def test_stop_means_no_reminder_but_still_an_answer(database_url: str) -> None:
    async def scenario() -> tuple[int, str]:
        async with opened_app(NOW, database_url) as app:
            chat = new_chat(app, NOW)
            await chat.choose("remind:slaap")
            await chat.choose("stop")
            due = len(await chat.wait(timedelta(hours=8)))
            await chat.say("ik slaap slecht")
            return due, chat.text

    due, text = run(scenario())

    assert due == 0
    assert "Rustig slapen" in text


def test_what_is_passed_on_has_no_student_and_what_is_kept_back_is_gone(
    database_url: str,
) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            for address, choice in (("a", "pass"), ("b", "keep")):
                chat = new_chat(app, NOW, address=address)
                await chat.choose("pass-on")
                await chat.say("graag een kookclub")
                await chat.choose(choice)

    run(scenario())

    assert with_database(database_url, _suggestions) == 1
    assert set(suggestion.c.keys()) == {"id", "institution", "words", "made_on"}


def test_two_channels_with_the_same_address_are_two_students(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            for channel in (Channel.TERMINAL, Channel.TELEGRAM):
                await new_chat(app, NOW, address="77", channel=channel).say("hoi")

    run(scenario())

    assert with_database(database_url, _students) == 2


def test_an_alarm_is_counted_by_month_and_level_only(database_url: str) -> None:
    async def scenario() -> Chat:
        async with opened_app(NOW, database_url) as app:
            chat = new_chat(app, NOW)
            await chat.say("ik wil dood")
            return chat

    run(scenario())

    assert with_database(database_url, _counts) == {("alarm_strong", ""): 1}


async def _counts(database: Database) -> dict[tuple[str, str], int]:
    async with database.transaction() as tx:
        return await insight.list_counts(tx, "voorbeeld")


async def _students(database: Database) -> int:
    async with database.transaction() as tx:
        return int((await tx.execute(select(func.count()).select_from(student))).scalar_one())


async def _suggestions(database: Database) -> int:
    async with database.transaction() as tx:
        found = await tx.execute(select(func.count()).select_from(suggestion))
        return int(found.scalar_one())


async def _rows_of_students(database: Database) -> int:
    tables = [table for table in metadata.sorted_tables if "student_id" in table.c]
    assert visit in tables
    async with database.transaction() as tx:
        counts = [
            (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for table in tables
        ]
        return sum(counts)
