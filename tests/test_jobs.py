"""The clock of the jobs: at once, again and again, and one failure stops nothing."""

import asyncio
from datetime import timedelta

import pytest
from talking import run

from signpost_bot.jobs import keep_going


def test_jobs_run_at_once_and_again_and_one_that_fails_stops_no_other() -> None:
    ran: list[str] = []

    async def good() -> None:
        ran.append("good")

    async def bad() -> None:
        ran.append("bad")
        raise ValueError("words of a student")

    async def scenario() -> None:
        every = timedelta(seconds=0.05)
        async with asyncio.timeout(20):
            async with keep_going({"bad": (every, bad), "good": (every, good)}):
                assert ran[:1] == ["bad"]
                while min(ran.count("good"), ran.count("bad")) < 3:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            await asyncio.sleep(0.2)  # what had begun may end
            counted = len(ran)
            await asyncio.sleep(0.3)
            assert len(ran) == counted, "nothing runs on after the end"

    run(scenario())

    assert ran.count("good") >= 3


def test_nobody_waits_for_a_slow_job_before_the_first_student() -> None:
    began = asyncio.Event()

    async def slow() -> None:
        began.set()
        await asyncio.sleep(60)

    async def scenario() -> None:
        async with asyncio.timeout(20):
            async with keep_going({}, {"slow": (timedelta(seconds=0.05), slow)}, 0.01):
                assert not began.is_set()
                await began.wait()

    run(scenario())


@pytest.mark.parametrize(("patience", "ended"), [(5.0, "by itself"), (0.01, "cancelled")])
def test_what_runs_at_the_end_ends_before_anything_else_closes(patience: float, ended: str) -> None:
    """Else it is cancelled twice, and a process with SQLite may never end (seen in `make test`)."""
    how: list[str] = []

    async def job() -> None:
        begun.set()
        try:
            await asyncio.sleep(0.1)
            how.append("by itself")
        except asyncio.CancelledError:
            await asyncio.sleep(0)  # what a driver does to give its connection back
            how.append("cancelled")
            raise

    async def scenario() -> None:
        slow = {"read": (timedelta(milliseconds=10), job)}
        async with keep_going({}, slow, patience):
            await begun.wait()
        assert how[:1] == [ended]

    begun = asyncio.Event()
    asyncio.run(scenario())
