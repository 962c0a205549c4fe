"""How all offerings of an institution stand, for the desk; each revision is read once a day."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from signpost_bot.actions.staff import Doubts, Overview, look_at
from signpost_bot.catalog.condition import Condition, list_lacks
from signpost_bot.catalog.lint import lint_alone
from signpost_bot.catalog.lint_reading import limits_for
from signpost_bot.catalog.offering_search import OfferingSearch
from signpost_bot.freshness import age_of
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.document import Revision
from signpost_bot.model.institution import Calendar
from signpost_bot.model.language import Both
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering, State
from signpost_bot.store import documents
from signpost_bot.store.database import Database

AT_ONCE = 20
"""So many offerings are read before others get their turn: 40 ms."""
SAID_ELSEWHERE = "lint.overdue"
"""A remark of the lint that the list has a word of its own for."""

Remarks = dict[tuple[str, int], int]
"""How many remarks there are about an offering in one revision, by slug and number."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An institution as its staff see it, with all of its offerings, published or not."""

    overview: Overview
    conditions: tuple[Condition, ...]
    search: OfferingSearch


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What was read of one version of a catalog. The remarks hold as long as the day, the
    institution and its calendar are the same."""

    version: int
    revisions: tuple[Revision, ...]
    offerings: tuple[tuple[Offering, int], ...]
    search: OfferingSearch
    ground: tuple[object, ...]
    remarks: Remarks


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """How the offerings of each institution stand; read anew when its version moves."""

    needs: Mapping[str, Both] = field(repr=False)
    kept: dict[str, _Kept] = field(default_factory=dict, repr=False)

    async def look(
        self, database: Database, doubts: Doubts, institution: str, now: datetime
    ) -> Standing:
        """All of it as it is now; `UnknownInstitution` when there is none with this slug."""
        async with database.transaction() as tx:
            version = await documents.load_version(tx, institution)
            kept = self.kept.get(institution)
            if kept is None or kept.version != version:
                revisions = await documents.list_newest(tx, institution)
                kept = self._keep(kept, version, revisions)
            overview = await look_at(tx, doubts, institution, kept.revisions, now)
        # Outside the transaction, and in turns: a new day has all offerings to read.
        kept = self.kept[institution] = await _read(kept, overview, now)
        counted = {task.offering.slug: task.doubts for task in overview.tasks}
        return Standing(
            overview=overview,
            conditions=tuple(
                Condition(
                    offering=offering,
                    revision=number,
                    lacks=list_lacks(offering),
                    remarks=kept.remarks.get((offering.slug, number), 0),
                    doubts=counted.get(offering.slug, 0),
                    freshness=age_of(offering, overview.today),
                )
                for offering, number in kept.offerings
            ),
            search=kept.search,
        )

    def _keep(self, before: _Kept | None, version: int, revisions: tuple[Revision, ...]) -> _Kept:
        offerings = tuple(
            (one.content, one.number) for one in revisions if isinstance(one.content, Offering)
        )
        return _Kept(
            version=version,
            revisions=revisions,
            offerings=offerings,
            search=OfferingSearch.build([one for one, _ in offerings], self.needs),
            ground=before.ground if before else (),
            remarks=before.remarks if before else {},
        )


async def _read(kept: _Kept, overview: Overview, now: datetime) -> _Kept:
    """The same, with the remarks about every offering as it is now; those about earlier revisions
    are dropped."""
    calendar = next((r.content for r in kept.revisions if isinstance(r.content, Calendar)), None)
    ground = (overview.today, overview.institution, calendar)
    known = kept.remarks if ground == kept.ground else {}
    read: Remarks = {}
    catalog = Catalog(
        institution=overview.institution,
        calendar=calendar,
        national=National(lines=()),
        offerings=tuple(offering for offering, _ in kept.offerings),
    )
    unread = 0
    for offering, number in kept.offerings:
        at = (offering.slug, number)
        if at not in known:
            unread += 1
            if unread % AT_ONCE == 0:
                await asyncio.sleep(0)
        read[at] = known[at] if at in known else _count(offering, catalog, now)
    return replace(kept, ground=ground, remarks=read)


def _count(offering: Offering, catalog: Catalog, now: datetime) -> int:
    if offering.state is State.RETIRED:
        return 0
    limits = limits_for(catalog.institution.sort)
    found = lint_alone(offering, catalog, limits, now)
    return sum(remark.key != SAID_ELSEWHERE for remark in found)
