"""The guard around every turn: danger is looked for first, and its card arrives whatever breaks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from signpost_bot.meaning.vectors import Embed, embed_one
from signpost_bot.model.alarm import Level
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.safety.card import SpareCards
from signpost_bot.safety.reading import find_alarm

log = logging.getLogger(__name__)

Shown = TypeVar("Shown")

PATIENCE_SECONDS = 3.0
"""How long a turn with an alarm may take before the spare card goes out instead."""
LONGEST_SECONDS = 10.0
"""How long any other turn may take before the line that names 112 and 113 goes out."""


def read_text(
    text: str, channel: Channel, hint: Language | None = None, embed: Embed = embed_one
) -> Incoming:
    """A message as the talk sees it. The detectors run here, before any I/O.

    Takes about 20 ms with the models: not in the event loop of many students.
    """
    vector = embed(text)
    alarm = find_alarm(text, vector)
    return Incoming(channel=channel, text=text, alarm=alarm, hint=hint, vector=vector)


async def respond(
    incoming: Incoming,
    handle: Callable[[Incoming], Awaitable[Sequence[Reply]]],
    render: Callable[[Reply], Shown],
    render_plain: Callable[[str], Shown],
    spare: SpareCards,
) -> list[Shown]:
    """What is shown for one incoming message. Never raises an `Exception`.

    If loading, deciding, saving or rendering fails, a strong alarm still gets the card that
    was built at start; anything else gets one line that says so. Only the type of the error
    is logged: its text could quote the student.
    """
    strong = incoming.alarm is not None and incoming.alarm.level is Level.STRONG
    try:
        seconds = PATIENCE_SECONDS if incoming.alarm else LONGEST_SECONDS
        replies = await _in_time(handle(incoming), seconds)
        return [render(reply) for reply in replies]
    except Exception as error:
        log.error("a turn failed: %s", type(error).__name__)
    if strong and incoming.alarm:
        return [render_plain(spare.card(incoming.alarm.kind, incoming.hint))]
    return [render_plain(spare.sorry(incoming.hint))]


async def _in_time(turn: Awaitable[Sequence[Reply]], seconds: float) -> Sequence[Reply]:
    """The turn's replies, or `TimeoutError`. A turn that hangs is left behind, not waited for:
    even cancelling it could take as long as the lock it hangs on."""
    task = asyncio.ensure_future(turn)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        task.add_done_callback(lambda late: late.cancelled() or late.exception())
        task.cancel()
        raise TimeoutError
    return task.result()
