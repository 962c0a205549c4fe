"""Closing an institution for good: the last message, nothing more after it, everything erased."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from signpost_bot.actions.catalog import UnknownInstitution
from signpost_bot.model.closing import Closing, ClosingPlan, InstitutionState
from signpost_bot.model.document import DocumentKind
from signpost_bot.model.institution import Institution
from signpost_bot.store import closings, documents, erasing
from signpost_bot.store.database import Database, Tx

AT_ONCE, PAUSE_SECONDS = 1_000, 0.05
"""Students erased in one transaction: on SQLite everybody else waits for it, and has a turn in
the pause after it."""


@dataclass(frozen=True, kw_only=True)
class Closed:
    """How a closing stands after the command: the row, and what the command itself did.

    `plan` is what was done, or what would be, when this was the first time.
    """

    closing: Closing | None
    plan: ClosingPlan | None = None


async def look(database: Database, institution: str) -> Closed:
    """What closing would do, or how it stands; nothing changes. `UnknownInstitution`."""
    async with database.transaction() as tx:
        found = await _find(tx, institution)
        plan = None if found else await closings.count_plan(tx, institution)
        return Closed(closing=found, plan=plan)


async def close(
    database: Database, institution: str, now: datetime, *, is_silent: bool = False
) -> Closed:
    """Close it, all or nothing, and erase when nobody has to be told first.

    Once more it goes on where it was left; `is_silent` calls off last messages that still wait.
    `UnknownInstitution` when there is none.
    """
    async with database.transaction() as tx:
        await closings.hold_alone(tx, institution)
        found = await _find(tx, institution)
        plan = None if found else await closings.count_plan(tx, institution)
        if found is None:
            await closings.close(tx, institution, now)
            if not is_silent:
                await closings.plan_farewells(tx, institution, now)
        elif is_silent:
            await closings.call_off(tx, institution)
    await erase_closed(database, now)
    async with database.transaction() as tx:
        return Closed(closing=await closings.find_closing(tx, institution), plan=plan)


async def erase_closed(database: Database, now: datetime) -> tuple[str, ...]:
    """Erase every closed institution whose last messages are out; the slugs of those now gone.

    Stopping halfway loses nothing: the next call goes on. Two at the same time do no harm.
    """
    async with database.transaction() as tx:
        left = [one for one in await closings.list_closings(tx) if one.erased_at is None]
    return tuple([one.institution for one in left if await _erase(database, one.institution, now)])


async def list_states(
    database: Database,
) -> Mapping[str, tuple[InstitutionState, Closing | None]]:
    """Every institution there is or was, with its state."""
    async with database.transaction() as tx:
        gone = {one.institution: one for one in await closings.list_closings(tx)}
        known = await documents.list_institutions(tx)
        trials = {slug: await _is_in_trial(tx, slug) for slug in known if slug not in gone}
    states: dict[str, tuple[InstitutionState, Closing | None]] = {}
    for slug in sorted({*known, *gone}):
        if closing := gone.get(slug):
            is_over = closing.erased_at is not None
            state = InstitutionState.CLOSED if is_over else InstitutionState.CLOSING
        else:
            state = InstitutionState.IN_TRIAL if trials[slug] else InstitutionState.OPEN
        states[slug] = (state, gone.get(slug))
    return states


async def _erase(database: Database, institution: str, now: datetime) -> bool:
    async with database.transaction() as tx:
        if await closings.count_waiting(tx, institution, now):
            return False
    erased = AT_ONCE
    while erased:
        async with database.transaction() as tx:
            erased = await erasing.erase_students(tx, institution, AT_ONCE)
        await asyncio.sleep(PAUSE_SECONDS)
    async with database.transaction() as tx:
        return await erasing.erase_the_rest(tx, institution, now)


async def _find(tx: Tx, institution: str) -> Closing | None:
    found = await closings.find_closing(tx, institution)
    if found is None and institution not in (known := await documents.list_institutions(tx)):
        raise UnknownInstitution(institution, known)
    return found


async def _is_in_trial(tx: Tx, slug: str) -> bool:
    revisions = await documents.list_newest(tx, slug)
    kinds = (one.content for one in revisions if one.key.kind is DocumentKind.INSTITUTION)
    return any(isinstance(one, Institution) and one.is_in_trial for one in kinds)
