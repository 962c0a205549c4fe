"""A school where staff checked nothing for 60 days: campaigns stop, what was promised goes on."""

from datetime import date, timedelta

import pytest
from reached import DUE, EARLY, plan, reached_chat
from sqlalchemy import select
from talking import BOT, Post, opened_app, run

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.institution import Institution
from signpost_bot.model.offering import Offering
from signpost_bot.model.outbox import OutboxState, Reason
from signpost_bot.store import documents, tables

HOUR = timedelta(hours=1)
LONG_AGO, LATELY = date(2026, 11, 1), date(2026, 12, 1)
"""More than 60 days before the exams, and less."""
SCHOOL = "voorbeeld"


async def _leave_alone(app: App, *, but: str = "") -> None:
    """A real school, in trial, so that it takes no ten students and no approvals; everything was
    checked long ago, but one offering."""
    async with app.database.transaction() as tx:
        made = await documents.load_vectors(tx, SCHOOL, "any")
        for one in await documents.list_newest(tx, SCHOOL):
            changes: dict[str, object] = {}
            if isinstance(one.content, Institution):
                changes = {"fictional": False, "safety_review": None}
            if isinstance(one.content, Offering):
                changes = {"checked_on": LATELY if one.key.slug == but else LONG_AGO}
            if changes:
                content = one.content.model_copy(update=changes)
                await documents.add_revision(
                    tx,
                    one.key,
                    content,
                    author="a",
                    note="",
                    now=EARLY,
                    vectors=made.get(one.key.slug),
                )


@pytest.mark.parametrize(("but", "planned"), [("", 1), ("slaap", 2)])
def test_where_nobody_looks_only_what_was_promised_is_planned(
    but: str, planned: int, database_url: str
) -> None:
    """A reminder is; a nudge only when one offering was checked in time (R5, R18)."""

    async def scenario() -> int:
        async with opened_app(EARLY, database_url) as app:
            await _leave_alone(app, but=but)
            await reached_chat(app, "yes:messages", "remind:studiecentrum")
            return await plan_ahead(app.database, app.catalogs, BOT, EARLY)

    assert run(scenario()) == planned


def test_what_was_planned_before_is_skipped_and_says_why(database_url: str) -> None:
    """The question after a visit and the reminder still come: a student agreed on each."""

    async def scenario() -> tuple[int, set[str | None]]:
        async with opened_app(EARLY, database_url) as app:
            await reached_chat(
                app, "yes:messages", "went:slaap", "yes:visits:slaap", "remind:studiecentrum"
            )
            await plan(app)
            await _leave_alone(app)
            sent = 0
            for hours in range(0, 24 * 12, 6):
                counts = await Post().deliver(app, DUE + hours * HOUR)
                sent += counts[OutboxState.SENT]
            async with app.database.transaction() as tx:
                rows = (await tx.execute(select(tables.outbox))).all()
            return sent, {row.reason for row in rows if row.state == OutboxState.SKIPPED}

    assert run(scenario()) == (2, {Reason.UNATTENDED})


def test_one_check_starts_campaigns_again(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(EARLY, database_url) as app:
            await _leave_alone(app)
            await reached_chat(app, "yes:messages")
            before = await plan_ahead(app.database, app.catalogs, BOT, EARLY)
            await _leave_alone(app, but="slaap")
            after = await plan_ahead(app.database, app.catalogs, BOT, EARLY)
            return [before, after]

    assert run(scenario()) == [0, 1]
