"""Rows of the outbox, planned set by set: one statement for all students of an occasion."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    distinct,
    false,
    func,
    literal,
    or_,
    select,
    update,
)

from signpost_bot.campaigns.planning import OUTBOX_KINDS
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.outbox import OutboxKind, OutboxState, visit_occasion
from signpost_bot.store.circles import meant_for
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.tables import consent, outbox, session, student, visit


async def plan_occasion(tx: Tx, bot_id: str, institution: str, occasion: Occasion) -> int:
    """A row for every student it is meant for who said yes and has none yet; how many.

    What waits from an earlier plan moves along when staff moved what it is about.
    """
    same = _same(bot_id, institution, occasion)
    times = {"due_at": occasion.due_at, "best_before": occasion.best_before}
    waits = (outbox.c.state == OutboxState.DUE.value) & (
        # Not the hour it is due: that one also moves when a channel asks us to wait.
        outbox.c.best_before != occasion.best_before
    )
    await tx.execute(update(outbox).where(_rows_of(same) & waits).values(**times))
    return await _plan(tx, {**same, **times}, _is_meant(institution, occasion))


async def count_waiting(tx: Tx, institution: str, occasions: Iterable[Occasion]) -> int:
    """The students for whom a message about one of these occasions is planned and not sent."""
    about = [
        (outbox.c.campaign == one.campaign) & (outbox.c.occasion == one.key) for one in occasions
    ]
    waits = (outbox.c.institution == institution) & (outbox.c.state == OutboxState.DUE.value)
    who = select(func.count(distinct(outbox.c.student_id))).where(waits, or_(false(), *about))
    return (await tx.execute(who)).scalar_one()


async def are_enough(tx: Tx, institution: str, occasion: Occasion, fewest: int) -> bool:
    """Whether at least so many students could get it, whatever bot they talk with. Of a campaign
    that counts from each student's own start all days together count: it is for all of them."""
    kinds = [kind.value for kind in OUTBOX_KINDS[occasion.kind].consents]
    could = (
        select(student.c.id)
        .where(
            _is_meant(institution, replace(occasion, began_on=None)),
            _said_yes(kinds),
            student.c.address.is_not(None),
            student.c.bot_id.is_not(None),
        )
        .limit(fewest)
    )
    found = await tx.execute(select(func.count()).select_from(could.subquery()))
    return int(found.scalar_one()) >= fewest


async def call_off(tx: Tx, bot_id: str, institution: str, occasion: Occasion) -> bool:
    """What waits of this occasion goes, as if it had never been planned; whether nothing of it is
    left, so that nobody got it."""
    waits = outbox.c.state == OutboxState.DUE.value
    same = _same(bot_id, institution, occasion)
    await tx.execute(delete(outbox).where(_rows_of(same) & waits))
    left = await tx.execute(select(outbox.c.id).where(_rows_of(same)).limit(1))
    return left.first() is None


async def plan_reminders(tx: Tx, bot_id: str, institution: str, now: datetime, to: datetime) -> int:
    """A row for every reminder that was asked for until `to`; late ones as long as they help."""
    wanted = (
        (visit.c.institution == institution) & (visit.c.remind_at <= to) & (visit.c.starts_at > now)
    )
    columns = (visit.c.offering, visit.c.remind_at, visit.c.starts_at)
    planned = 0
    for row in (await tx.execute(select(*columns).where(wanted).distinct())).all():
        same = (visit.c.offering == row.offering) & (visit.c.remind_at == row.remind_at)
        fixed = {
            "bot_id": bot_id,
            "kind": OutboxKind.REMINDER.value,
            "institution": institution,
            "campaign": "",
            "occasion": visit_occasion(row.offering, row.remind_at),
            "offering": row.offering,
            "due_at": row.remind_at,
            "best_before": row.starts_at,
        }
        planned += await _plan(tx, fixed, _visiting(institution, same))
    return planned


async def plan_checkins(
    tx: Tx,
    bot_id: str,
    institution: str,
    campaign: str,
    best_before: timedelta,
    now: datetime,
    to: datetime,
) -> int:
    """A row for every question that may be asked until `to`; none older than `best_before`."""
    wanted = (
        (visit.c.institution == institution)
        & (visit.c.ask_at <= to)
        & (visit.c.ask_at > now - best_before)
    )
    columns = (visit.c.offering, visit.c.ask_at)
    planned = 0
    for row in (await tx.execute(select(*columns).where(wanted).distinct())).all():
        same = (visit.c.offering == row.offering) & (visit.c.ask_at == row.ask_at)
        fixed = {
            "bot_id": bot_id,
            "kind": OutboxKind.AFTER_VISIT.value,
            "institution": institution,
            "campaign": campaign,
            "occasion": visit_occasion(row.offering, row.ask_at),
            "offering": row.offering,
            "due_at": row.ask_at,
            "best_before": row.ask_at + best_before,
        }
        planned += await _plan(tx, fixed, _visiting(institution, same))
    return planned


def _same(bot_id: str, institution: str, occasion: Occasion) -> dict[str, object]:
    """What all rows of an occasion have in common."""
    return {
        "bot_id": bot_id,
        "kind": OUTBOX_KINDS[occasion.kind].value,
        "institution": institution,
        "campaign": occasion.campaign,
        "occasion": occasion.key,
    }


def _rows_of(same: dict[str, object]) -> ColumnElement[bool]:
    return and_(*(outbox.c[name] == value for name, value in same.items()))


def _is_meant(institution: str, occasion: Occasion) -> ColumnElement[bool]:
    # Asked of each student by their key. As a set, SQLite first writes all of it to a table of its
    # own, also where ten students are enough.
    same = session.c.student_id == student.c.id
    return meant_for(institution, occasion).where(same).correlate(student).exists()


def _said_yes(kinds: Sequence[str]) -> ColumnElement[bool]:
    same = consent.c.student_id == student.c.id
    return select(consent.c.kind).where(same, consent.c.kind.in_(kinds)).correlate(student).exists()


def _visiting(institution: str, same: ColumnElement[bool]) -> ColumnElement[bool]:
    visiting = select(visit.c.student_id).where(visit.c.institution == institution, same)
    return student.c.id.in_(visiting)


async def _plan(tx: Tx, fixed: dict[str, object], who: ColumnElement[bool]) -> int:
    """One statement: a row for everybody in `who` that this bot can reach and who said yes."""
    kinds = [kind.value for kind in OutboxKind(str(fixed["kind"])).consents]
    values = {**fixed, "state": OutboxState.DUE.value, "attempts": 0}
    rows = select(
        student.c.id, *(literal(value, outbox.c[name].type) for name, value in values.items())
    ).where(
        who,
        _said_yes(kinds),
        student.c.address.is_not(None),
        student.c.bot_id == fixed["bot_id"],
    )
    # PostgreSQL's driver says -1 for an insert unless it is asked to keep the number.
    added = insert_new(tx, outbox).from_select(["student_id", *values], rows)
    return (await tx.execute(added.execution_options(preserve_rowcount=True))).rowcount
