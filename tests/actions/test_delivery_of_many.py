"""Delivery of many at once: one broken, two bots, several workers (R5, R21)."""

import asyncio
from collections import Counter

import pytest
from reached import DUE, EARLY, plan, reached_chat
from talking import BOT, Post, opened_app, run

from signpost_bot.actions import delivery
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.conversation import second_look
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.attention import Attention
from signpost_bot.model.outbox import OutboxState, Outgoing, Reason
from signpost_bot.store import outbox

SENT, SKIPPED = OutboxState.SENT, OutboxState.SKIPPED


def test_one_that_cannot_be_made_keeps_nobody_waiting(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch is prepared in one transaction: the broken one is crossed off, the others go."""

    async def scenario() -> tuple[Counter[OutboxState], list[str]]:
        async with opened_app(EARLY, database_url) as app:
            for number in range(5):
                await reached_chat(app, "yes:messages", address=f"student {number}")
            await plan(app)
            made = iter(range(5))

            def breaks(
                scene: Scene, row: Outgoing, attention: Attention, **how: bool
            ) -> second_look.Said | Reason | second_look.Wait:
                if next(made) == 2:
                    raise ValueError("anything")
                return second_look.look_again(scene, row, attention, **how)

            monkeypatch.setattr(delivery, "look_again", breaks)
            post = Post()
            return await post.deliver(app, DUE), [address for address, _ in post.sent]

    counts, sent = run(scenario())

    assert counts == {SENT: 4, SKIPPED: 1}
    assert len(set(sent)) == 4


def test_two_bots_in_one_database_write_to_their_own_students(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            return [await plan_ahead(app.database, app.catalogs, bot, EARLY) for bot in ("8", BOT)]

    assert run(scenario()) == [0, 1]


def test_two_workers_at_once_send_everything_once(database_url: str) -> None:
    async def scenario() -> Post:
        async with opened_app(EARLY, database_url) as app:
            for number in range(12):
                await reached_chat(app, "yes:messages", address=f"student {number}")
            await plan(app)
            post = Post()
            await asyncio.gather(*(post.deliver(app, DUE) for _ in range(3)))
            async with app.database.transaction() as tx:
                assert await outbox.count_states(tx, BOT) == {SENT: 12}
            return post

    addresses = [address for address, _ in run(scenario()).sent]

    assert sorted(addresses) == sorted({f"student {number}" for number in range(12)})
