"""Grows processes that a test can kill: everything is built once and then forked, so that one
more costs milliseconds. Run as a program it forks for each line it reads; `Nursery` drives it."""

import asyncio
import os
import shlex
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).parent.parent / "src"


@dataclass
class Nursery:
    """A program that forks on request."""

    process: Process

    @classmethod
    @asynccontextmanager
    async def opened(cls, environment: Mapping[str, str]) -> AsyncIterator["Nursery"]:
        """Started and built; all it grew is gone afterwards."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, __file__),
            stdin=PIPE,
            stdout=PIPE,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SRC), **environment},
        )
        try:
            assert process.stdout
            assert await process.stdout.readline() == b"ready\n"
            yield cls(process)
        finally:
            assert process.stdin
            process.stdin.close()
            await process.wait()

    async def grow(self, *command: str) -> int:
        """A new process that runs this command of ours; its number."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{shlex.join(command)}\n".encode())
        await self.process.stdin.drain()
        return int(await self.process.stdout.readline())


def kill(pid: int) -> None:
    """As a power cut would."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


async def gone(pid: int, seconds: float = 30) -> None:
    """Wait until the process has ended by itself."""
    async with asyncio.timeout(seconds):
        while _is_alive(pid):  # noqa: ASYNC110 - a grandchild tells nobody that it ends
            await asyncio.sleep(0.02)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _main() -> None:
    from signpost_bot import cli, serving  # noqa: F401 - built before anything is forked
    from signpost_bot.app import build_index

    build_index()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    print("ready", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - for as long as the child lives
            sys.stdout = sys.stderr
            os._exit(cli.run(shlex.split(line)))
        print(pid, flush=True)


if __name__ == "__main__":
    _main()
