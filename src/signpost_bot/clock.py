"""The one reader of the clock; everything below is handed `now`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass
class MovableClock:
    """A clock to try things out with: somebody can let time pass, and it goes on from there."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        """The moment it shows, aware, in UTC."""
        return now() + self.ahead

    def let_pass(self, length: timedelta) -> None:
        """So much later; it only moves forward."""
        self.ahead += length
