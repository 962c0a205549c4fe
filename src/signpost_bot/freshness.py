"""How fresh a catalog is: what sinks, what is never nudged, who hears it. Days only, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Institution
from signpost_bot.model.national import HelpLine
from signpost_bot.model.offering import Kind, Offering

LINE_EVERY = timedelta(days=90)
"""So often a national line has to be checked: a wrong number can cost a life."""

UNATTENDED_AFTER = timedelta(days=60)
"""When staff confirmed nothing for longer, nobody seems to look after the catalog any more."""


class Freshness(StrEnum):
    """How long ago somebody checked it, measured by how often that was agreed."""

    FRESH = "fresh"
    AGEING = "ageing"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class Alert:
    """What its owner and the operator must hear: it is overdue and students are sent there all
    the same. `since` is the day its check was due."""

    slug: str
    kind: Kind
    owner: str | None
    since: date


def how_fresh(offering: Offering, institution: Institution, today: date) -> Freshness:
    """How fresh an offering is: ageing in the last third of the time between two checks, overdue
    after it.

    A third, because who wrote it knows how fast it changes: what is checked each month gets ten
    days in which it counts as less sure, what is checked twice a year two months. A made-up
    institution has no staff, so what it offers never ages.
    """
    return Freshness.FRESH if institution.fictional else age_of(offering, today)


def age_of(offering: Offering, today: date) -> Freshness:
    """The same wherever there is staff: at the desk, also of a made-up institution."""
    if is_overdue(offering.checked_on, timedelta(days=offering.review_every), today):
        return Freshness.OVERDUE
    is_ageing = 3 * (today - offering.checked_on) > timedelta(days=2 * offering.review_every)
    return Freshness.AGEING if is_ageing else Freshness.FRESH


def is_overdue(checked_on: date, every: timedelta, today: date) -> bool:
    """Whether the last check is longer ago than was agreed."""
    return today - checked_on > every


def is_stale(line: HelpLine, today: date) -> bool:
    """Whether a national line has to be checked again."""
    return is_overdue(line.checked_on, LINE_EVERY, today)


def may_sink(offering: Offering, institution: Institution) -> bool:
    """Whether it comes later in an answer when nobody checked it for long.

    Not where a student can talk to somebody, not a service, and not the two places that we name
    when we know nothing better. To find a door closed costs a walk; never to be sent to somebody
    costs more.
    """
    if offering.slug in (institution.desk, institution.at_school):
        return False
    return offering.kind is not Kind.SERVICE and not offering.brings_person


def next_check(offering: Offering) -> date:
    """The day of its next check."""
    return offering.checked_on + timedelta(days=offering.review_every)


def due_since(offering: Offering, today: date) -> date | None:
    """The day on which its check was due; None when that is still to come. From the day after it
    is overdue."""
    due_on = next_check(offering)
    return due_on if due_on <= today else None


def unattended_since(catalog: Catalog, today: date) -> date | None:
    """The last day on which staff confirmed anything, when that was too long ago; else None.

    Not for a made-up institution: it has no staff.
    """
    first = unattended_from(catalog)
    if first is None or today < first:
        return None
    return max(one.checked_on for one in catalog.offerings)


def unattended_from(catalog: Catalog) -> date | None:
    """The first day on which nobody seems to look after it, if nobody confirms anything more;
    None where there is nothing to look after."""
    checked = [one.checked_on for one in catalog.offerings]
    if catalog.institution.fictional or not checked:
        return None
    return max(checked) + UNATTENDED_AFTER + timedelta(days=1)


def list_alerts(catalog: Catalog, today: date) -> tuple[Alert, ...]:
    """Everything that is overdue and does not sink for it, longest overdue first."""
    found = [
        Alert(slug=one.slug, kind=one.kind, owner=one.owner, since=next_check(one))
        for one in catalog.offerings
        if how_fresh(one, catalog.institution, today) is Freshness.OVERDUE
        and not may_sink(one, catalog.institution)
    ]
    return tuple(sorted(found, key=lambda alert: (alert.since, alert.slug)))
