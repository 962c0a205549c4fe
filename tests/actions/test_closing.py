"""A school that stops: told once, silent after that, erased whole, and it stays so (R21)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from reached import DUE, EARLY, plan, reached_chat
from sqlalchemy import select
from talking import BOT, Post, new_chat, opened_app, run

from signpost_bot.actions import closing
from signpost_bot.actions.catalog import UnknownInstitution
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.closing import ERASED_WITHIN, SAID_WITHIN, InstitutionState
from signpost_bot.model.outbox import OutboxState, Reason, Refused, SendResult, TryLater, Uncertain
from signpost_bot.store import tables
from signpost_bot.store.database import Database

HOUR = timedelta(hours=1)
SCHOOL = "voorbeeld"
SENT, SKIPPED, WAITING = OutboxState.SENT, OutboxState.SKIPPED, OutboxState.DUE


async def close(app: App, now: datetime = EARLY, *, is_silent: bool = False) -> closing.Closed:
    return await closing.close(app.database, SCHOOL, now, is_silent=is_silent)


async def is_gone(database: Database) -> bool:
    states = await closing.list_states(database)
    return states[SCHOOL][0] is InstitutionState.CLOSED


async def students_left(app: App) -> int:
    async with app.database.transaction() as tx:
        return len((await tx.execute(select(tables.student))).all())


def test_whoever_ever_said_yes_is_told_once_and_nobody_else(database_url: str) -> None:
    async def scenario() -> tuple[closing.Closed, Post]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages", "yes:visits:slaap", address="nudges")
            await reached_chat(app, "remind:slaap", address="reminder")
            asked = await reached_chat(app, address="only asked")
            await asked.say("ik slaap slecht")
            await reached_chat(app, "yes:messages", "stop", address="stopped")
            elsewhere = await reached_chat(app, "yes:messages", address="elsewhere")
            await elsewhere.start("leiden")
            at_a_desk = new_chat(app, EARLY, address="cannot be reached")
            await at_a_desk.choose("yes:messages")
            done, post = await close(app), Post()
            for hours in range(4):
                await post.deliver(app, EARLY + hours * HOUR)
            assert (await close(app)).plan is None, "it was closed already"
            assert await post.deliver(app, EARLY + 5 * HOUR) == Counter()
            return done, post

    done, post = run(scenario())

    assert done.plan
    assert done.plan.farewells == 2
    assert sorted(address for address, _ in post.sent) == ["nudges", "reminder"]
    text = post.sent[0][1].text
    for words in ("Hogeschool Voorbeeld werkt niet meer met mij", "12 januari", "Telegram"):
        assert words in text
    for words in ("https://voorbeeld.example", "**112**", "**113**"):
        assert words in text


def test_the_last_message_speaks_the_language_of_the_talk(database_url: str) -> None:
    async def scenario() -> Post:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "language:en", "yes:messages")
            await close(app)
            post = Post()
            await post.deliver(app, EARLY)
            return post

    assert "no longer works with me" in run(scenario()).sent[0][1].text


def test_what_was_agreed_on_is_called_off_and_nothing_new_is_planned(database_url: str) -> None:
    async def scenario() -> tuple[list[tuple[str, str, str | None]], int, Post]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(
                app, "yes:messages", "remind:slaap", "went:huiskamer", "yes:visits:huiskamer"
            )
            await plan(app)
            await reached_chat(app, "yes:messages", "remind:slaap", address="not planned yet")
            done, post = await close(app), Post()
            assert done.plan
            assert done.plan.called_off == 3
            planned = await plan_ahead(app.database, app.catalogs, BOT, EARLY)
            async with app.database.transaction() as tx:
                rows = (await tx.execute(select(tables.outbox))).all()
                visits = (await tx.execute(select(tables.visit))).all()
            assert {(one.remind_at, one.ask_at) for one in visits} == {(None, None)}
            for days in range(3):
                await post.deliver(app, EARLY + timedelta(days=days))
            return sorted((row.kind, row.state, row.reason) for row in rows), planned, post

    rows, planned, post = run(scenario())

    assert rows == [
        ("after_visit", "skipped", Reason.CLOSED),
        ("farewell", "due", None),
        ("farewell", "due", None),
        ("nudge", "skipped", Reason.CLOSED),
        ("reminder", "skipped", Reason.CLOSED),
    ]
    assert planned == 0
    assert len(post.sent) == 2, "only the last message"


def test_a_nudge_that_was_claimed_when_it_closed_does_not_go_out_later(database_url: str) -> None:
    async def scenario() -> Counter[OutboxState]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            busy = _Closes(app)
            counts = await busy.deliver(app, DUE)
            assert counts == {WAITING: 1}
            return await Post().deliver(app, DUE + HOUR)

    assert run(scenario()) == {SENT: 1, SKIPPED: 1}


class _Closes(Post):
    """The channel is busy, and the school closes meanwhile."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app

    async def send(self, address: str, reply: Any) -> SendResult:
        await close(self.app, DUE)
        return TryLater(seconds=60)


