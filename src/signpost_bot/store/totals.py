"""Totals: each student counted once in each, at the moment it happens; and what they count from."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select

from signpost_bot.model.outbox import OF_CAMPAIGNS, OutboxState
from signpost_bot.model.student import StudentId
from signpost_bot.model.totals import About, Block, Measure, SentMessage, Tally, Totals
from signpost_bot.store.conflicts import add_counts, insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import too_few, total
from signpost_bot.store.tables import counted, outbox


@dataclass(frozen=True, kw_only=True)
class Counting:
    """A student to count in a total of a block; what is kept of that is gone after `keep_to`."""

    student_id: StudentId
    block: Block
    tally: Tally
    keep_to: date


async def count_once(tx: Tx, institution: str, countings: Sequence[Counting]) -> None:
    """Count each student in each total of a block, unless they are in it already."""
    if not countings:
        return
    wanted = {_key(one): one for one in countings}
    rows = [
        {**_row(one), "institution": institution, "keep_to": one.keep_to} for one in wanted.values()
    ]
    new = insert_new(tx, counted).values(rows).returning(*(counted.c[name] for name in KEY))
    found = [wanted[tuple(row)] for row in await tx.execute(new)]
    one_more: Counter[tuple[Block, About, str, Measure, str]] = Counter()
    for one in found:
        tally = one.tally
        for part in {"", tally.part}:
            one_more[one.block, tally.about, tally.slug, tally.measure, part] += 1
    await add_counts(
        tx,
        total,
        [
            {
                "institution": institution,
                "block": block.key,
                "ends_on": block.last_on,
                "about": about.value,
                "slug": slug,
                "measure": measure.value,
                "part": part,
                "count": count,
            }
            for (block, about, slug, measure, part), count in one_more.items()
        ],
    )


async def list_totals(tx: Tx, institution: str) -> dict[tuple[str, date], tuple[Totals, ...]]:
    """All counts of an institution: by the key of a block and its last day, as they are."""
    ends: dict[str, date] = {}
    counts: defaultdict[tuple[str, About, str], dict[Measure, int]] = defaultdict(dict)
    parts: defaultdict[tuple[str, About, str], dict[Measure, dict[str, int]]] = defaultdict(dict)
    rows = await tx.execute(select(total).where(total.c.institution == institution))
    for row in rows:
        key = (row.block, About(row.about), row.slug)
        ends[row.block] = max(ends.get(row.block, row.ends_on), row.ends_on)
        measure, count = Measure(row.measure), row._mapping["count"]
        if row.part:
            parts[key].setdefault(measure, {})[row.part] = count
        else:
            counts[key][measure] = count
    found: defaultdict[tuple[str, date], list[Totals]] = defaultdict(list)
    for block, about, slug in sorted(counts):
        key = (block, about, slug)
        one = Totals(about=about, slug=slug, counts=counts[key], parts=parts[key])
        found[block, ends[block]].append(one)
    return {key: tuple(found[key]) for key in sorted(found, key=lambda key: (key[1], key[0]))}


async def list_sent(
    tx: Tx, student_id: StudentId, institution: str, since: datetime
) -> tuple[SentMessage, ...]:
    """The messages of campaigns that certainly went to this student since then, the last first."""
    rows = await tx.execute(
        select(outbox.c.campaign, outbox.c.offering, outbox.c.claimed_at)
        .where(
            outbox.c.student_id == student_id,
            outbox.c.institution == institution,
            outbox.c.kind.in_([kind.value for kind in OF_CAMPAIGNS]),
            outbox.c.state == OutboxState.SENT.value,
            outbox.c.claimed_at > since,
        )
        .order_by(outbox.c.claimed_at.desc(), outbox.c.id.desc())
    )
    return tuple(
        SentMessage(campaign=row.campaign, offering=row.offering, sent_at=row.claimed_at)
        for row in rows
    )


async def counted_to(tx: Tx, student_id: StudentId, institution: str) -> date | None:
    """Until when it is kept that this student was counted; None when nothing is."""
    theirs = (counted.c.student_id == student_id) & (counted.c.institution == institution)
    found: date | None = (
        await tx.execute(select(func.max(counted.c.keep_to)).where(theirs))
    ).scalar_one()
    return found


async def forget_counted(tx: Tx, institution: str, today: date) -> None:
    """What was kept to count each student once goes, where nothing is counted any more."""
    over = (counted.c.institution == institution) & (counted.c.keep_to < today)
    await tx.execute(delete(counted).where(over))


async def note_too_few(tx: Tx, institution: str, campaign: str, occasion: str) -> None:
    """Write down that this occasion is for too few students; a second time changes nothing."""
    row = {"institution": institution, "campaign": campaign, "occasion": occasion}
    await tx.execute(insert_new(tx, too_few).values(**row))


async def clear_too_few(tx: Tx, institution: str, campaign: str, occasion: str) -> None:
    """Write down nothing any more: it is for enough students after all."""
    noted = (
        (too_few.c.institution == institution)
        & (too_few.c.campaign == campaign)
        & (too_few.c.occasion == occasion)
    )
    await tx.execute(delete(too_few).where(noted))


async def count_too_few(tx: Tx, institution: str) -> Mapping[str, int]:
    """How often each campaign did not go out because too few could get it, by slug."""
    rows = (
        select(too_few.c.campaign, func.count())
        .where(too_few.c.institution == institution)
        .group_by(too_few.c.campaign)
    )
    return {campaign: number for campaign, number in await tx.execute(rows)}


KEY = ("student_id", "block", "about", "slug", "measure")


def _row(one: Counting) -> dict[str, object]:
    return {
        "student_id": one.student_id,
        "block": one.block.key,
        "about": one.tally.about.value,
        "slug": one.tally.slug,
        "measure": one.tally.measure.value,
    }


def _key(one: Counting) -> tuple[object, ...]:
    return tuple(_row(one).values())
