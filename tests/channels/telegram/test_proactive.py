"""A nudge and a check-in with its answer over the real library, on both databases (R5, R7, R21)."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from botapi.chats import Sent
from botapi.server import StandIn
from talking import opened_app, run
from telegram import Bot
from telegram_line import OTHER, STUDENT

from signpost_bot import serve
from signpost_bot.app import App
from signpost_bot.channels.telegram.pacing import Pace
from signpost_bot.model.outbox import OutboxState

TODAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
BEFORE_EXAMS = datetime(2027, 1, 8, 17, 31, tzinfo=UTC)
A_WEEK_LATER = datetime(2026, 11, 30, 17, 31, tzinfo=UTC)

YES = "yes:visits:slaap"
PACE = Pace(per_second=1000)


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = TODAY

    def __call__(self) -> datetime:
        return self.now


async def _served(url: str, act: Callable[[StandIn, App, Bot, Clock], object]) -> None:
    clock = Clock()
    async with (
        StandIn.started(clock) as telegram,
        opened_app(TODAY, url) as app,
        serve.open_bot(telegram.token, telegram.url.removesuffix("/bot")) as bot,
    ):
        stop = asyncio.Event()
        line = serve.open_line(app, bot, "voorbeeld", clock)
        task = asyncio.create_task(serve.serve(line, stop))
        try:
            await act(telegram, app, bot, clock)  # type: ignore[misc]
        finally:
            stop.set()
            await asyncio.wait_for(task, 20)


def test_only_who_said_yes_gets_a_nudge_and_only_once(database_url: str) -> None:
    async def act(telegram: StandIn, app: App, bot: Bot, clock: Clock) -> None:
        telegram.write(STUDENT, "/berichten")
        (offer,) = await telegram.sent_to(STUDENT, 1)
        telegram.tap(STUDENT, offer, "yes:messages")
        await telegram.sent_to(STUDENT, 2)
        telegram.write(OTHER, "hoi")
        await telegram.sent_to(OTHER, 1)
        clock.now = BEFORE_EXAMS.replace(day=2)
        assert await serve.plan(app, bot, clock()) == 1
        assert await serve.plan(app, bot, clock()) == 0, "planning twice does nothing"
        assert await serve.deliver(app, bot, clock, PACE) == {}
        clock.now = BEFORE_EXAMS
        assert await serve.deliver(app, bot, clock, PACE) == {OutboxState.SENT: 1}
        assert await serve.deliver(app, bot, clock, PACE) == {}
        nudge = (await telegram.sent_to(STUDENT, 3))[-1]
        assert "De tentamens komen eraan" in nudge.text
        assert len(telegram.said_to(OTHER)) == 1
        asked = next(button for button in nudge.buttons if "Waarom" in button.label)
        telegram.tap(STUDENT, nudge, asked.data or "")
        why = (await telegram.sent_to(STUDENT, 4))[-1]
        assert why.buttons

    run(_served(database_url, act))


def test_a_check_in_comes_a_week_after_i_went_and_its_answer_leads_on(database_url: str) -> None:
    async def act(telegram: StandIn, app: App, bot: Bot, clock: Clock) -> None:
        telegram.write(STUDENT, "ik slaap slecht")
        (card,) = await telegram.sent_to(STUDENT, 1)
        telegram.tap(STUDENT, card, "went:slaap")

        def offered() -> list[Sent]:
            said = telegram.said_to(STUDENT)
            return [one for one in said if any(b.data == YES for b in one.buttons)]

        await telegram.until(lambda: bool(offered()))
        before = len(telegram.said_to(STUDENT))
        telegram.tap(STUDENT, offered()[0], YES)
        await telegram.sent_to(STUDENT, before + 1)
        await serve.plan(app, bot, clock())
        clock.now = A_WEEK_LATER
        assert await serve.deliver(app, bot, clock, PACE) == {OutboxState.SENT: 1}
        question = (await telegram.sent_to(STUDENT, before + 2))[-1]
        same = next(button for button in question.buttons if button.label == "Hetzelfde")
        telegram.tap(STUDENT, question, same.data or "")
        said = (await telegram.sent_to(STUDENT, before + 3))[-1]
        assert "dat ligt niet aan jou" in said.text
        assert said.buttons

    run(_served(database_url, act))


def test_a_student_who_blocked_the_bot_is_never_written_to_again(database_url: str) -> None:
    async def act(telegram: StandIn, app: App, bot: Bot, clock: Clock) -> None:
        for student in (STUDENT, OTHER):
            telegram.write(student, "/berichten")
            (offer,) = await telegram.sent_to(student, 1)
            telegram.tap(student, offer, "yes:messages")
            await telegram.sent_to(student, 2)
        telegram.block(STUDENT)
        clock.now = BEFORE_EXAMS.replace(day=2)
        assert await serve.plan(app, bot, clock()) == 2
        clock.now = BEFORE_EXAMS
        counts = await serve.deliver(app, bot, clock, PACE)
        assert counts[OutboxState.SENT] == 1, "a 403 in mid-campaign stops nobody else"
        assert counts[OutboxState.DEAD] == 1
        tried = len(telegram.called("sendMessage"))
        assert await serve.deliver(app, bot, clock, PACE) == {}
        assert len(telegram.called("sendMessage")) == tried

    run(_served(database_url, act))
