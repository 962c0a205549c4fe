"""How all offerings of an institution stand, for the desk; each revision is read once a day."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from signpost_bot.actions.staff import Doubts, Overview, look_at
from signpost_bot.catalog.condition import Condition, list_lacks
from signpost_bot.catalog.lint import lint_alone
from signpost_bot.catalog.offering_search import OfferingSearch, text_of
from signpost_bot.freshness import age_of
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.document import Revision
from signpost_bot.model.institution import Calendar
from signpost_bot.model.language import Both
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering, State
from signpost_bot.store import documents
from signpost_bot.store.database import Database

AT_ONCE = 5
"""So many offerings are read, in some 10 ms, before others get their turn."""
SAID_ELSEWHERE = "lint.overdue"
"""A remark of the lint that the list has a word of its own for."""


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What one revision of an offering gave: how many remarks, and the words that find it."""

    remarks: int
    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An institution as its staff see it, with all of its offerings, published or not; the search
    counts them in the order of `conditions`."""

    overview: Overview
    conditions: tuple[Condition, ...]
    search: OfferingSearch


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """One version of a catalog, and what was read of it, by slug and number of the revision. That
    holds as long as its `ground` is the same: the day, the institution and its calendar."""

    version: int
    revisions: tuple[Revision, ...]
    ground: tuple[object, ...] = ()
    read: Mapping[tuple[str, int], _Read] = field(default_factory=dict, repr=False)
    search: OfferingSearch = field(default=OfferingSearch(texts=(), words=()), repr=False)

    @property
    def offerings(self) -> list[tuple[Offering, int]]:
        """All offerings, each with the number of its newest revision."""
        return [
            (one.content, one.number) for one in self.revisions if isinstance(one.content, Offering)
        ]


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """How the offerings of each institution stand; looked at anew when its version moves. `needs`
    are the names of the needs, by slug."""

    needs: Mapping[str, Both] = field(repr=False)
    kept: dict[str, _Kept] = field(default_factory=dict, repr=False)

    async def look(
        self, database: Database, doubts: Doubts, institution: str, now: datetime
    ) -> Standing:
        """All of it as it is now; `UnknownInstitution` when there is none with this slug."""
        async with database.transaction() as tx:
            version = await documents.load_version(tx, institution)
            kept = self.kept.get(institution)
            if kept is None:
                revisions = await documents.list_newest(tx, institution)
                kept = _Kept(version=version, revisions=revisions)
            elif kept.version != version:
                revisions = await documents.list_newest(tx, institution)
                kept = replace(kept, version=version, revisions=revisions)
            overview = await look_at(tx, doubts, institution, kept.revisions, now)
        # Outside the transaction: on a new day all offerings have to be read.
        kept = self.kept[institution] = await _read(kept, overview, self.needs, now)
        counted = {task.offering.slug: task.doubts for task in overview.tasks}
        conditions = tuple(
            Condition(
                offering=offering,
                revision=number,
                lacks=list_lacks(offering),
                remarks=kept.read[offering.slug, number].remarks,
                doubts=counted.get(offering.slug, 0),
                freshness=age_of(offering, overview.today),
            )
            for offering, number in kept.offerings
        )
        return Standing(overview=overview, conditions=conditions, search=kept.search)


async def _read(kept: _Kept, overview: Overview, needs: Mapping[str, Both], now: datetime) -> _Kept:
    """The same, with every offering read as it is now; earlier revisions are forgotten."""
    calendar = next((r.content for r in kept.revisions if isinstance(r.content, Calendar)), None)
    ground = (overview.today, overview.institution, calendar)
    known = kept.read if ground == kept.ground else {}
    offerings = kept.offerings
    unread = [one for one in offerings if (one[0].slug, one[1]) not in known]
    if not unread and len(known) == len(offerings):
        return kept
    catalog = Catalog(
        institution=overview.institution,
        calendar=calendar,
        national=National(lines=()),
        offerings=tuple(offering for offering, _ in offerings),
    )
    read = dict(known)
    for at, (offering, number) in enumerate(unread):
        if at % AT_ONCE == 0:
            await asyncio.sleep(0)
        read[offering.slug, number] = _Read(
            remarks=_count(offering, catalog, now), text=text_of(offering, needs)
        )
    read = {(one.slug, number): read[one.slug, number] for one, number in offerings}
    search = OfferingSearch.build([one.text for one in read.values()])
    return replace(kept, ground=ground, read=read, search=search)


def _count(offering: Offering, catalog: Catalog, now: datetime) -> int:
    if offering.state is State.RETIRED:
        return 0
    found = lint_alone(offering, catalog, now)
    return sum(remark.key != SAID_ELSEWHERE for remark in found)
