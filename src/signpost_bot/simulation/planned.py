"""The outbox of one persona: the rows that planning would write for a student who is like them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from signpost_bot.campaigns.circles import is_meant_for, known_of
from signpost_bot.campaigns.planning import AHEAD, OUTBOX_KINDS
from signpost_bot.checkins import running_checkin
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.outbox import OutboxKind, Outgoing, visit_occasion
from signpost_bot.model.student import Recipient, StudentId, Visit

Key = tuple[OutboxKind, str, str]
"""What makes a row the only one of its kind for a student: kind, campaign and occasion."""

NOBODY = StudentId(UUID(int=0))


def key_of(row: Outgoing) -> Key:
    """What no second row of this student may have."""
    return row.kind, row.campaign, row.occasion


def plan_rows(
    who: Recipient,
    occasions: Iterable[Occasion],
    planned: Collection[Key],
    catalog: Catalog,
    now: datetime,
) -> tuple[Outgoing, ...]:
    """The rows they get now beside those `planned`: only for a yes, and each once. The statements
    of `store/planning` say the same of all students at once (a test compares the two)."""
    wanted = (
        *_reminders(who, catalog, now),
        *_of_year(who, occasions, catalog),
        *_after_visits(who, catalog, now),
    )
    return tuple(
        row for row in wanted if row.kind.consents & who.consents and key_of(row) not in planned
    )


def _of_year(who: Recipient, occasions: Iterable[Occasion], catalog: Catalog) -> Iterator[Outgoing]:
    known = known_of(who.session, who.visits)
    for one in occasions:
        if is_meant_for(one, known):
            yield _row(
                catalog,
                OUTBOX_KINDS[one.kind],
                occasion=one.key,
                due_at=one.due_at,
                best_before=one.best_before,
                campaign=one.campaign,
            )


def _reminders(who: Recipient, catalog: Catalog, now: datetime) -> Iterator[Outgoing]:
    for visit in who.visits:
        at, starts_at = visit.remind_at, visit.starts_at
        if at and starts_at and at <= now + AHEAD and starts_at > now:
            yield _about(visit, catalog, OutboxKind.REMINDER, due_at=at, best_before=starts_at)


def _after_visits(who: Recipient, catalog: Catalog, now: datetime) -> Iterator[Outgoing]:
    agreed = [one for one in who.visits if one.following.ask_at]
    campaign = running_checkin(catalog) if agreed else None
    if campaign is None or campaign.after_visit is None:
        return
    lasts = timedelta(hours=campaign.after_visit.best_before_hours)
    for visit in agreed:
        at = visit.following.ask_at
        if at and now - lasts < at <= now + AHEAD:
            yield _about(
                visit,
                catalog,
                OutboxKind.AFTER_VISIT,
                due_at=at,
                best_before=at + lasts,
                campaign=campaign.slug,
            )


def _about(
    visit: Visit,
    catalog: Catalog,
    kind: OutboxKind,
    *,
    due_at: datetime,
    best_before: datetime,
    campaign: str = "",
) -> Outgoing:
    return _row(
        catalog,
        kind,
        occasion=visit_occasion(visit.offering, due_at),
        due_at=due_at,
        best_before=best_before,
        campaign=campaign,
        offering=visit.offering,
    )


def _row(
    catalog: Catalog,
    kind: OutboxKind,
    *,
    occasion: str,
    due_at: datetime,
    best_before: datetime,
    campaign: str,
    offering: str | None = None,
) -> Outgoing:
    return Outgoing(
        id=0,
        kind=kind,
        institution=catalog.institution.slug,
        student_id=NOBODY,
        campaign=campaign,
        occasion=occasion,
        offering=offering,
        due_at=due_at,
        best_before=best_before,
        attempts=1,
    )