def test_erased_when_all_are_told_and_not_before(database_url: str) -> None:
    async def scenario() -> list[tuple[bool, int]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages", address="a")
            await reached_chat(app, "yes:messages", address="b")
            await close(app)
            post, found = Post(answers=[TryLater(seconds=3600)]), []
            for hours in range(3):
                await closing.erase_closed(app.database, EARLY + hours * HOUR)
                found.append((await is_gone(app.database), await students_left(app)))
                await post.deliver(app, EARLY + hours * HOUR)
            return found

    assert run(scenario()) == [(False, 2), (False, 2), (True, 0)]


@pytest.mark.parametrize("answer", [Uncertain(), Refused(unreachable=True)])
def test_who_may_have_been_told_is_not_told_twice_and_not_waited_for(
    answer: SendResult, database_url: str
) -> None:
    async def scenario() -> tuple[int, bool]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await close(app)
            post = Post(answers=[answer])
            for hours in range(3):
                await post.deliver(app, EARLY + hours * HOUR)
            await closing.erase_closed(app.database, EARLY + 3 * HOUR)
            return len(post.sent), await is_gone(app.database)

    assert run(scenario()) == (1, True)


def test_erased_in_time_though_no_bot_runs_any_more(database_url: str) -> None:
    async def scenario() -> list[tuple[str, ...]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await close(app)
            moments = (EARLY, EARLY + SAID_WITHIN - HOUR, EARLY + SAID_WITHIN)
            return [await closing.erase_closed(app.database, moment) for moment in moments]

    assert run(scenario()) == [(), (), (SCHOOL,)]
    assert SAID_WITHIN + HOUR < ERASED_WITHIN, "what the message promises is kept"


def test_at_night_the_last_message_waits_for_the_morning(database_url: str) -> None:
    night = datetime(2027, 1, 8, 23, tzinfo=UTC)

    async def scenario() -> list[Counter[OutboxState]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await close(app, night)
            return [await Post().deliver(app, night + hours * HOUR) for hours in (0, 1, 10)]

    assert run(scenario()) == [{WAITING: 1}, {}, {SENT: 1}]


def test_without_a_message_everything_is_gone_at_once(database_url: str) -> None:
    async def scenario() -> tuple[bool, int, int]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await close(app, is_silent=True)
            post = Post()
            await post.deliver(app, EARLY)
            return await is_gone(app.database), await students_left(app), len(post.sent)

    assert run(scenario()) == (True, 0, 0)


def test_the_second_time_it_can_still_be_made_silent(database_url: str) -> None:
    async def scenario() -> list[bool]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await close(app)
            before = await is_gone(app.database)
            await close(app, is_silent=True)
            return [before, await is_gone(app.database)]

    assert run(scenario()) == [False, True]


def test_what_is_no_institution_cannot_be_closed(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(EARLY, database_url) as app:
            with pytest.raises(UnknownInstitution):
                await closing.close(app.database, "nowhere", EARLY)
            assert (await closing.look(app.database, SCHOOL)).closing is None

    run(scenario())


def test_states_say_who_is_open_in_trial_closing_and_closed(database_url: str) -> None:
    async def scenario() -> list[InstitutionState]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            found = [(await closing.list_states(app.database))["leiden"][0]]
            for moment in (None, EARLY, EARLY + SAID_WITHIN):
                if moment:
                    await close(app, moment)
                found.append((await closing.list_states(app.database))[SCHOOL][0])
            return found

    assert [state.value for state in run(scenario())] == ["in_trial", "open", "closing", "closed"]
