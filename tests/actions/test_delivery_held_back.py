"""Held back: after an alarm, and at a school whose cards nobody has read (R5, R10, R21)."""

from collections import Counter
from datetime import timedelta

import pytest
from reached import DUE, EARLY, plan, reached_chat
from sqlalchemy import select
from talking import Post, opened_app, run

from signpost_bot.app import App
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.outbox import OutboxState, Reason
from signpost_bot.store import documents, tables

HOUR = timedelta(hours=1)
SENT, SKIPPED, WAITING = OutboxState.SENT, OutboxState.SKIPPED, OutboxState.DUE


@pytest.mark.parametrize(
    ("days", "found"), [(12, {SKIPPED: 1}), (13, {SKIPPED: 1}), (14, {SENT: 1})]
)
def test_an_alarm_keeps_nudges_silent_for_fourteen_whole_days(
    days: int, found: dict[OutboxState, int], database_url: str
) -> None:
    """The same date that "no messages for a while" sets; no reason is kept beside it."""

    async def scenario() -> Counter[OutboxState]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, now=EARLY - timedelta(days=days))
            await chat.say("ik wil dood")
            chat.now = EARLY
            await chat.choose("yes:messages")
            await plan(app)
            return await Post().deliver(app, DUE)

    assert run(scenario()) == found


def test_i_meant_something_else_gives_the_nudges_back(database_url: str) -> None:
    async def scenario() -> Counter[OutboxState]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "yes:messages")
            await plan(app)
            await chat.say("ik wil dood")
            await chat.choose("meant_else")
            return await Post().deliver(app, DUE)

    assert run(scenario()) == {SENT: 1}


@pytest.mark.parametrize(
    ("guests", "found"),
    [
        (frozenset[str](), {SKIPPED: 2, SENT: 1}),
        (frozenset({"b"}), {SKIPPED: 2, SENT: 1}),
        (frozenset({"a"}), {SENT: 3}),
        (None, {SENT: 3}),
    ],
)
def test_in_trial_what_was_planned_before_goes_to_guests_only_and_a_reminder_still_comes(
    guests: frozenset[str] | None, found: dict[OutboxState, int], database_url: str
) -> None:
    """A nudge, a check-in and a reminder were planned; then the school went into trial (R10)."""

    async def scenario() -> tuple[Counter[OutboxState], set[str | None]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(
                app, "yes:messages", "went:slaap", "yes:visits:slaap", "remind:studiecentrum"
            )
            await plan(app)
            await _into_trial(app)
            post, counts = Post(guests=guests), Counter[OutboxState]()
            for hours in range(0, 24 * 12, 6):
                counts += await post.deliver(app, DUE + hours * HOUR)
            async with app.database.transaction() as tx:
                return counts, {row.reason for row in await tx.execute(select(tables.outbox))}

    counts, reasons = run(scenario())

    assert counts - Counter({WAITING: counts[WAITING]}) == found
    assert (Reason.TRIAL in reasons) is (SKIPPED in found)


async def _into_trial(app: App) -> None:
    """A real school whose cards nobody has read."""
    was = app.catalogs.kept["voorbeeld"][1].institution
    key = DocumentKey(institution="voorbeeld", kind=DocumentKind.INSTITUTION, slug="institution")
    async with app.database.transaction() as tx:
        content = was.model_copy(update={"fictional": False, "safety_review": None})
        await documents.add_revision(tx, key, content, author="a", note="", now=EARLY)
