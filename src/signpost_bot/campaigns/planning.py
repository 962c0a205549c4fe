"""When a campaign goes out: around periods, after events, from a student's own start."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from signpost_bot.calendar import after_quiet, at_local, local_day
from signpost_bot.model.campaign import Campaign, Circle, Edge, Timing
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period
from signpost_bot.model.occasion import Occasion

YEAR_BEGINS = 8
"""The month in which an academic year begins: a period of January belongs to the year before."""


def list_occasions(catalog: Catalog, now: datetime, to: datetime) -> tuple[Occasion, ...]:
    """All times that campaigns of this catalog go out until `to`, and make sense after `now`."""
    found = [
        occasion
        for campaign in catalog.campaigns
        if campaign.is_running
        for occasion in occasions_of(campaign, catalog, now, to)
    ]
    return tuple(sorted(found, key=lambda one: (one.due_at, one.campaign, one.key)))


def occasions_of(
    campaign: Campaign, catalog: Catalog, now: datetime, to: datetime
) -> Iterator[Occasion]:
    """The times that one campaign goes out, whatever its state."""
    timing = campaign.timing
    if timing is None:
        return
    if timing.own_start:
        found = _from_starts(campaign, timing, catalog, now, to)
    elif timing.event is not None:
        found = _after_events(campaign, timing, catalog)
    else:
        found = _around_periods(campaign, timing, catalog)
    yield from (one for one in found if one.due_at <= to and one.best_before > now)


def periods_of(campaign: Campaign, catalog: Catalog) -> tuple[Period, ...]:
    """The periods a campaign is about, in the order of the year."""
    timing = campaign.timing
    if timing is None or catalog.calendar is None or timing.period_kind is None:
        return ()
    found = [one for one in catalog.calendar.periods if one.kind is timing.period_kind]
    return tuple(sorted(found, key=lambda period: (period.first_on, period.slug)))


def _around_periods(campaign: Campaign, timing: Timing, catalog: Catalog) -> Iterator[Occasion]:
    periods = periods_of(campaign, catalog)
    for period in periods:
        counted = period.first_on if timing.edge is Edge.FIRST else period.last_on
        yield _occasion(
            campaign,
            timing,
            catalog,
            counted,
            f"{period.slug}:{academic_year(period.first_on)}",
            circles=_circle_of(period.programmes, period.campuses),
            without=tuple(
                circle
                for other in periods
                if other.replaces == period.slug
                for circle in _circle_of(other.programmes, other.campuses)
            ),
        )


def _after_events(campaign: Campaign, timing: Timing, catalog: Catalog) -> Iterator[Occasion]:
    for event in catalog.calendar.events if catalog.calendar else ():
        if event.slug == timing.event:
            circles = _circle_of(event.programmes, event.campuses)
            key = f"{event.slug}:{event.on:%Y%m%d}"
            yield _occasion(campaign, timing, catalog, event.on, key, circles=circles)


def _from_starts(
    campaign: Campaign, timing: Timing, catalog: Catalog, now: datetime, to: datetime
) -> Iterator[Occasion]:
    """One occasion for each day that somebody may have begun on, to be due in the time asked."""
    tz = catalog.institution.tz
    # Two days earlier, for the best-before may reach past midnight of a change of the clock.
    oldest = now - timedelta(hours=_hours(campaign)) - timedelta(days=2)
    day = local_day(oldest, tz)
    while day <= local_day(to, tz):
        began_on = day - timedelta(days=timing.days)
        key = f"began:{began_on:%Y%m%d}"
        yield _occasion(campaign, timing, catalog, began_on, key, began_on=began_on)
        day += timedelta(days=1)


def _occasion(
    campaign: Campaign,
    timing: Timing,
    catalog: Catalog,
    counted: date,
    key: str,
    *,
    circles: tuple[Circle, ...] = (),
    without: tuple[Circle, ...] = (),
    began_on: date | None = None,
) -> Occasion:
    tz = catalog.institution.tz
    due_at = after_quiet(at_local(counted + timedelta(days=timing.days), timing.at, tz), tz)
    return Occasion(
        campaign=campaign.slug,
        kind=campaign.kind,
        key=key,
        due_at=due_at,
        best_before=due_at + timedelta(hours=_hours(campaign)),
        circles=tuple(one for one in (campaign.circle, *circles) if one != Circle()),
        without=without,
        began_on=began_on,
    )


def _circle_of(programmes: tuple[str, ...], campuses: tuple[str, ...]) -> tuple[Circle, ...]:
    if not (programmes or campuses):
        return ()
    return (Circle(programmes=programmes, campuses=campuses),)


def _hours(campaign: Campaign) -> int:
    spoken = campaign.nudge or campaign.asks
    return spoken.best_before_hours if spoken else 0


def academic_year(day: date) -> int:
    """So that a slug that comes back next year is another occasion, and one that moves is not."""
    return day.year if day.month >= YEAR_BEGINS else day.year - 1
