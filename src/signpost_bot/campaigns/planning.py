"""When a nudge goes out: once before each period it is about, never in quiet hours."""

from datetime import datetime, timedelta

from signpost_bot.calendar import after_quiet, at_local
from signpost_bot.model.campaign import Campaign, CampaignKind, Occasion
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period


def list_occasions(catalog: Catalog, now: datetime, to: datetime) -> tuple[Occasion, ...]:
    """All times that nudges of this catalog go out until `to`, and make sense after `now`."""
    found = [
        occasion
        for campaign in catalog.running(CampaignKind.NUDGE)
        for period in periods_of(campaign, catalog)
        if (occasion := _occasion(campaign, period, catalog))
        and occasion.due_at <= to
        and occasion.best_before > now
    ]
    return tuple(sorted(found, key=lambda occasion: (occasion.due_at, occasion.campaign)))


def periods_of(campaign: Campaign, catalog: Catalog) -> tuple[Period, ...]:
    """The periods a nudge is about, in the order of the year."""
    if campaign.nudge is None or catalog.calendar is None:
        return ()
    kind = campaign.nudge.timing.period_kind
    found = [period for period in catalog.calendar.periods if period.kind is kind]
    return tuple(sorted(found, key=lambda period: period.first_on))


def _occasion(campaign: Campaign, period: Period, catalog: Catalog) -> Occasion | None:
    if campaign.nudge is None:
        return None
    timing, tz = campaign.nudge.timing, catalog.institution.tz
    day = period.first_on - timedelta(days=timing.days_before)
    due_at = after_quiet(at_local(day, timing.at, tz), tz)
    return Occasion(
        campaign=campaign.slug,
        # With its first day: next year, or moved by staff, it is another occasion.
        key=f"{period.slug}:{period.first_on:%Y%m%d}",
        due_at=due_at,
        best_before=due_at + timedelta(hours=campaign.nudge.best_before_hours),
    )
