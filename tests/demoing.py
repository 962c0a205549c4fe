"""The demo served for real on this machine, with the student at its terminal."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import httpx
from desking import NOW, OURS
from filled import OFFERINGS, SECRET, copy_catalogs

from signpost_bot.app import App, open_app
from signpost_bot.channels.terminal.inbound import Line
from signpost_bot.clock import MovableClock
from signpost_bot.clock import now as real_now
from signpost_bot.demo import HOST, add_members, open_demo
from signpost_bot.desk.frame import Desk
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.pages import open_desk
from signpost_bot.safety.guard import read_text
from signpost_bot.terminal_talk import open_line

T = TypeVar("T")


@dataclass(frozen=True)
class OpenDemo:
    """A demo that runs: a browser that may press its buttons, the terminal and the one clock."""

    app: App
    browser: httpx.AsyncClient
    line: Line
    clock: MovableClock
    port: int

    @property
    def desk(self) -> Desk:
        """The desk as the pages have it."""
        return open_desk(self.app, self.clock.now, f"http://{HOST}:{self.port}")

    async def say(self, text: str) -> list[Reply]:
        """The student types something."""
        incoming = read_text(text, Channel.TERMINAL, Language.NL)
        return list(await self.line.handle(incoming))

    async def choose(self, choice: str) -> list[Reply]:
        """The student presses a button."""
        return list(await self.line.handle(Incoming(channel=Channel.TERMINAL, choice=choice)))

    async def page(self) -> str:
        """What the page of the demo says."""
        answer = await self.browser.get("/demo")
        assert answer.status_code == 200
        return answer.text


@asynccontextmanager
async def open_tried(url: str, wanted: int = 0) -> AsyncIterator[OpenDemo]:
    """A demo on this database, in Dutch, that begins on a Tuesday morning."""
    clock = MovableClock(NOW - real_now())
    await copy_catalogs(url, NOW)
    async with open_app(url, OFFERINGS, SECRET, clock.now()) as app:
        await add_members(app, clock, Language.NL)
        line = open_line(app, "voorbeeld", Language.NL, clock)
        async with (
            open_demo(app, line, clock, wanted) as (line, port),
            httpx.AsyncClient(base_url=f"http://{HOST}:{port}", headers=OURS) as browser,
        ):
            yield OpenDemo(app, browser, line, clock, port)


def with_demo(url: str, scenario: Callable[[OpenDemo], Awaitable[T]]) -> T:
    """What `scenario` returns, with the demo running on this database."""

    async def run() -> T:
        async with open_tried(url) as demo:
            return await scenario(demo)

    return asyncio.run(run())
