"""The budget of attention, and periods that staff move, on the way out (R5, R20)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from builders import make_nudge
from reached import DUE, EARLY, plan, reached_chat
from sqlalchemy import select
from talking import BOT, Post, opened_app, run

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.language import Document
from signpost_bot.model.outbox import OutboxState, Reason
from signpost_bot.store import documents, tables

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENT, SKIPPED, WAITING = OutboxState.SENT, OutboxState.SKIPPED, OutboxState.DUE


async def _save(app: App, kind: DocumentKind, content: Document, slug: str) -> None:
    key = DocumentKey(institution="voorbeeld", kind=kind, slug=slug)
    async with app.database.transaction() as tx:
        await documents.add_revision(tx, key, content, author="a", note="", now=EARLY)


async def _add_nudge(app: App, slug: str, **changes: Any) -> None:
    await _save(app, DocumentKind.CAMPAIGN, make_nudge(slug=slug, **changes), slug)


async def _move_exams(app: App, days: int) -> None:
    calendar = app.catalogs.kept["voorbeeld"][1].calendar
    assert calendar
    moved = tuple(
        one.model_copy(
            update={
                "first_on": one.first_on + days * DAY,
                "last_on": one.last_on + days * DAY,
            }
        )
        if one.slug == "tentamens-blok-2"
        else one
        for one in calendar.periods
    )
    content = calendar.model_copy(update={"periods": moved})
    await _save(app, DocumentKind.CALENDAR, content, "calendar")


async def _rows(app: App) -> list[tuple[str, str, str | None]]:
    async with app.database.transaction() as tx:
        rows = await tx.execute(select(tables.outbox).order_by(tables.outbox.c.campaign))
        # The example has more to say later in the exams; these tests are about the day itself.
        return [(row.campaign, row.state, row.reason) for row in rows if row.due_at <= DUE]


def test_of_two_in_the_same_minute_the_more_urgent_one_goes_out(database_url: str) -> None:
    async def scenario() -> list[tuple[str, str, str | None]]:
        async with opened_app(EARLY, database_url) as app:
            await _add_nudge(app, "urgent", priority=5)
            await _add_nudge(app, "idle", priority=1)
            await reached_chat(app, "yes:messages")
            await plan(app)
            await Post().deliver(app, DUE)
            return await _rows(app)

    assert run(scenario()) == [
        ("idle", SKIPPED, Reason.BUDGET),
        ("tentamens", SKIPPED, Reason.BUDGET),
        ("urgent", SENT, None),
    ]


def test_a_campaign_for_others_is_not_even_planned(database_url: str) -> None:
    async def scenario() -> list[tuple[str, str, str | None]]:
        async with opened_app(EARLY, database_url) as app:
            await _add_nudge(app, "first-years", circle={"years": [1]})
            await reached_chat(app, "yes:messages")
            await reached_chat(app, "yes:messages", "year:1", address="b")
            await plan(app)
            return await _rows(app)

    assert [row[0] for row in run(scenario())].count("first-years") == 1


def test_what_waits_moves_along_with_a_period(database_url: str) -> None:
    """Five days later: it waits, and then it goes out, once."""

    async def scenario() -> tuple[Counter[OutboxState], Counter[OutboxState]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            await _move_exams(app, 5)
            # Not planned again yet: the second look has to see it by itself.
            before = await Post().deliver(app, DUE)
            assert await plan_ahead(app.database, app.catalogs, BOT, DUE + HOUR) == 0
            return before, await Post().deliver(app, DUE + 5 * DAY)

    before, after = run(scenario())

    assert before == {WAITING: 1}
    assert after == {SENT: 1}


def test_what_waits_comes_sooner_when_a_period_does(database_url: str) -> None:
    """Two days sooner its moment is over, and it still makes sense: it goes out at once."""

    async def scenario() -> Counter[OutboxState]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            await _move_exams(app, -2)
            assert await plan_ahead(app.database, app.catalogs, BOT, EARLY + HOUR) == 0
            return await Post().deliver(app, EARLY + HOUR)

    assert run(scenario()) == {SENT: 1}


def test_what_went_out_does_not_come_again_when_the_period_moves(database_url: str) -> None:
    async def scenario() -> tuple[int, list[tuple[str, str, str | None]]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            await Post().deliver(app, DUE)
            await _move_exams(app, 6)
            return await plan_ahead(app.database, app.catalogs, BOT, DUE + DAY), await _rows(app)

    planned, rows = run(scenario())

    assert planned == 0
    assert rows == [("tentamens", SENT, None)]


@pytest.mark.parametrize("reacts", [False, True])
def test_who_never_reacts_hears_a_way_back_after_four_and_then_nothing(
    database_url: str, *, reacts: bool
) -> None:
    """Any word is a reaction."""

    async def scenario() -> list[str]:
        async with opened_app(EARLY, database_url) as app:
            for week in range(8):
                # Counted from a day of their own, every other week.
                start = {"own_start": True, "days_after": 14 * week, "at": "18:30"}
                nudge = {**make_nudge().model_dump(mode="json")["nudge"], "timing": start}
                await _add_nudge(app, f"week-{week}", nudge=nudge)
            chat = await reached_chat(app, "yes:messages")
            await _begin(app, DUE.date())
            post, now = Post(), EARLY
            while now < EARLY + 120 * DAY:
                await plan_ahead(app.database, app.catalogs, BOT, now)
                count = len(post.sent)
                await post.deliver(app, now + 8 * HOUR)
                if reacts and len(post.sent) > count:
                    chat.now = now + 9 * HOUR
                    await chat.say("dank je")
                    await _begin(app, DUE.date())
                now += 7 * DAY  # the days on which one is due, and the weeks between
            return [reply.text for _, reply in post.sent]

    texts = run(scenario())

    assert len(texts) == (8 if reacts else 5)
    assert ("schrijf je nu niet meer" in texts[-1]) is not reacts


async def _begin(app: App, day: date) -> None:
    async with app.database.transaction() as tx:
        await tx.execute(tables.session.update().values(began_on=day))
