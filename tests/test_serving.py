"""`run`, `plan` and `deliver` as an operator types them, in a process of their own."""

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from botapi.server import StandIn
from filled import OFFERINGS
from talking import run

from signpost_bot import clock

STUDENT = 4711
KEY = "a secret of the tests, long enough to be one"


async def _start(
    telegram: StandIn,
    folder: Path,
    *command: str,
    url: str | None = None,
    offerings: Path = OFFERINGS,
) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "signpost_bot", *command),
        stdout=PIPE,
        stderr=PIPE,
        env={
            "PATH": os.environ["PATH"],
            "SIGNPOST_DATABASE_URL": url or f"sqlite:///{folder}/signpost.db",
            "SIGNPOST_OFFERINGS": str(offerings),
            "SIGNPOST_SECRET_KEY": KEY,
            "SIGNPOST_TELEGRAM_TOKEN": telegram.token,
            "SIGNPOST_TELEGRAM_API_URL": telegram.url.removesuffix("/bot"),
        },
    )


def test_a_killed_process_loses_no_message(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with StandIn.started() as telegram:
            telegram.write(STUDENT, "hoi")
            first = await _start(telegram, tmp_path, "run")
            await telegram.sent_to(STUDENT, 1, 60)
            first.send_signal(signal.SIGKILL)
            await first.communicate()
            telegram.write(STUDENT, "ik slaap slecht")
            second = await _start(telegram, tmp_path, "run")
            # The first reply may come again: it was sent, and killed before it was crossed off.
            await telegram.until(
                lambda: any("Rustig slapen" in one.text for one in telegram.said_to(STUDENT)), 60
            )
            second.send_signal(signal.SIGTERM)
            _, err = await asyncio.wait_for(second.communicate(), 30)
            assert second.returncode == 0
            assert b"serving as @" in err
            assert b"slaap" not in err
            assert telegram.token.encode() not in err

    run(scenario())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_without_rights_is_said_in_one_line(database_url: str, tmp_path: Path) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN")
    url = database_url.replace("postgres@", "stranger@")

    async def scenario() -> tuple[int | None, bytes]:
        async with StandIn.started() as telegram:
            process = await _start(telegram, tmp_path, "run", url=url)
            _, err = await asyncio.wait_for(process.communicate(), 60)
            return process.returncode, err

    code, err = run(scenario())

    assert code == 1
    assert err.startswith(b"signpost-bot: the database cannot be used: permission denied")
    assert err.count(b"\n") == 1


def test_run_says_when_files_differ_from_the_database(tmp_path: Path) -> None:
    shutil.copytree(OFFERINGS, tmp_path / "offerings")
    file = tmp_path / "offerings/voorbeeld/offerings/slaap.yaml"

    async def scenario() -> bytes:
        async with StandIn.started() as telegram:
            filled = await _start(telegram, tmp_path, "plan", offerings=tmp_path / "offerings")
            await filled.communicate()
            file.write_text(file.read_text().replace("Rustig slapen", "Heel rustig slapen"))
            process = await _start(telegram, tmp_path, "run", offerings=tmp_path / "offerings")
            assert process.stderr
            said = b""
            while b"differ" not in said:
                said += await asyncio.wait_for(process.stderr.readline(), 60)
            process.send_signal(signal.SIGTERM)
            await process.communicate()
            return said

    said = run(scenario())

    assert b"the files differ from the database, which counts: voorbeeld/offering/slaap" in said


def test_plan_and_deliver_once_and_another_moment_only_here(tmp_path: Path) -> None:
    async def scenario() -> list[tuple[int | None, bytes]]:
        async with StandIn.started() as telegram:
            results = []
            for command in (
                ("plan", "--now", "2027-01-02T12:00+01:00"),
                ("deliver", "--now", "2027-01-08T18:31+01:00"),
                ("plan", "--now", "next week"),
            ):
                process = await _start(telegram, tmp_path, *command)
                out, err = await asyncio.wait_for(process.communicate(), 60)
                results.append((process.returncode, out + err))
            return results

    planned, delivered, wrong = run(scenario())

    assert planned == (0, b"planned: 0\n")
    assert delivered == (0, b"nothing was due\n")
    assert wrong[0] == 2
    assert b"--now: write a moment such as" in wrong[1]


def test_deliver_says_farewell_and_erases_and_danger_is_answered_after_that(tmp_path: Path) -> None:
    async def scenario() -> list[tuple[int | None, bytes]]:
        async with StandIn.started() as telegram:
            telegram.write(STUDENT, "/berichten")
            serving = await _start(telegram, tmp_path, "run")
            await telegram.sent_to(STUDENT, 1, 60)
            telegram.tap(STUDENT, telegram.said_to(STUDENT)[-1], "yes:messages")
            await telegram.sent_to(STUDENT, 2, 60)
            serving.send_signal(signal.SIGTERM)
            await serving.communicate()
            results = []
            for command in (
                ("institution", "close", "voorbeeld", "--yes", "voorbeeld"),
                ("deliver", "--now", _next_noon()),
                ("institution", "list"),
            ):
                process = await _start(telegram, tmp_path, *command)
                out, err = await asyncio.wait_for(process.communicate(), 60)
                results.append((process.returncode, out + err))
            assert "werkt niet meer met mij" in telegram.said_to(STUDENT)[-1].text
            telegram.write(STUDENT, "ik wil dood")
            serving = await _start(telegram, tmp_path, "run")
            await telegram.until(
                lambda: "Wat goed dat je dit schrijft" in telegram.said_to(STUDENT)[-1].text, 60
            )
            serving.send_signal(signal.SIGTERM)
            await serving.communicate()
            return results

    closed, delivered, listed = run(scenario())

    assert closed[0] == 0
    assert b"Keep `run` going" in closed[1]
    assert delivered == (0, b"erased: voorbeeld\nsent: 1\n")
    assert b"voorbeeld     closed, erased on" in listed[1]


def _next_noon() -> str:
    """Not in the quiet hours."""
    return (clock.now() + timedelta(days=1)).replace(hour=11).isoformat()
