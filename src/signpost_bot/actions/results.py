"""Did it help? The totals of an institution, as staff may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from signpost_bot.actions.catalog import load_documents
from signpost_bot.calendar import local_day
from signpost_bot.campaigns.blocks import A_DAY, SETTLES_IN, block_of, is_settled
from signpost_bot.campaigns.totals import show
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.totals import About, Measure, ShownTotals, Totals
from signpost_bot.store import totals
from signpost_bot.store.database import Database


@dataclass(frozen=True, kw_only=True)
class BlockResults:
    """What may be said of one block: its key, its last day, and each row that says anything."""

    key: str
    last_on: date
    rows: tuple[ShownTotals, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """What may be said of an institution. What goes on now comes on `next_on`; `too_few` is how
    often a campaign did not go out since too few could get it."""

    catalog: Catalog
    blocks: tuple[BlockResults, ...]
    next_on: date
    too_few: Mapping[str, int]


async def load_results(database: Database, institution: str, now: datetime) -> Results:
    """The blocks that are over, the oldest first; `UnknownInstitution`."""
    async with database.transaction() as tx:
        catalog = await load_documents(tx, institution)
        counted = await totals.list_totals(tx, institution)
        too_few = await totals.count_too_few(tx, institution)
    today = local_day(now, catalog.institution.tz)
    blocks = (
        BlockResults(key=key, last_on=last_on, rows=_show(rows, catalog))
        for (key, last_on), rows in counted.items()
        if is_settled(last_on, today)
    )
    return Results(
        catalog=catalog,
        blocks=tuple(one for one in blocks if one.rows),
        next_on=block_of(catalog, today).last_on + SETTLES_IN + A_DAY,
        too_few=too_few,
    )


def _show(rows: Iterable[Totals], catalog: Catalog) -> tuple[ShownTotals, ...]:
    """Rows that say nothing are left out: that there is one tells that somebody was counted."""
    shown = (show(_complete(one, catalog)) for one in rows)
    return tuple(one for one in shown if any(one.counts.values()))


def _complete(row: Totals, catalog: Catalog) -> Totals:
    """With every part there can be, so that the parts add up: an answer that nobody gave is one,
    and so are the messages that named no offering."""
    parts = {measure: dict(of) for measure, of in row.parts.items()}
    if Measure.ANSWERED in parts:
        parts[Measure.ANSWERED] = dict.fromkeys(_answers(row, catalog), 0) | parts[Measure.ANSWERED]
    named = parts.get(Measure.REACHED)
    if named and (others := row.counts[Measure.REACHED] - sum(named.values())):
        named[""] = others
    return replace(row, parts=parts)


def _answers(row: Totals, catalog: Catalog) -> tuple[str, ...]:
    """The answers that a campaign has, or that are asked for after a visit."""
    asked = [
        one.asks
        for one in catalog.campaigns
        if one.asks and (one.slug == row.slug if row.about is About.CAMPAIGN else one.after_visit)
    ]
    return tuple(answer.slug for question in asked for answer in question.answers)
