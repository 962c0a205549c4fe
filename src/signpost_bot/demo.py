"""The command `demo`: a chat in the terminal and all pages beside it, on one database and clock."""

import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from math import ceil
from pathlib import Path
from socket import socket

from signpost_bot.actions import staff
from signpost_bot.actions.reading import read_new_offerings
from signpost_bot.app import App, open_app
from signpost_bot.channels.terminal.inbound import CollectDue, Line
from signpost_bot.channels.terminal.render import to_plain
from signpost_bot.clock import MovableClock
from signpost_bot.demo_pages import DESK, PAGE, Demo, FellDue, build_demo_site
from signpost_bot.demo_staff import INSTITUTION, MEMBERS, find_or_add
from signpost_bot.jobs import READ_EVERY, keep_going
from signpost_bot.model.language import Language
from signpost_bot.model.session import Reply
from signpost_bot.pages import list_routes, open_desk
from signpost_bot.settings import load_settings
from signpost_bot.terminal_talk import is_prompt, open_line, talk
from signpost_bot.texts import say
from signpost_bot.web.serving import CannotListen, listen, serve_on

FOLDER = Path(".demo")
HOST, PORT = "127.0.0.1", 8321
STEP, MOST_STEPS = timedelta(hours=1), 24 * 14
"""Time passes an hour at a time, and in longer steps when more than two weeks pass at once."""


async def demo(given: Namespace) -> int:
    """`voorbeeld` on a database in `.demo/`, brought up to date with the files."""
    settings, clock = load_settings(), MovableClock()
    wanted, language = given.port or PORT, given.language or Language.NL
    async with open_app(_url(), settings.offerings, None, clock.now(), refill=True) as app:
        await add_members(app, clock, language)
        line = open_line(app, INSTITUTION, given.language, clock)
        read = {"read": (READ_EVERY, lambda: read_new_offerings(app.database))}
        async with open_demo(app, line, clock, wanted) as (line, port), keep_going({}, read):
            say_addresses(port, wanted, language)
            await talk(line)
    return 0


async def add_members(app: App, clock: MovableClock, language: Language) -> None:
    """The staff of the demo, who are there from the second start on."""
    async with app.database.transaction() as tx:
        overview = await staff.look(tx, app.doubts, INSTITUTION, clock.now())
        for role in MEMBERS:
            await find_or_add(tx, overview, role, language)


@asynccontextmanager
async def open_demo(
    app: App, line: Line, clock: MovableClock, wanted: int
) -> AsyncIterator[tuple[Line, int]]:
    """The pages, answering on the port it gives; and the line whose time is theirs too."""
    fell_due: list[FellDue] = []

    async def let_pass(length: timedelta) -> list[Reply]:
        came: list[Reply] = []
        async for reply in _in_steps(line.collect_due, length):
            came.append(reply)
            fell_due.append(FellDue(at=clock.now(), text=to_plain(reply.text)))
        return came

    async def let_pass_from_a_page(length: timedelta) -> None:
        for reply in await let_pass(length):
            if is_prompt():
                print(f"\n{to_plain(reply.text)}")

    listening = _listen_near(wanted)
    port = int(listening.getsockname()[1])
    origin = f"http://{HOST}:{port}"
    pages = Demo(
        desk=open_desk(app, clock.now, origin),
        let_pass=let_pass_from_a_page,
        fell_due=fell_due,
        began_at=clock.now(),
        language=line.language,
    )
    site = build_demo_site(pages, list_routes(app, clock.now, origin), HOST)
    async with serve_on(site, listening):
        yield replace(line, collect_due=let_pass), port


async def _in_steps(collect_due: CollectDue, length: timedelta) -> AsyncIterator[Reply]:
    """What falls due on the way: in one leap a reminder would come after what it is about."""
    steps = min(max(ceil(length / STEP), 1), MOST_STEPS)
    for _ in range(steps):
        for reply in await collect_due(length / steps):
            yield reply


def _listen_near(port: int) -> socket:
    """On this port, or on any that is free."""
    try:
        return listen(HOST, port)
    except CannotListen:
        return listen(HOST, 0)


def say_addresses(port: int, wanted: int, language: Language) -> None:
    """Where everything is; for a program that reads the talk, beside it."""
    out = sys.stdout if is_prompt() else sys.stderr
    if port != wanted:
        print(say("demo.other_port", language, wanted=wanted, port=port), file=out)
    url = f"http://{HOST}:{port}"
    addresses = {"chat": f"/chat/{INSTITUTION}", "desk": DESK, "page": PAGE}
    filled = {name: f"{url}{path}" for name, path in addresses.items()}
    print(say("demo.addresses", language, **filled), end="\n\n", file=out, flush=True)


def _url() -> str:
    FOLDER.mkdir(exist_ok=True)
    return f"sqlite:///{FOLDER / 'signpost.db'}"
