"""The clock of a simulation: it jumps from one moment at which something may happen to the next."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import heappop, heappush


class Clock:
    """Moments in order, each once; more can be set while it runs, none in the past."""

    def __init__(self, begin: datetime, moments: Iterable[datetime] = ()) -> None:
        self.now = begin
        self._coming: list[datetime] = []
        self._set: set[datetime] = set()
        self.set(*moments)

    def set(self, *moments: datetime) -> None:
        """Stop at these moments too."""
        for moment in moments:
            if moment >= self.now and moment not in self._set:
                self._set.add(moment)
                heappush(self._coming, moment)

    def until(self, end: datetime) -> Iterator[datetime]:
        """Each moment before `end`; `now` is that one."""
        while self._coming and self._coming[0] < end:
            self.now = heappop(self._coming)
            yield self.now
