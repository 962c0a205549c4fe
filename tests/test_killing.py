"""`kill -9` at random moments: no nudge twice, what is in doubt counted, no reply lost (R21)."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from botapi.chats import BOT
from botapi.server import StandIn
from conftest import IS_LONG
from filled import OFFERINGS, SECRET
from nursery import Nursery, gone, kill
from sqlalchemy import select
from talking import opened_app, run

from signpost_bot.actions.delivery import BATCH
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.outbox import OutboxState
from signpost_bot.model.session import Channel, Session
from signpost_bot.store import consents, students
from signpost_bot.store.recipients import load_recipients
from signpost_bot.store.tables import outbox

KILLS = 100 if IS_LONG else 6
PATIENCE = 60.0
EARLY = datetime(2027, 1, 8, 10, tzinfo=UTC)
DUE = datetime(2027, 1, 8, 17, 31, tzinfo=UTC)
"""Ten days before the exams of block 2, a minute after 18:30."""
FIRST = 50_000


def _environment(telegram: StandIn, url: str) -> dict[str, str]:
    return {
        "SIGNPOST_DATABASE_URL": url,
        "SIGNPOST_OFFERINGS": str(OFFERINGS),
        "SIGNPOST_SECRET_KEY": SECRET,
        "SIGNPOST_TELEGRAM_TOKEN": telegram.token,
        "SIGNPOST_TELEGRAM_API_URL": telegram.url.removesuffix("/bot"),
        "SIGNPOST_MESSAGES_PER_SECOND": "200",
    }


async def _many_say_yes(app: App, telegram: StandIn, count: int) -> None:
    async with app.database.transaction() as tx:
        for chat in range(FIRST, FIRST + count):
            telegram.meet(chat)
            who = app.talk(Channel.TELEGRAM, str(chat), "voorbeeld").address_hash
            student = await students.add_student(tx, Channel.TELEGRAM, who, EARLY.date())
            await students.save_address(tx, app.seal, student, str(chat), str(BOT["id"]))
            stands = Session(institution="voorbeeld", language=Language.NL)
            await students.save_session(tx, app.seal, student, stands)
            await consents.give_consent(tx, student, Consent.MESSAGES, EARLY)
    assert await plan_ahead(app.database, app.catalogs, str(BOT["id"]), EARLY) == count


def _called(telegram: StandIn, method: str, times: int) -> bool:
    return len(telegram.called(method)) >= times


async def _states(app: App) -> dict[str, OutboxState]:
    """What the outbox thinks of each chat."""
    async with app.database.transaction() as tx:
        rows = {row.student_id: row.state for row in await tx.execute(select(outbox))}
        known = await load_recipients(tx, app.seal, set(rows), EARLY)
    return {one.address: OutboxState(rows[who]) for who, one in known.items()}


def test_no_nudge_goes_out_twice_whenever_the_process_is_killed(database_url: str) -> None:
    chance = Random(2027)
    count = 2 * KILLS * BATCH

    async def scenario() -> tuple[dict[str, OutboxState], Counter[str]]:
        async with (
            StandIn.started(lambda: DUE) as telegram,
            opened_app(EARLY, database_url) as app,
            Nursery.opened(_environment(telegram, database_url)) as nursery,
        ):
            await _many_say_yes(app, telegram, count)
            for _ in range(KILLS):
                before = len(telegram.called("sendMessage"))
                pid = await nursery.grow("deliver", "--now", DUE.isoformat())
                enough = before + chance.randrange(1, BATCH)
                await telegram.until(partial(_called, telegram, "sendMessage", enough), PATIENCE)
                await asyncio.sleep(chance.random() * 0.05)
                kill(pid)
            later = (DUE + timedelta(minutes=11)).isoformat()
            await gone(await nursery.grow("deliver", "--now", later), PATIENCE)
            sent = Counter(str(one.chat_id) for one in telegram.sent)
            return await _states(app), sent

    states, sent = run(scenario())

    assert len(states) == count
    assert max(sent.values()) == 1, "nobody gets it twice"
    kinds = Counter(states.values())
    assert kinds[OutboxState.UNCERTAIN] > 0, "a kill hit between claim and record at least once"
    assert kinds[OutboxState.SENT] + kinds[OutboxState.UNCERTAIN] == count, "all are counted"
    crossed_off = {chat for chat, state in states.items() if state is OutboxState.SENT}
    assert crossed_off <= set(sent), "what is written down as sent was sent"


def test_no_reply_is_lost_whenever_the_process_is_killed(database_url: str) -> None:
    chance = Random(112)

    async def scenario() -> set[int]:
        async with (
            StandIn.started(lambda: EARLY) as telegram,
            opened_app(EARLY, database_url),
            Nursery.opened(_environment(telegram, database_url)) as nursery,
        ):
            asked = iter(range(FIRST, FIRST + 3 * KILLS))
            for _ in range(KILLS):
                pid = await nursery.grow("run")
                polls = len(telegram.called("getUpdates")) + 1
                await telegram.until(partial(_called, telegram, "getUpdates", polls), PATIENCE)
                for chat in (next(asked), next(asked), next(asked)):
                    telegram.write(chat, "ik slaap slecht")
                await asyncio.sleep(chance.random() * 0.2)
                kill(pid)
            pid = await nursery.grow("run")
            everybody = set(range(FIRST, FIRST + 3 * KILLS))
            await telegram.until(
                lambda: everybody <= {one.chat_id for one in telegram.sent}, PATIENCE
            )
            kill(pid)
            return {one.chat_id for one in telegram.sent if "Rustig slapen" in one.text}

    assert run(scenario()) == set(range(FIRST, FIRST + 3 * KILLS))
