"""Counts per month, and suggestions: what an institution learns, never of one student."""

from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import insight, suggestion
from signpost_bot.store.sealing import Seal


async def add_count(tx: Tx, institution: str, what: str, slug: str, today: date) -> None:
    """One more of `what` this month. A month is coarse enough to point at nobody."""
    month_on = today.replace(day=1)
    same = (
        (insight.c.institution == institution)
        & (insight.c.month_on == month_on)
        & (insight.c.what == what)
        & (insight.c.slug == slug)
    )
    one_more = update(insight).where(same).values(count=insight.c["count"] + 1)
    if (await tx.execute(one_more)).rowcount:
        return
    first = insert(insight).values(
        institution=institution, month_on=month_on, what=what, slug=slug, count=1
    )
    try:
        async with tx.begin_nested():
            await tx.execute(first)
    except IntegrityError:
        # Somebody else's turn was the first of this month while ours was under way.
        await tx.execute(one_more)


async def list_counts(tx: Tx, institution: str) -> dict[tuple[str, str], int]:
    """All counts of an institution over all months, by what and slug."""
    totals: dict[tuple[str, str], int] = {}
    for row in await tx.execute(select(insight).where(insight.c.institution == institution)):
        totals[row.what, row.slug] = totals.get((row.what, row.slug), 0) + row._mapping["count"]
    return totals


async def add_suggestion(tx: Tx, seal: Seal, institution: str, words: str, today: date) -> None:
    """Words a student chose to pass on, sealed, with no link to the student."""
    await tx.execute(
        insert(suggestion).values(institution=institution, words=seal.close(words), made_on=today)
    )
