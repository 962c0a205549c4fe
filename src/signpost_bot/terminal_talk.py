"""A talk in this terminal: a new student, on a clock that can be moved."""

import secrets
import sys
from collections.abc import Sequence
from datetime import timedelta

from signpost_bot.actions.conversation import collect_due, handle
from signpost_bot.app import App
from signpost_bot.channels.terminal import prompt
from signpost_bot.channels.terminal.inbound import Line
from signpost_bot.clock import MovableClock
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Reply


def open_line(app: App, institution: str, language: Language | None, clock: MovableClock) -> Line:
    """A new student at a terminal; who lets time pass moves this clock."""
    talk = app.talk(Channel.TERMINAL, secrets.token_hex(16), institution)

    async def take(incoming: Incoming) -> Sequence[Reply]:
        return await handle(talk, incoming, clock.now())

    async def wait(length: timedelta) -> Sequence[Reply]:
        due = await collect_due(talk, clock.now() + length)
        clock.let_pass(length)
        return due

    return Line(handle=take, collect_due=wait, spare=app.spare, language=language)


async def talk(line: Line, *, as_json: bool = False) -> None:
    """Until the input ends: at a prompt, over plain lines in a pipe, or over JSON lines."""
    if as_json:
        await prompt.talk_json(line, prompt.open_input(), sys.stdout)
    elif is_prompt():
        await prompt.talk_prompt(line, sys.stdout)
    else:
        await prompt.talk_lines(line, prompt.open_input(), sys.stdout)


def is_prompt() -> bool:
    """Whether somebody sits at it, rather than a program."""
    return sys.stdin.isatty() and sys.stdout.isatty()
