"""Counting: what a message and what a turn add to the totals, at the moment they happen."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from signpost_bot.calendar import local_day
from signpost_bot.campaigns.blocks import SETTLES_IN, block_of
from signpost_bot.campaigns.tallying import tally_turn
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.outbox import Outgoing
from signpost_bot.model.student import StudentId
from signpost_bot.model.totals import About, Measure, Tally
from signpost_bot.model.turn import Fact
from signpost_bot.store import totals
from signpost_bot.store.database import Tx
from signpost_bot.store.totals import Counting


async def count_turn(
    tx: Tx, student: StudentId, catalog: Catalog, facts: Sequence[Fact], now: datetime
) -> None:
    """Count what a student did in this turn, for the offerings and for the last message."""
    institution = catalog.institution.slug
    sent = await totals.list_sent(tx, student, institution, now - SETTLES_IN)
    tallies = tally_turn(facts, sent, now)
    await totals.count_once(tx, institution, [_counting(student, catalog, *one) for one in tallies])


async def count_reached(
    tx: Tx, catalog: Catalog, went: Iterable[tuple[Outgoing, str | None]], now: datetime
) -> None:
    """Count the students to whom messages of campaigns went just now, each with the offering that
    it named."""
    countings = [
        _counting(
            row.student_id,
            catalog,
            now,
            Tally(
                about=About.CAMPAIGN, slug=row.campaign, measure=Measure.REACHED, part=named or ""
            ),
        )
        for row, named in went
    ]
    await totals.count_once(tx, catalog.institution.slug, countings)


def _counting(student: StudentId, catalog: Catalog, at: datetime, tally: Tally) -> Counting:
    block = block_of(catalog, local_day(at, catalog.institution.tz))
    return Counting(
        student_id=student, block=block, tally=tally, keep_to=block.last_on + SETTLES_IN
    )
