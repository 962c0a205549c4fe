"""The clock of the jobs: at once, again and again, and one failure stops nothing."""

import asyncio
from datetime import timedelta

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
            async with keep_going({}, {"slow": (timedelta(seconds=0.05), slow)}):
                assert not began.is_set()
                await began.wait()

    run(scenario())
