"""Writing to a school that closed: danger first, one kind line for the rest, nobody kept (R21)."""

from pathlib import Path

import pytest
from filled import OFFERINGS, SECRET
from reached import EARLY, reached_chat
from sqlalchemy import func, select
from talking import Chat, new_chat, opened_app, run

from signpost_bot.actions import closing
from signpost_bot.actions.catalog import is_empty
from signpost_bot.app import App, open_app
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel
from signpost_bot.store import school_tables, students, tables

SCHOOL = "voorbeeld"
STOPPED = "werkt niet meer met mij"


async def _erase(app: App) -> None:
    done = await closing.close(app.database, SCHOOL, EARLY, is_silent=True)
    assert done.closing
    assert done.closing.erased_at


async def _count(app: App, *names: str) -> list[int]:
    async with app.database.transaction() as tx:
        return [
            (
                await tx.execute(select(func.count()).select_from(tables.metadata.tables[name]))
            ).scalar_one()
            for name in names
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ik wil dood", "Wat goed dat je dit schrijft"),
        ("hij slaat me", "0800-2000"),
        ("/nu", "112"),
        ("ik slaap slecht", STOPPED),
        ("hoi", STOPPED),
        ("/week", STOPPED),
        ("/privacy", STOPPED),
        ("ben je een mens?", STOPPED),
    ],
)
def test_danger_is_answered_when_all_is_erased_and_nobody_is_kept(
    text: str, expected: str, database_url: str
) -> None:
    async def scenario() -> tuple[str, list[int]]:
        async with opened_app(EARLY, database_url) as app:
            await _erase(app)
            chat = new_chat(app, EARLY, channel=Channel.TELEGRAM)
            await chat.say(text)
            return chat.text, await _count(app, "student", "session", "insight", "suggestion")

    said, kept = run(scenario())

    assert expected in said
    assert "112" in said
    assert kept == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("now", "112"),
        ("school", "Wie er op je school klaarstaat weet ik niet"),
        ("doctor", "huisarts"),
        ("trusted", "Kun je me bellen?"),
        ("chat_113", "113"),
        ("meant_else", STOPPED),
        ("join:slaap", STOPPED),
        ("forget", STOPPED),
    ],
)
def test_buttons_of_an_old_card_still_bring_help(choice: str, expected: str) -> None:
    async def scenario() -> str:
        async with opened_app(EARLY) as app:
            await _erase(app)
            chat = new_chat(app, EARLY, channel=Channel.TELEGRAM)
            await chat.choose(choice)
            return chat.text

    assert expected in run(scenario())


def test_in_english_too() -> None:
    async def scenario() -> str:
        async with opened_app(EARLY) as app:
            await _erase(app)
            chat = new_chat(app, EARLY, hint=Language.EN)
            await chat.say("where can I get some sleep?")
            return chat.text

    assert "This school no longer works with me" in run(scenario())


def test_a_code_of_it_takes_nobody_away_from_another_school(database_url: str) -> None:
    async def scenario() -> tuple[str, str, str]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app)
            await chat.start("leiden")
            await closing.close(app.database, SCHOOL, EARLY)
            await chat.start(f"{SCHOOL}_poster")
            closed = chat.text
            await chat.say("/week")
            return closed, chat.text, await _talks_at(chat)

    closed, after, institution = run(scenario())

    assert STOPPED in closed
    assert STOPPED not in after
    assert institution == "leiden"


async def _talks_at(chat: Chat) -> str:
    async with chat.app.database.transaction() as tx:
        who = await students.find_student(tx, chat.channel, chat.talk.address_hash)
        assert who
        session = await students.find_session(tx, chat.app.seal, who)
        return session.institution if session else ""


def test_while_closing_a_no_and_a_forget_me_count_and_a_yes_does_not(database_url: str) -> None:
    async def scenario() -> list[list[int]]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "yes:messages")
            await closing.close(app.database, SCHOOL, EARLY)
            found = []
            for choice in ("yes:visits", "remind:slaap", "no:messages", "forget"):
                await chat.choose(choice)
                found.append(await _count(app, "consent", "visit", "student"))
            return found

    assert run(scenario()) == [[1, 0, 1], [1, 0, 1], [0, 0, 1], [0, 0, 0]]


def test_nothing_is_counted_for_a_school_that_closed(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "yes:messages")
            await closing.close(app.database, SCHOOL, EARLY)
            await chat.say("ik wil dood")
            await chat.say("ik slaap slecht")
            return await _count(app, "insight")

    assert run(scenario()) == [0]


def test_a_start_with_the_files_does_not_bring_it_back(tmp_path: Path) -> None:
    """Also when it was the only one there was."""
    url = f"sqlite:///{tmp_path}/talk.db"

    async def scenario() -> list[list[str]]:
        found = []
        async with open_app(url, OFFERINGS, SECRET, EARLY) as app:
            for slug in ("avans", "hanze", "leiden", "noorderpoort", SCHOOL):
                await closing.close(app.database, slug, EARLY)
            assert not await is_empty(app.database)
        for refill in (False, True):
            async with open_app(url, OFFERINGS, SECRET, EARLY, refill=refill) as app:
                async with app.database.transaction() as tx:
                    rows = await tx.execute(select(school_tables.document.c.institution).distinct())
                    found.append(sorted(rows.scalars()))
                chat = new_chat(app, EARLY)
                await chat.say("ik wil dood")
                assert "113" in chat.text
        return found

    assert run(scenario()) == [["national"], ["national"]]
