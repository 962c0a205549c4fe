"""Planning ahead on real catalogs: nudges, check-ins and reminders, once (R5, R20)."""

from datetime import UTC, datetime, timedelta

from talking import BOT, Chat, new_chat, opened_app, reach, run

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.session import Channel

NOW = datetime(2027, 1, 5, 10, tzinfo=UTC)


async def _plan(app: App, now: datetime = NOW) -> int:
    return await plan_ahead(app.database, app.catalogs, BOT, now)


async def _chat(app: App, *choices: str, address: str = "a") -> Chat:
    chat = new_chat(app, NOW, address=address, channel=Channel.TELEGRAM)
    await chat.start("")
    await reach(chat)
    for choice in choices:
        await chat.choose(choice)
    return chat


def test_a_nudge_is_planned_once_for_who_said_yes(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(NOW, database_url) as app:
            await _chat(app, "yes:messages", address="yes")
            await _chat(app, "no:messages", address="no")
            await _chat(app, "yes:messages", "stop", address="stop")
            return [await _plan(app, NOW - timedelta(days=14)), await _plan(app), await _plan(app)]

    assert run(scenario()) == [0, 1, 0]


def test_a_reminder_and_a_check_in_are_planned_where_they_were_asked_for(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(NOW, database_url) as app:
            await _chat(app, "remind:slaap", address="remind")
            await _chat(app, "went:slaap", address="went")
            planned = [await _plan(app)]
            await _chat(app, "went:slaap", "yes:visits:slaap", address="went")
            return [*planned, await _plan(app), await _plan(app)]

    assert run(scenario()) == [1, 1, 0]


def test_who_said_yes_before_is_asked_again_after_the_next_visit(database_url: str) -> None:
    async def scenario() -> tuple[int, str]:
        async with opened_app(NOW, database_url) as app:
            chat = await _chat(app, "went:slaap", "yes:visits:slaap", "went:huiskamer")
            return await _plan(app), chat.text

    planned, text = run(scenario())

    assert planned == 2
    assert "Ik vraag je di 12 jan 18:30 hoe het gaat" in text


def test_a_yes_to_one_visit_is_no_yes_to_the_one_before(database_url: str) -> None:
    async def scenario() -> int:
        async with opened_app(NOW, database_url) as app:
            await _chat(app, "went:slaap", "no:visits", "went:huiskamer", "yes:visits:huiskamer")
            return await _plan(app)

    assert run(scenario()) == 1
