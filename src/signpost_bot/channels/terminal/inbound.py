"""What is typed in a terminal becomes an incoming; the same talk as everywhere else."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from signpost_bot.channels.terminal.lines import read_row
from signpost_bot.channels.terminal.render import LETTERS, to_json
from signpost_bot.model.language import Language
from signpost_bot.model.session import Button, Channel, Incoming, Reply
from signpost_bot.safety.card import SpareCards
from signpost_bot.safety.guard import read_text, respond

Shown = TypeVar("Shown")
Handle = Callable[[Incoming], Awaitable[Sequence[Reply]]]
CollectDue = Callable[[timedelta], Awaitable[Sequence[Reply]]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One terminal talking to the bot; `collect_due` moves the clock and gives what fell due."""

    handle: Handle
    collect_due: CollectDue
    spare: SpareCards
    language: Language | None


EXAMPLE = '{"say": "…"}, {"tap": "ID"}, {"start": "CODE"} or {"wait": "P7D"}'


class JsonLine(BaseModel):
    """One line of `chat --json`: exactly one of these."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    say: str | None = None
    tap: str | None = None
    start: str | None = None
    wait: timedelta | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "JsonLine":
        if sum(v is not None for v in (self.say, self.tap, self.start, self.wait)) != 1:
            raise ValueError("give exactly one of say, tap, start, wait")
        if self.wait is not None and self.wait < timedelta(0):
            raise ValueError("the clock only moves forward")
        return self


async def answer_json(line: Line, text: str, number: int) -> dict[str, object]:
    """The answer to one JSON line; a line that is none says where and what to do."""
    given = read_row(text, JsonLine, EXAMPLE)
    if isinstance(given, str):
        return {"replies": [], "error": f"line {number}: {given}"}
    if given.wait is not None:
        due = await line.collect_due(given.wait)
        return {"replies": [to_json(reply) for reply in due]}
    if given.say is not None:
        incoming = read_text(given.say, Channel.TERMINAL, line.language)
    else:
        incoming = Incoming(
            channel=Channel.TERMINAL, choice=given.tap, start=given.start, hint=line.language
        )
    return {"replies": await respond(incoming, line.handle, to_json, _plain_json, line.spare)}


def read_typed(text: str, buttons: Sequence[Button], language: Language | None) -> Incoming:
    """What somebody typed: the letter or label of a button just shown, or their own words."""
    typed = text.strip().casefold()
    for letter, button in zip(LETTERS, buttons, strict=False):
        if typed in (letter, button.label.casefold()):
            return Incoming(channel=Channel.TERMINAL, choice=button.id, hint=language)
    return read_text(text, Channel.TERMINAL, language)


async def answer_typed(
    line: Line, incoming: Incoming, render: Callable[[Reply], str]
) -> tuple[str, tuple[Button, ...]]:
    """What to print for one typed line, and the buttons that can be typed next."""
    shown = await respond(
        incoming,
        line.handle,
        lambda reply: (render(reply), reply.buttons),
        lambda text: (text, ()),
        line.spare,
    )
    buttons = tuple(button for _, row in shown[-1:] for button in row)
    return "\n\n".join(text for text, _ in shown), buttons


def _plain_json(text: str) -> dict[str, object]:
    return to_json(Reply(text=text))
