"""A talk in a page: how long it lasts, and how much can be said in it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
"""A talk in which nothing was said for so long is over: the computer may be somebody else's."""
MINUTE = timedelta(minutes=1)
MOST_IN_MINUTE = 20
"""Messages and taps; who types fast sends about ten."""
MOST_SUGGESTED = 3
"""How often words can be passed on in one talk."""


@dataclass(frozen=True, kw_only=True)
class WebTalk:
    """When something was said last, how many messages since `minute_at`, and how often words were
    passed on."""

    seen_at: datetime
    minute_at: datetime
    in_minute: int = 0
    suggested: int = 0

    def is_over(self, now: datetime) -> bool:
        """Whether nothing was said for too long."""
        return now - self.seen_at >= IDLE

    def is_full(self, now: datetime) -> bool:
        """Whether no more can be said in this minute."""
        return now - self.minute_at < MINUTE and self.in_minute >= MOST_IN_MINUTE

    def count(self, now: datetime, *, passes_on: bool) -> "WebTalk":
        """The same with one message more."""
        is_new = now - self.minute_at >= MINUTE
        return replace(
            self,
            seen_at=now,
            minute_at=now if is_new else self.minute_at,
            in_minute=1 if is_new else self.in_minute + 1,
            suggested=self.suggested + passes_on,
        )


def begin(now: datetime) -> WebTalk:
    """A talk in which nothing was said yet."""
    return WebTalk(seen_at=now, minute_at=now)
