"""Planning again, by two at once, in any order, or for students who changed: on both databases.

The same cases without a database are in tests/campaigns/cases.yaml (R5, R6, R20).
"""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from builders import make_nudge
from reached import DUE, EARLY, plan, reached_chat
from sqlalchemy import select
from talking import BOT, Post, opened_app, run

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.campaigns.planning import list_ahead
from signpost_bot.model.campaign import Circle
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.language import Language
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Session
from signpost_bot.store import documents, planning, students, tables

TOLD = Profile(year=1, campus="centrum", began_on=date(2026, 8, 31))
MEANT = Session(institution="voorbeeld", language=Language.NL, profile=TOLD)
CIRCLES = {
    "campus": Circle(campuses=("centrum",)),
    "language": Circle(languages=(Language.NL,)),
    "year": Circle(years=(1,)),
}
CHANGED = {
    "campus": replace(MEANT, profile=replace(TOLD, campus="noord")),
    "language": replace(MEANT, language=Language.EN),
    "year": replace(MEANT, profile=replace(TOLD, year=2)),
}
"""By what changes: a campaign for such students, and who is no longer one of them."""


async def _student(app: App, address: str, stands: Session, programme: str | None = None) -> None:
    """Somebody who said yes to all and told this; or who tells something else by now."""
    chat = await reached_chat(app, "yes:messages", "yes:checkins", address=address)
    async with app.database.transaction() as tx:
        student = await students.find_student(tx, chat.channel, chat.talk.address_hash)
        assert student
        told = replace(stands.profile, programme=programme)
        await students.save_session(tx, app.seal, student, replace(stands, profile=told))


async def _rows(app: App) -> set[tuple[object, ...]]:
    async with app.database.transaction() as tx:
        columns = ("student_id", "campaign", "occasion", "due_at", "best_before", "state")
        found = await tx.execute(select(*(tables.outbox.c[name] for name in columns)))
        rows = [tuple(row) for row in found]
    assert len(rows) == len(set(rows))
    return set(rows)


def test_two_who_plan_at_once_plan_as_one_alone(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(EARLY, database_url) as app, opened_app(EARLY, database_url) as other:
            for number in range(3):
                await _student(app, f"student {number}", MEANT)
            both = (one for one in (app, other, app, other))
            planned = await asyncio.gather(
                *(plan_ahead(one.database, one.catalogs, BOT, EARLY) for one in both)
            )
            rows = await _rows(app)
            assert sum(planned) == len(rows) >= 3
            assert await plan_ahead(other.database, other.catalogs, BOT, EARLY) == 0
            assert await _rows(app) == rows

    run(scenario())


def test_the_order_of_the_occasions_is_all_the_same(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(EARLY, database_url) as app:
            await _student(app, "a", MEANT)
            await plan(app)
            rows, chance = await _rows(app), Random(7)
            async with app.database.transaction() as tx:
                ahead = list(list_ahead(await app.catalogs.load(tx, "voorbeeld"), EARLY))
            for _ in range(3):
                chance.shuffle(ahead)
                async with app.database.transaction() as tx:
                    await tx.execute(tables.outbox.delete())
                    for one in (*ahead, *ahead[::-1]):
                        await planning.plan_occasion(tx, BOT, "voorbeeld", one)
                assert await _rows(app) == rows

    run(scenario())


@pytest.mark.parametrize("leaves", [True, False])
def test_who_changes_after_planning_gets_what_is_for_them_by_then(
    database_url: str, *, leaves: bool
) -> None:
    """Another campus, language or year: out of the circle of a campaign, or into it."""

    async def scenario() -> list[tuple[str, str, str | None]]:
        async with opened_app(EARLY, database_url) as app:
            for what, circle in CIRCLES.items():
                await _add_nudge(app, what, circle)
                await _student(app, what, MEANT if leaves else CHANGED[what], programme=what)
            await plan(app)
            for what in CIRCLES:
                await _student(app, what, CHANGED[what] if leaves else MEANT, programme=what)
            await plan_ahead(app.database, app.catalogs, BOT, EARLY + timedelta(hours=1))
            await Post().deliver(app, DUE)
            async with app.database.transaction() as tx:
                found = await tx.execute(select(tables.outbox).order_by(tables.outbox.c.campaign))
                rows = [(row.campaign, row.state, row.reason) for row in found]
            return [row for row in rows if row[0] in CIRCLES]

    became = ("skipped", "not_meant") if leaves else ("sent", None)
    assert run(scenario()) == [(what, *became) for what in CIRCLES]


async def _add_nudge(app: App, what: str, circle: Circle) -> None:
    """One for the one student who studies this, so that no other has their attention."""
    key = DocumentKey(institution="voorbeeld", kind=DocumentKind.CAMPAIGN, slug=what)
    whom = circle.model_copy(update={"programmes": (what,)})
    async with app.database.transaction() as tx:
        nudge = make_nudge(slug=what, circle=whom, priority=5)
        await documents.add_revision(tx, key, nudge, author="a", note="", now=EARLY)
