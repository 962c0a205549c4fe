"""Which action runs when. APScheduler is a clock here: all due times are rows in the database."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from types import MappingProxyType

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]

PLAN_EVERY, DELIVER_EVERY = timedelta(minutes=5), timedelta(seconds=5)
READ_EVERY, ERASE_EVERY = timedelta(minutes=1), timedelta(minutes=1)
END_TALKS_EVERY = timedelta(minutes=1)
WARN_EVERY = timedelta(days=1)
REMIND_STAFF_EVERY = timedelta(minutes=15)
"""Who was reminded is left alone for a week, so this only says how soon a new task is found."""
PATIENCE_SECONDS = 5.0
"""So long a job that runs when we are told to stop may take to end by itself."""


@asynccontextmanager
async def keep_going(
    jobs: Mapping[str, tuple[timedelta, Job]],
    slow: Mapping[str, tuple[timedelta, Job]] = MappingProxyType({}),
    patience: float = PATIENCE_SECONDS,
) -> AsyncIterator[None]:
    """Run each job at once and then at its interval, one of a kind at a time, until the end.

    Nobody waits for a slow one: it starts after its first interval. At the end what runs has
    `patience` seconds, then it is cancelled, once, and waited for: cancelled a second time in the
    middle of a statement, SQLite's driver waits for ever and the process never ends.
    """
    running: set[asyncio.Task[None]] = set()
    scheduler = AsyncIOScheduler(timezone="UTC")
    for name, (every, job) in (*jobs.items(), *slow.items()):
        scheduler.add_job(
            _guarded,
            "interval",
            args=(name, job, running),
            seconds=every.total_seconds(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        for name, (_, job) in jobs.items():
            await _guarded(name, job, set())
        yield
    finally:
        scheduler.pause()
        if running:
            await asyncio.wait(running, timeout=patience)
        late = tuple(running)
        scheduler.shutdown(wait=False)
        await asyncio.gather(*late, return_exceptions=True)


async def _guarded(name: str, job: Job, running: set[asyncio.Task[None]]) -> None:
    task = asyncio.current_task()
    if task:
        running.add(task)
        task.add_done_callback(running.discard)
    try:
        await job()
    except Exception as error:
        # The next time may go well; only the type, its text could quote.
        log.error("the job %s failed: %s", name, type(error).__name__)
