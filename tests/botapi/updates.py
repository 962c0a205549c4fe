"""The updates that wait for the bot, and the long poll that fetches them."""

import asyncio
from collections.abc import Callable
from itertools import count
from typing import Any

from botapi import refusals

FIRST_UPDATE = 700_000_001
# What Telegram leaves out as long as the bot does not ask for it.
ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}


class Signal:
    """Something changed: whoever waits for a condition looks again."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def give(self) -> None:
        """Wake all that wait."""
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Wait until it is so; False when time is up."""
        try:
            async with asyncio.timeout(seconds):
                while not is_so():
                    await self._event.wait()
        except TimeoutError:
            return is_so()
        return True


class Updates:
    """The queue of one bot. An update stays until a poll with a higher offset confirms it."""

    def __init__(self, signal: Signal) -> None:
        self.confirmed = 0
        self._signal = signal
        self._numbers = count(FIRST_UPDATE)
        self._all: dict[int, dict[str, Any]] = {}
        self._waiting: dict[int, dict[str, Any]] = {}
        self._raw: set[int] = set()
        self._again: list[dict[str, Any]] = []
        self._poller = object()

    def add(self, content: dict[str, Any], *, is_raw: bool = False) -> int:
        """Put an update in the queue; a raw one also reaches a bot that did not ask for it."""
        number = next(self._numbers)
        self._all[number] = self._waiting[number] = {"update_id": number, **content}
        if is_raw:
            self._raw.add(number)
        self._signal.give()
        return number

    def repeat(self, number: int) -> None:
        """Deliver an update once more, confirmed or not."""
        self._again.append(self._all[number])
        self._signal.give()

    def forget(self) -> None:
        """Drop what waits, as `drop_pending_updates` does."""
        self._waiting.clear()

    @property
    def waiting(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self._waiting)

    def end_poll(self) -> None:
        """End a poll that waits, with nothing."""
        self._poller = None
        self._signal.give()

    async def poll(
        self, offset: int, limit: int, seconds: float, allowed: list[str]
    ) -> list[dict[str, Any]]:
        """What getUpdates gives: at once if there is something, else when it comes.

        1. What lies before the offset is confirmed and never comes again.
        2. An older poll that still waits is refused; the newest wins, as at Telegram.
        """
        self._confirm(offset)
        mine = self._poller = object()
        self._signal.give()
        await self._signal.until(lambda: self._poller is not mine or self._has(allowed), seconds)
        if self._poller is None:
            return []
        if self._poller is not mine:
            raise refusals.other_poller()
        return self._take(allowed, limit)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = [*self._waiting][offset:][0] if self._waiting else 0
        for number in [number for number in self._waiting if number < offset]:
            del self._waiting[number]
        self.confirmed = max(self.confirmed, offset - 1)

    def _has(self, allowed: list[str]) -> bool:
        return bool(self._again or self._due(allowed))

    def _due(self, allowed: list[str]) -> list[dict[str, Any]]:
        return [
            update
            for number, update in self._waiting.items()
            if number in self._raw or _is_wanted([*update][1], allowed)
        ]

    def _take(self, allowed: list[str], limit: int) -> list[dict[str, Any]]:
        taken = (self._again + self._due(allowed))[:limit]
        self._again = self._again[limit:]
        return taken


def _is_wanted(kind: str, allowed: list[str]) -> bool:
    return kind in allowed if allowed else kind not in ONLY_WHEN_ASKED
