"""34,000 messages planned and delivered, beside one APScheduler job each with its SQL job store.

    python benchmarks/delivery.py [HOW_MANY]

Nothing goes over a network. Ours does all its work (who said yes, a second look at each student,
the words of the message, the record); a job of APScheduler does nothing at all.
"""

import asyncio
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import insert

from signpost_bot import clock
from signpost_bot.actions.delivery import deliver_due
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App, open_app
from signpost_bot.model.consent import Consent
from signpost_bot.model.outbox import OutboxState, SendResult, Sent
from signpost_bot.model.session import Channel, Reply
from signpost_bot.store.tables import consent, session, student

OFFERINGS = Path(__file__).parent.parent / "offerings"
EARLY = datetime(2027, 1, 8, 10, tzinfo=UTC)
DUE = datetime(2027, 1, 8, 17, 31, tzinfo=UTC)
BOT = "7"
done: list[int] = []


def job(number: int) -> None:
    """What APScheduler calls; nothing."""
    done.append(number)


async def say_yes(app: App, count: int) -> None:
    """So many students of `voorbeeld` who said yes; not timed."""
    ids = [uuid4() for _ in range(count)]
    people = [
        {
            "id": one,
            "channel": Channel.TELEGRAM.value,
            "address_hash": f"{number:064}",
            "address": app.seal.close(str(number)),
            "bot_id": BOT,
            "created_on": EARLY.date(),
        }
        for number, one in enumerate(ids)
    ]
    talks = [
        {
            "student_id": one,
            "institution": "voorbeeld",
            "language": "nl",
            "step": "open",
            **dict.fromkeys(("shown", "seen", "needs"), ()),
            "pending": app.seal.close("0"),
        }
        for one in ids
    ]
    yes = [{"student_id": one, "kind": Consent.MESSAGES.value, "given_at": EARLY} for one in ids]
    async with app.database.transaction() as tx:
        for table, rows in ((student, people), (session, talks), (consent, yes)):
            await tx.execute(insert(table), rows)


async def ours(count: int, folder: Path) -> tuple[float, float]:
    """Seconds to plan and to deliver."""
    sent = 0

    async def send(_address: str, _reply: Reply) -> SendResult:
        nonlocal sent
        sent += 1
        return Sent()

    secret = "a secret of the benchmark, made for it"
    async with open_app(f"sqlite:///{folder}/ours.db", OFFERINGS, secret, EARLY) as app:
        await say_yes(app, count)
        began = time.perf_counter()
        assert await plan_ahead(app.database, app.catalogs, BOT, EARLY) == count
        planned = time.perf_counter()
        while counts := await deliver_due(app.database, app.catalogs, app.seal, BOT, DUE, send):
            assert set(counts) == {OutboxState.SENT}
        delivered = time.perf_counter()
    assert sent == count
    return planned - began, delivered - planned


async def apscheduler(count: int, folder: Path) -> tuple[float, float]:
    """The same with a job each, the store as it comes; without its misfire limit, which would
    drop them all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        store = SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs.db")
        scheduler = AsyncIOScheduler(jobstores={"default": store}, timezone="UTC")
        scheduler.start(paused=True)
        began = time.perf_counter()
        at = clock.now() - timedelta(seconds=1)
        for number in range(count):
            scheduler.add_job(job, "date", run_date=at, args=(number,), misfire_grace_time=None)
        planned = time.perf_counter()
        scheduler.resume()
        while len(done) < count:  # noqa: ASYNC110 - its jobs know no event of ours
            await asyncio.sleep(0.05)
        delivered = time.perf_counter()
        scheduler.shutdown()
    return planned - began, delivered - planned


def main() -> None:
    """Both, and the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 34_000
    measured: dict[Callable[..., object], tuple[float, float]] = {}
    for run in (ours, apscheduler):
        with tempfile.TemporaryDirectory() as folder:
            measured[run] = asyncio.run(run(count, Path(folder)))
            planned, delivered = measured[run]
            print(f"{run.__name__:12} plan {planned:7.2f} s   deliver {delivered:7.2f} s")
    ratios = [his / own for own, his in zip(measured[ours], measured[apscheduler], strict=True)]
    whole = sum(measured[apscheduler]) / sum(measured[ours])
    print(
        f"{count} messages; APScheduler / ours: plan {ratios[0]:.0f}x, "
        f"deliver {ratios[1]:.1f}x, together {whole:.1f}x"
    )


if __name__ == "__main__":
    main()
