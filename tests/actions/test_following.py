"""Questions after a visit on real rows: dropped, moved, or taken back in between (R7, R21)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from talking import BOT, Chat, Post, new_chat, opened_app, reach, run

from signpost_bot.actions.catalog import Catalogs
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.campaign import CampaignState
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.institution import Calendar
from signpost_bot.model.outbox import OutboxState
from signpost_bot.model.session import Channel
from signpost_bot.store import documents
from signpost_bot.store.tables import outbox, visit

WENT = datetime(2026, 11, 24, 15, tzinfo=UTC)
FIRST = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
SECOND = datetime(2026, 12, 22, 17, 30, tzinfo=UTC)
SEMESTER = datetime(2027, 2, 1, 17, 30, tzinfo=UTC)


async def _went(app: App, *choices: str, address: str = "a") -> Chat:
    chat = new_chat(app, WENT, address=address, channel=Channel.TELEGRAM)
    await chat.start("")
    await reach(chat)
    for choice in ("went:slaap", "yes:visits:slaap", *choices):
        await chat.choose(choice)
    return chat


async def _deliver(app: App, now: datetime) -> int:
    """How many messages go out now."""
    post = Post()
    await plan_ahead(app.database, app.catalogs, BOT, now)
    while await post.deliver(app, now):
        pass
    return len(post.sent)


async def _visit(app: App) -> tuple[object, ...]:
    wanted = (visit.c.asked, visit.c.ask_next, visit.c.ask_at, visit.c.ask_later)
    async with app.database.transaction() as tx:
        return tuple((await tx.execute(select(*wanted))).one())


def test_a_question_that_came_too_late_is_dropped_and_the_second_still_comes() -> None:
    async def scenario() -> list[object]:
        async with opened_app(WENT) as app:
            await _went(app)
            await plan_ahead(app.database, app.catalogs, BOT, WENT)
            late = await _deliver(app, FIRST + timedelta(hours=73))
            return [late, await _visit(app), await _deliver(app, SECOND)]

    assert run(scenario()) == [0, (None, "second", SECOND, False), 1]


def test_a_no_while_a_question_is_on_its_way_is_the_last_word() -> None:
    async def scenario() -> tuple[object, ...]:
        async with opened_app(WENT) as app:
            chat = await _went(app, "yes:later:slaap")
            await plan_ahead(app.database, app.catalogs, BOT, WENT)

            class Meanwhile(Post):
                async def send(self, address, reply):  # type: ignore[no-untyped-def]
                    await chat.choose("no:visits")
                    return await super().send(address, reply)

            await Meanwhile().deliver(app, FIRST)
            return await _visit(app)

    assert run(scenario()) == (None, None, None, False)


def test_going_again_moves_the_question_and_the_old_one_never_comes() -> None:
    async def scenario() -> list[object]:
        async with opened_app(WENT) as app:
            chat = await _went(app)
            await plan_ahead(app.database, app.catalogs, BOT, WENT)
            chat.now = WENT + timedelta(days=6)
            await chat.choose("went:slaap")
            found = [await _deliver(app, FIRST), await _deliver(app, FIRST + timedelta(days=6))]
            async with app.database.transaction() as tx:
                rows = await tx.execute(select(outbox.c.state, outbox.c.reason).order_by("due_at"))
                return [*found, *map(tuple, rows)]

    assert run(scenario()) == [0, 1, ("skipped", "changed"), ("sent", None)]


def _moved(calendar: Calendar, to: date) -> Calendar:
    """The same, when the third block begins on another day."""
    periods = tuple(
        one.model_copy(update={"first_on": to}) if one.slug == "blok-3" else one
        for one in calendar.periods
    )
    return calendar.model_copy(update={"periods": periods})


async def _move_semester(app: App, to: date, now: datetime) -> None:
    key = DocumentKey(institution="voorbeeld", kind=DocumentKind.CALENDAR, slug="calendar")
    async with app.database.transaction() as tx:
        catalog = await Catalogs(needs=app.catalogs.needs).load(tx, "voorbeeld")
        assert catalog.calendar
        moved = _moved(catalog.calendar, to)
        await documents.add_revision(tx, key, moved, author="Noor", note="", now=now)


@pytest.mark.parametrize("days", [7, 21])
def test_the_question_of_a_semester_waits_for_it_and_moves_along(
    days: int, database_url: str
) -> None:
    """Only of who said yes to that one. It may move further than what is planned ahead."""
    near = SEMESTER - timedelta(days=13)

    async def scenario() -> list[object]:
        async with opened_app(WENT, database_url) as app:
            await _went(app, "yes:later:slaap")
            await _went(app, address="said no to later")
            found: list[object] = [await _deliver(app, FIRST)]
            found.append(await plan_ahead(app.database, app.catalogs, BOT, near))
            await _move_semester(app, date(2027, 2, 1) + timedelta(days=days), near)
            found.append(await _deliver(app, SEMESTER))
            found.append(await _deliver(app, SEMESTER + timedelta(days=days)))
            found.append(await _deliver(app, SEMESTER + timedelta(days=217)))
            return found

    assert run(scenario()) == [2, 1, 0, 1, 0]


def test_where_staff_stop_the_question_nobody_is_asked() -> None:
    key = DocumentKey(institution="voorbeeld", kind=DocumentKind.CAMPAIGN, slug="hoe-ging-het")

    async def scenario() -> list[object]:
        async with opened_app(WENT) as app:
            await _went(app)
            await plan_ahead(app.database, app.catalogs, BOT, WENT)
            async with app.database.transaction() as tx:
                catalog = await app.catalogs.load(tx, "voorbeeld")
                campaign = catalog.campaign("hoe-ging-het")
                assert campaign
                paused = campaign.model_copy(update={"state": CampaignState.PAUSED})
                await documents.add_revision(tx, key, paused, author="Noor", note="", now=WENT)
            return [await _deliver(app, FIRST), await _visit(app)]

    assert run(scenario()) == [0, (None, None, None, False)]


def test_what_nobody_knows_of_counts_as_asked() -> None:
    """Rather too little than twice, for what was not asked for by the hour."""

    async def scenario() -> list[object]:
        async with opened_app(WENT) as app:
            await _went(app)
            await _deliver(app, FIRST)
            async with app.database.transaction() as tx:
                await tx.execute(update(visit).values(ask_at=FIRST, ask_next="first", asked=None))
                again = update(outbox).values(state=OutboxState.DUE.value, attempts=2)
                await tx.execute(again)

            class Lost(Post):
                async def send(self, address, reply):  # type: ignore[no-untyped-def]
                    raise ConnectionError

            await Lost().deliver(app, FIRST)
            return [await _visit(app)]

    assert run(scenario()) == [("first", None, None, False)]


def test_nothing_is_kept_by_which_an_answer_could_be_known() -> None:
    """R21: who reads the visits sees that a question was asked, not what was said to it."""

    async def rows_after(answer: str) -> list[tuple[object, ...]]:
        async with opened_app(WENT) as app:
            chat = await _went(app)
            await _deliver(app, FIRST)
            chat.now = FIRST
            await chat.choose(f"checkin:hoe-ging-het:{answer}:slaap")
            assert chat.text
            kept = [one for one in visit.c if one.name not in ("id", "student_id")]
            async with app.database.transaction() as tx:
                return [tuple(row) for row in await tx.execute(select(*kept))]

    async def scenario() -> list[list[tuple[object, ...]]]:
        return [await rows_after(answer) for answer in ("beter", "hetzelfde", "lastiger")]

    better, same, harder = run(scenario())

    assert better == same == harder
    assert "second" in better[0]
