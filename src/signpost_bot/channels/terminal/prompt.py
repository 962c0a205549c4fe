"""The talk at a prompt, or over plain or JSON lines when there is no terminal."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TextIO

from pydantic import TypeAdapter, ValidationError

from signpost_bot.channels.terminal.inbound import (
    Line,
    Render,
    Wait,
    answer_json,
    answer_typed,
    let_pass,
    read_typed,
)
from signpost_bot.channels.terminal.render import to_lines, to_terminal
from signpost_bot.model.language import Language
from signpost_bot.model.session import Button, Channel, Incoming
from signpost_bot.texts import say

WAIT = re.compile(r"/wait\s+(\S+)")
LEAVE = ("/quit", "/exit", "/bye")


async def talk_json(line: Line, source: TextIO, out: TextIO) -> None:
    """One JSON line in, one JSON line out, until the input ends."""
    number = 0
    async for text in _lines(source):
        number += 1
        if text.strip():
            print(json.dumps(await answer_json(line, text, number)), file=out, flush=True)


async def talk_lines(line: Line, source: TextIO, out: TextIO) -> None:
    """Plain lines in, plain text out: for a pipe."""
    buttons = await _hello(line, out, to_lines)
    async for text in _lines(source):
        buttons = await _take(line, text.rstrip("\r\n"), buttons, out, to_lines)


async def talk_prompt(line: Line, out: TextIO) -> None:
    """A prompt with history for this run only; Ctrl-D or /quit leaves."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.patch_stdout import patch_stdout

    session: PromptSession[str] = PromptSession()
    language = line.language or Language.NL
    buttons = await _hello(line, out, to_terminal)
    print(say("terminal.hint", language), file=out)
    while True:
        try:
            with patch_stdout(raw=True):
                text = await session.prompt_async("\n> ")
        except (EOFError, KeyboardInterrupt):
            return
        if text.strip() in LEAVE:
            return
        buttons = await _take(line, text, buttons, out, to_terminal)


async def _hello(line: Line, out: TextIO, render: Render) -> tuple[Button, ...]:
    start = Incoming(channel=Channel.TERMINAL, start="", hint=line.language)
    text, buttons = await answer_typed(line, start, render)
    print(text, file=out, flush=True)
    return buttons


async def _take(
    line: Line, text: str, buttons: tuple[Button, ...], out: TextIO, render: Render
) -> tuple[Button, ...]:
    incoming = read_typed(text, buttons, line.language, line.embed)
    wait = WAIT.fullmatch(text.strip())
    if wait and incoming.alarm is None:
        return await _wait(line, wait[1], buttons, out, render)
    answer, shown = await answer_typed(line, incoming, render)
    print(f"\n{answer}", file=out, flush=True)
    return shown or buttons


async def _wait(
    line: Line, length: str, buttons: tuple[Button, ...], out: TextIO, render: Render
) -> tuple[Button, ...]:
    """Move the clock, to see what falls due."""
    language = line.language or Language.NL
    try:
        passing = parse_duration(length)
    except ValidationError:
        print(say("terminal.bad_wait", language), file=out, flush=True)
        return buttons
    due, shown = await let_pass(line, passing, render)
    print(due or say("terminal.quiet", language), file=out, flush=True)
    return shown or buttons


def parse_duration(text: str) -> timedelta:
    """ "P7D", "PT3H": an ISO 8601 duration, or pydantic's `ValidationError`."""
    return TypeAdapter[timedelta](Wait).validate_python(text)


async def _lines(source: TextIO) -> AsyncIterator[str]:
    """Lines without blocking the loop; bytes that are no UTF-8 were replaced by the caller."""
    while text := await asyncio.to_thread(source.readline):
        yield text


def open_input() -> TextIO:
    """Standard input as UTF-8, with or without a byte order mark; bad bytes become a replacement
    sign."""
    sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
    return sys.stdin
