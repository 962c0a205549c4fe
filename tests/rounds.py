"""One student through rounds of planning and delivery that come when the test says so: late, with
another catalog or with a student who changed. The same decision that sends, and no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.campaigns.planning import list_ahead
from signpost_bot.conversation.deciding import decide
from signpost_bot.conversation.second_look import Said, Wait
from signpost_bot.model.attention import Waiting
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.outbox import Outgoing, Reason
from signpost_bot.model.student import Recipient
from signpost_bot.simulation.planned import Key, key_of, plan_rows


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What became of a row, and when."""

    at: datetime
    row: Outgoing
    found: Said | Reason


@dataclass
class Rounds:
    """A student, the rows that wait for them, and what was decided of the others so far."""

    who: Recipient
    waiting: list[Outgoing] = field(default_factory=list)
    planned: set[Key] = field(default_factory=set)
    decided: list[Decided] = field(default_factory=list)

    def plan(self, catalog: IndexedCatalog, now: datetime) -> int:
        """Plan what is ahead; how many rows were new."""
        return self.plan_these(list_ahead(catalog, now), catalog, now)

    def plan_these(self, ahead: Sequence[Occasion], catalog: IndexedCatalog, now: datetime) -> int:
        """The same, of these occasions."""
        rows = plan_rows(self.who, ahead, self.planned, catalog, now)
        self.planned |= {key_of(row) for row in rows}
        self.waiting += rows
        return len(rows)

    def deliver(self, catalog: IndexedCatalog, now: datetime) -> None:
        """Decide of everything that is due, in order."""
        for row in sorted(self.waiting, key=lambda row: row.due_at):
            if row.due_at <= now:
                self.waiting.remove(row)
                self._decide(row, catalog, now)

    def _decide(self, row: Outgoing, catalog: IndexedCatalog, now: datetime) -> None:
        waiting = tuple(
            Waiting(campaign=one.campaign, occasion=one.occasion, due_at=one.due_at)
            for one in self.waiting
        )
        who = replace(self.who, attention=replace(self.who.attention, waiting=waiting))
        self.who, found = decide(who, row, catalog, now)
        if isinstance(found, Wait):
            self.waiting.append(replace(row, due_at=found.until))
        else:
            self.decided.append(Decided(at=now, row=row, found=found))

    @property
    def sent(self) -> list[Decided]:
        """What went out."""
        return [one for one in self.decided if isinstance(one.found, Said)]
