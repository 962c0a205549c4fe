"""Delivery: a second look before sending, and in doubt never twice (R5, R7, R21)."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from reached import DUE, EARLY, plan, reached_chat
from sqlalchemy import select
from talking import BOT, Post, opened_app, reach, run

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.model.outbox import (
    OutboxState,
    Reason,
    Refused,
    SendResult,
    TryLater,
    Uncertain,
)
from signpost_bot.model.session import Reply
from signpost_bot.store import tables
from signpost_bot.store.recipients import load_recipients

HOUR = timedelta(hours=1)
SENT, SKIPPED, DEAD = OutboxState.SENT, OutboxState.SKIPPED, OutboxState.DEAD
UNCERTAIN, WAITING = OutboxState.UNCERTAIN, OutboxState.DUE


def test_a_nudge_goes_out_once_with_a_step_and_a_way_out(database_url: str) -> None:
    async def scenario() -> Post:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            post = Post()
            assert await post.deliver(app, DUE - HOUR) == Counter()
            assert await post.deliver(app, DUE) == {SENT: 1}
            assert await post.deliver(app, DUE + HOUR) == Counter()
            return post

    ((address, reply),) = run(scenario()).sent

    assert address == "a"
    assert "De tentamens komen eraan" in reply.text
    found = [button.id.partition(":")[0] for button in reply.buttons]
    assert found == ["agenda", "else", "why", "less"]


@pytest.mark.parametrize("choice", ["no:messages", "stop"])
def test_who_says_no_after_planning_gets_nothing(choice: str, database_url: str) -> None:
    async def scenario() -> Post:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "yes:messages")
            await plan(app)
            await chat.choose(choice)
            post = Post()
            assert await post.deliver(app, DUE) == {SKIPPED: 1}
            return post

    assert run(scenario()).sent == []


def test_after_an_alarm_nudges_are_silent_and_what_was_asked_for_is_not(database_url: str) -> None:
    async def scenario() -> tuple[Post, Counter[OutboxState]]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "yes:messages", "remind:studiecentrum")
            await plan(app)
            await chat.say("ik wil dood")
            post, counts = Post(), Counter[OutboxState]()
            for days in range(4):
                counts += await post.deliver(app, DUE + timedelta(days=days))
            return post, counts

    post, counts = run(scenario())

    assert counts == {SENT: 1, SKIPPED: 1}
    assert "Je vroeg me hieraan te denken" in post.sent[0][1].text


def test_too_late_is_dropped_and_never_sent_stale(database_url: str) -> None:
    """Two messages: a nudge after four days, a check-in a week after the visit and three days."""

    async def scenario() -> tuple[Post, set[str]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages", "went:slaap", "yes:visits:slaap")
            await plan(app)
            post = Post()
            assert await post.deliver(app, DUE + timedelta(days=10)) == {SKIPPED: 2}
            async with app.database.transaction() as tx:
                return post, {row.reason for row in await tx.execute(select(tables.outbox))}

    post, reasons = run(scenario())

    assert post.sent == []
    assert reasons == {Reason.EXPIRED}


def test_late_in_the_night_waits_for_the_morning(database_url: str) -> None:
    async def scenario() -> list[Counter[OutboxState]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            post = Post()
            night = DUE + 4 * HOUR
            moments = (night, night + 9 * HOUR, night + timedelta(hours=9, minutes=30))
            return [await post.deliver(app, moment) for moment in moments]

    assert run(scenario()) == [{WAITING: 1}, {}, {SENT: 1}]


def test_without_a_step_nothing_is_sent(database_url: str) -> None:
    async def scenario() -> Post:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "yes:messages")
            catalog = app.catalogs.kept["voorbeeld"][1]
            for offering in catalog.offerings:
                await chat.choose(f"went:{offering.slug}")
            await plan(app)
            post = Post()
            assert await post.deliver(app, DUE) == {SKIPPED: 1}
            return post

    assert run(scenario()).sent == []


@pytest.mark.parametrize(
    ("answer", "first", "second"),
    [
        (Uncertain(), {UNCERTAIN: 1}, {}),
        (Refused(unreachable=False), {DEAD: 1}, {}),
        (TryLater(seconds=60), {WAITING: 1}, {SENT: 1}),
    ],
)
def test_a_nudge_is_tried_again_only_when_it_was_provably_not_sent(
    answer: SendResult,
    first: dict[OutboxState, int],
    second: dict[OutboxState, int],
    database_url: str,
) -> None:
    async def scenario() -> list[Counter[OutboxState]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            post = Post(answers=[answer])
            return [await post.deliver(app, DUE), await post.deliver(app, DUE + HOUR)]

    assert run(scenario()) == [first, second]


def test_who_blocked_the_bot_is_not_written_to_until_they_write_again(database_url: str) -> None:
    async def scenario() -> tuple[Counter[OutboxState], object, int]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "yes:messages")
            student = await reach(chat)
            await plan(app)
            counts = await Post(answers=[Refused(unreachable=True)]).deliver(app, DUE)
            async with app.database.transaction() as tx:
                reached = await load_recipients(tx, app.seal, {student}, DUE)
            await chat.choose("remind:slaap")
            planned = await plan_ahead(app.database, app.catalogs, BOT, DUE)
            return counts, reached, planned

    assert run(scenario()) == ({DEAD: 1}, {}, 0)


def test_a_crash_between_claim_and_record_sends_no_nudge_twice(database_url: str) -> None:
    async def scenario() -> tuple[list[Counter[OutboxState]], int]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            post = _Dies()
            with pytest.raises(asyncio.CancelledError):
                await post.deliver(app, DUE)
            after = [await Post().deliver(app, DUE + n * HOUR) for n in range(3)]
            return after, len(post.sent)

    assert run(scenario()) == ([{}, {UNCERTAIN: 1}, {}], 1)


class _Dies(Post):
    async def send(self, address: str, reply: Reply) -> SendResult:
        await super().send(address, reply)
        raise asyncio.CancelledError


class _Fails(Post):
    async def send(self, address: str, reply: Reply) -> SendResult:
        await super().send(address, reply)
        raise ValueError("anything")


def test_a_sender_that_fails_leaves_a_nudge_in_doubt_and_tries_a_reminder_once_more(
    database_url: str,
) -> None:
    async def scenario() -> tuple[Counter[OutboxState], int]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages", "remind:studiecentrum")
            await plan(app)
            post, counts = _Fails(), Counter[OutboxState]()
            for days in range(4):
                while found := await post.deliver(app, DUE + timedelta(days=days)):
                    counts += found
            return counts, len(post.sent)

    counts, tried = run(scenario())

    assert counts == {UNCERTAIN: 2, WAITING: 1}
    assert tried == 3


def test_a_check_in_on_something_discreet_names_nothing_until_it_is_opened(
    database_url: str,
) -> None:
    async def scenario() -> tuple[str, str]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "went:psycholoog", "yes:visits:psycholoog")
            ((first),) = await chat.wait(timedelta(days=7, hours=8))
            await chat.tap("Verder")
            return first.text, chat.text

    first, opened = run(scenario())

    assert first == "Je vroeg me hierop terug te komen."
    assert "Hoe gaat het daar nu mee?" in opened
