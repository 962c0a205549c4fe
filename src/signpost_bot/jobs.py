"""Which action runs when. APScheduler is a clock here: all due times are rows in the database."""

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
WARN_EVERY = timedelta(days=1)
REMIND_STAFF_EVERY = timedelta(minutes=15)
"""Who was reminded is left alone for a week, so this only says how soon a new task is found."""


@asynccontextmanager
async def keep_going(
    jobs: Mapping[str, tuple[timedelta, Job]],
    slow: Mapping[str, tuple[timedelta, Job]] = MappingProxyType({}),
) -> AsyncIterator[None]:
    """Run each job at once and then at its interval, one of a kind at a time, until the end.

    Nobody waits for a slow one: it starts after its first interval.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    for name, (every, job) in (*jobs.items(), *slow.items()):
        scheduler.add_job(
            _guarded,
            "interval",
            args=(name, job),
            seconds=every.total_seconds(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        for name, (_, job) in jobs.items():
            await _guarded(name, job)
        yield
    finally:
        scheduler.shutdown(wait=False)


async def _guarded(name: str, job: Job) -> None:
    try:
        await job()
    except Exception as error:
        # The next time may go well; only the type, its text could quote.
        log.error("the job %s failed: %s", name, type(error).__name__)
