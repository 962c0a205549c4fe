"""The pace of what the bot says first: so many a second, and one a second to each chat."""

import asyncio
from dataclasses import dataclass, field

CHAT_SECONDS = 1.0
AT_ONCE = 8
"""Messages under way side by side. Half of the connections, so that no answer to a student waits
behind them."""
MOST_CHATS = 1_000


@dataclass
class Pace:
    """Gives out moments to send at, `per_second` of them and never two at once.

    The library's own limiter lets 59 messages through in its first second (measured), so that
    Telegram answers with a pause for everybody.
    """

    per_second: float
    free_at: float = 0.0
    chats: dict[str, float] = field(default_factory=dict)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def wait_turn(self, address: str) -> None:
        """Come back when a message to this chat may go out."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(self.take(address, now) - now)

    def take(self, address: str, now: float) -> float:
        """When a message to this chat may go out, in seconds on the same clock as `now`."""
        at = max(now, self.free_at)
        self.free_at = at + 1 / self.per_second
        # A chat that has to wait keeps nobody else waiting.
        at = max(at, self.chats.get(address, 0.0))
        if len(self.chats) >= MOST_CHATS:
            self.chats = {chat: until for chat, until in self.chats.items() if until > now}
        self.chats[address] = at + CHAT_SECONDS
        return at
