"""From a code that is scanned to the third answer, over the real library (R7, R8, R21)."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime

from botapi.chats import Sent
from botapi.server import StandIn
from sqlalchemy import select
from talking import opened_app, run
from telegram_line import STUDENT

from signpost_bot import serve
from signpost_bot.actions.attendance import make_code
from signpost_bot.channels.telegram.pacing import Pace
from signpost_bot.model.attendance import PREFIX, AttendanceCode
from signpost_bot.model.outbox import OutboxState
from signpost_bot.store.tables import outbox, visit

HELD = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
OFFERING = "faalangst"
BETTER = f"checkin:hoe-ging-het:beter:{OFFERING}"
ROUNDS = ("2026-12-09T17:31Z", "2026-12-30T17:31Z", "2027-02-01T17:31Z")
MAY_I = "Mag ik je wo 9 dec 18:30 vragen hoe het gaat?"


class _Chat:
    """One student's chat, and the clock."""

    def __init__(self) -> None:
        self.now, self.read = HELD, 0

    def clock(self) -> datetime:
        return self.now

    async def said(self, telegram: StandIn, act: Callable[[], object], messages: int = 1) -> Sent:
        """The last of so many messages that come of this."""
        act()
        self.read += messages
        return (await telegram.sent_to(STUDENT, self.read))[-1]


async def _whole_way(url: str) -> tuple[int, list[tuple[object, ...]]]:
    chat, pace, stop = _Chat(), Pace(per_second=1000), asyncio.Event()
    async with (
        StandIn.started(chat.clock) as telegram,
        opened_app(HELD, url) as app,
        serve.open_bot(telegram.token, telegram.url.removesuffix("/bot")) as bot,
    ):
        made = await make_code(app.database, "voorbeeld", OFFERING, None, HELD)
        assert isinstance(made, AttendanceCode)
        scan = lambda: telegram.write(STUDENT, f"/start {PREFIX}{made.code}")  # noqa: E731
        task = asyncio.create_task(
            serve.serve(serve.open_line(app, bot, "voorbeeld", chat.clock), stop)
        )
        try:
            # Who never spoke with us first reads who we are.
            assert MAY_I in (await chat.said(telegram, scan, messages=3)).text
            may = await chat.said(telegram, scan, messages=2)
            assert MAY_I in may.text
            yes = lambda: telegram.tap(STUDENT, may, f"yes:visits:{OFFERING}")  # noqa: E731
            agreed = await chat.said(telegram, yes)
            later = lambda: telegram.tap(STUDENT, agreed, f"yes:later:{OFFERING}")  # noqa: E731
            await chat.said(telegram, later)
            for moment in ROUNDS:
                chat.now = datetime.fromisoformat(moment)
                await serve.plan(app, bot, chat.now)
                assert await serve.deliver(app, bot, chat.clock, pace) == {OutboxState.SENT: 1}
                question = await chat.said(telegram, lambda: None)
                assert "Hoe gaat het daar nu mee?" in question.text
                better = lambda asked=question: telegram.tap(STUDENT, asked, BETTER)  # noqa: E731
                assert "Mooi om te horen" in (await chat.said(telegram, better)).text
            chat.now = datetime(2027, 9, 5, 12, tzinfo=UTC)
            assert await serve.plan(app, bot, chat.now) == 0, "after three nothing more"
        finally:
            stop.set()
            await asyncio.wait_for(task, 20)
        async with app.database.transaction() as tx:
            rows = len((await tx.execute(select(outbox))).all())
            of_visit = select(visit.c.state, visit.c.went_on, visit.c.asked, visit.c.ask_next)
            return rows, [tuple(row) for row in await tx.execute(of_visit)]


def test_three_questions_from_one_scan_and_a_scan_again_adds_none(database_url: str) -> None:
    rows, visits = run(_whole_way(database_url))

    assert rows == 3
    assert visits == [("went", date(2026, 11, 25), "semester", None)]
