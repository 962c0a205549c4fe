"""What is typed in a terminal becomes an incoming; the same talk as everywhere else."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from signpost_bot.channels.terminal.lines import read_row
from signpost_bot.channels.terminal.render import LETTERS, to_json
from signpost_bot.meaning.vectors import Embed, embed_one
from signpost_bot.model.language import Language
from signpost_bot.model.session import Button, Channel, Incoming, Reply
from signpost_bot.safety.card import SpareCards
from signpost_bot.safety.guard import read_start, read_text, respond

Handle = Callable[[Incoming], Awaitable[Sequence[Reply]]]
CollectDue = Callable[[timedelta], Awaitable[Sequence[Reply]]]
Render = Callable[[Reply, Iterator[str]], str]

LONGEST_WAIT = timedelta(days=730)


def _check_wait(length: timedelta) -> timedelta:
    if length < timedelta(0):
        raise ValueError("the clock only moves forward")
    if length > LONGEST_WAIT:
        raise ValueError("wait two years (P730D) at most")
    return length


Wait = Annotated[timedelta, AfterValidator(_check_wait)]
"""How far the clock can be moved at once."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One terminal talking to the bot; `collect_due` moves the clock and gives what fell due."""

    handle: Handle
    collect_due: CollectDue
    spare: SpareCards
    language: Language | None
    embed: Embed = embed_one


EXAMPLE = '{"say": "…"}, {"tap": "ID"}, {"start": "CODE"} or {"wait": "P7D"}'


class JsonLine(BaseModel):
    """One line of `chat --json`: exactly one of these. Other keys are not looked at: what is
    said is not lost over them."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    say: str | None = None
    tap: str | None = None
    start: str | None = None
    wait: Wait | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "JsonLine":
        if sum(v is not None for v in (self.say, self.tap, self.start, self.wait)) != 1:
            raise ValueError("give exactly one of say, tap, start, wait")
        return self


async def answer_json(line: Line, text: str, number: int) -> dict[str, object]:
    """The answer to one JSON line; a line that is none says where and what to do."""
    given = read_row(text, JsonLine, EXAMPLE)
    if isinstance(given, str):
        return {"replies": [], "error": f"line {number}: {given}"}
    incoming, handle = _read_json(given, line)
    return {"replies": await respond(incoming, handle, to_json, _plain_json, line.spare)}


def _read_json(given: JsonLine, line: Line) -> tuple[Incoming, Handle]:
    """What came in, and who answers it."""
    length = given.wait
    if length is not None:
        return _nothing(line), lambda _: line.collect_due(length)
    if given.say is not None:
        return read_text(given.say, Channel.TERMINAL, line.language, line.embed), line.handle
    if given.start is not None:
        return read_start(given.start, Channel.TERMINAL, line.language, line.embed), line.handle
    tapped = Incoming(channel=Channel.TERMINAL, choice=given.tap, hint=line.language)
    return tapped, line.handle


def read_typed(
    text: str, buttons: Sequence[Button], language: Language | None, embed: Embed = embed_one
) -> Incoming:
    """What somebody typed: the letter or label of a button just shown, or their own words."""
    typed = text.strip().casefold()
    for letter, button in zip(LETTERS, buttons, strict=False):
        if typed in (letter, button.label.casefold()):
            return Incoming(channel=Channel.TERMINAL, choice=button.id, hint=language)
    return read_text(text, Channel.TERMINAL, language, embed)


async def answer_typed(
    line: Line, incoming: Incoming, render: Render
) -> tuple[str, tuple[Button, ...]]:
    """What to print for one typed line, and the buttons that can be typed next."""
    return await _show(line, incoming, line.handle, render)


async def let_pass(line: Line, length: timedelta, render: Render) -> tuple[str, tuple[Button, ...]]:
    """What fell due when this much time has passed, and the buttons that can be typed next."""
    return await _show(line, _nothing(line), lambda _: line.collect_due(length), render)


async def _show(
    line: Line, incoming: Incoming, handle: Handle, render: Render
) -> tuple[str, tuple[Button, ...]]:
    letters = iter(LETTERS)
    shown = await respond(
        incoming,
        handle,
        lambda reply: (render(reply, letters), reply.buttons),
        lambda text: (text, ()),
        line.spare,
    )
    buttons = tuple(button for _, row in shown for button in row)
    return "\n\n".join(text for text, _ in shown), buttons


def _nothing(line: Line) -> Incoming:
    """Nothing was said; only the clock moves."""
    return Incoming(channel=Channel.TERMINAL, hint=line.language)


def _plain_json(text: str) -> dict[str, object]:
    return to_json(Reply(text=text))
