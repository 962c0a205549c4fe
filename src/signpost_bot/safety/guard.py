"""The guard around every turn: danger is looked for first, and its card arrives whatever breaks."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from signpost_bot.meaning.vectors import Embed, Vector, embed_one
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.safety import patterns
from signpost_bot.safety.card import SpareCards
from signpost_bot.safety.reading import find_alarm

log = logging.getLogger(__name__)

Shown = TypeVar("Shown")

PATIENCE_SECONDS = 3.0
"""How long a turn with an alarm may take before the spare card goes out instead."""
LONGEST_SECONDS = 10.0
"""How long any other turn may take before the line that names 112 and 113 goes out."""


EMBEDDING_SECONDS = 5.0
"""How long a text may wait for its vector, or for the models to be read; then its words have to
do. It takes .03 s; only a model that hangs takes this long."""

_ONE_WORD = re.compile(r"[A-Za-z0-9_-]+")
_TYPED_BY_NOBODY = 40
"""Signs without a space: so long a word is a link's secret, and "zm" in it says nothing."""

_late: dict[Embed, Thread] = {}
"""Embeddings that were given up and still run: while one does, nobody waits for another."""


def find_strong(text: str) -> Alarm | None:
    """The alarm that patterns alone call strong, without a doubt: under a millisecond, no model is
    asked. Where a word may be only a subject, the layers have a say in `read_text`."""
    found = patterns.find_alarm(text)
    is_sure = found is not None and found.level is Level.STRONG and not found.is_doubtful
    return found if is_sure else None


def read_text(
    text: str,
    channel: Channel,
    hint: Language | None = None,
    embed: Embed = embed_one,
    seconds: float = EMBEDDING_SECONDS,
) -> Incoming:
    """A message as the talk sees it. The detectors run here, before any I/O.

    A strong pattern waits for nothing. Else `embed` has `seconds`; about 30 ms with the models,
    so not in the event loop of many students. Without a vector in time the words have to do.
    """
    if alarm := find_strong(text):
        return Incoming(channel=channel, text=text, alarm=alarm, hint=hint)
    vector = _embed_in_time(text, embed, seconds)
    alarm = find_alarm(text, vector)
    return Incoming(channel=channel, text=text, alarm=alarm, hint=hint, vector=vector)


def read_start(payload: str, channel: Channel, hint: Language | None, embed: Embed) -> Incoming:
    """What stands behind a link's start. Somebody may have typed it, so danger is read there too.

    One word of the signs a link is made of is read by patterns alone: the layers know sentences.
    One random secret in 5,700 holds a pattern that may be only a subject (11 of 62,268 did), and
    that link would never open; such a pattern counts in a word that somebody may have typed.
    """
    if _ONE_WORD.fullmatch(payload):
        alarm = patterns.find_alarm(payload)
        if alarm and alarm.is_doubtful and len(payload) >= _TYPED_BY_NOBODY:
            alarm = None
        return Incoming(channel=channel, start=payload, alarm=alarm, hint=hint)
    return replace(read_text(payload, channel, hint, embed), text="", start=payload)


def _embed_in_time(text: str, embed: Embed, seconds: float) -> Vector | None:
    late = _late.get(embed)
    if late and late.is_alive():
        return None
    found: SimpleQueue[Vector | None] = SimpleQueue()
    thread = Thread(target=lambda: found.put(_embed_safely(text, embed)), daemon=True)
    thread.start()
    try:
        return found.get(timeout=seconds)
    except Empty:
        log.error("a text got no vector in time")
        _late[embed] = thread
        return None


def _embed_safely(text: str, embed: Embed) -> Vector | None:
    try:
        return embed(text)
    except Exception as error:
        # Only the type: a traceback of a thread could quote the text.
        log.error("a text got no vector: %s", type(error).__name__)
        return None


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
