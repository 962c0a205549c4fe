"""How often somebody may try to sign in: counted in this process, in windows of a few minutes."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from starlette.requests import Request

EVERYBODY = ""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_ADDRESS = 45
"""Signs of an IPv6 address with an IPv4 one in it."""


@dataclass(kw_only=True)
class Tries:
    """Counts what was tried since the window began; at its end all start anew. One client gets
    `each` of them and all together `total`, which also bounds what is remembered. Whose address
    is not known counts for the total only."""

    each: int
    total: int
    window: timedelta
    since: datetime = LONG_AGO
    counted: Counter[str] = field(default_factory=Counter)

    def take(self, who: str, now: datetime) -> bool:
        """Whether they may try once more. What is refused counts for nobody, so one client alone
        cannot keep the others out."""
        if not timedelta(0) <= now - self.since < self.window:
            self.since, self.counted = now, Counter()
        if self.counted[EVERYBODY] >= self.total or (who and self.counted[who] >= self.each):
            return False
        self.counted.update({EVERYBODY, who})
        return True


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Of all that can be tried without being signed in: by client, and mails by address. To us a
    whole school may be one client."""

    sign_in: Tries = field(
        default_factory=lambda: Tries(each=60, total=300, window=timedelta(minutes=5))
    )
    mails: Tries = field(
        default_factory=lambda: Tries(each=3, total=200, window=timedelta(minutes=30))
    )


def client_of(request: Request, *, by_proxy: bool) -> str:
    """The address of who asks; empty when it is not known. A proxy writes it last in
    X-Forwarded-For. Who lies to one that only passes it on still meets the limit for all."""
    if not by_proxy:
        return request.client.host if request.client else EVERYBODY
    said = request.headers.getlist("x-forwarded-for")
    return said[-1].rpartition(",")[2].strip()[:LONGEST_ADDRESS] if said else EVERYBODY
