"""Per-chat order: each chat one at a time and in order, many chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from signpost_bot.model.inbox import Received

log = logging.getLogger(__name__)

AT_ONCE = 16
"""Chats handled side by side; more makes the HTTP client slower, not faster (measured)."""


@dataclass
class ChatQueues:
    """A queue per chat that has something waiting; it goes when it is empty."""

    take: Callable[[Received], Awaitable[None]]
    waiting: dict[str, deque[Received]] = field(default_factory=dict)
    running: set[asyncio.Task[None]] = field(default_factory=set)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def add(self, received: Received) -> None:
        """Put it behind what waits for this chat."""
        queue = self.waiting.get(received.address)
        if queue is not None:
            queue.append(received)
            return
        self.waiting[received.address] = deque([received])
        task = asyncio.create_task(self._drain(received.address))
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def _drain(self, address: str) -> None:
        queue = self.waiting[address]
        try:
            while queue:
                async with self.room:
                    await self._take(queue.popleft())
        finally:
            del self.waiting[address]

    async def _take(self, received: Received) -> None:
        try:
            await self.take(received)
        except Exception as error:
            # One chat's trouble is not the next message's; only the type, its text could quote.
            log.error("an update was not answered: %s", type(error).__name__)

    async def finish(self) -> None:
        """Wait until everything that was added is handled."""
        while self.running:
            await asyncio.gather(*self.running, return_exceptions=True)
