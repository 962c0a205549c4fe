"""The feed of one student: when to look, never at what. A lock screen and a shared agenda have
readers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Event

from signpost_bot.calendar import at_local, list_occurrences, local_day
from signpost_bot.campaigns.planning import YEAR_BEGINS, academic_year, list_occasions
from signpost_bot.catalog.ics_writing import add_place, new_calendar, new_event
from signpost_bot.freshness import unattended_since
from signpost_bot.model.campaign import CampaignKind
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.feed import Feed
from signpost_bot.model.institution import PeriodKind
from signpost_bot.model.occasion import Occasion
from signpost_bot.texts import say

AHEAD = timedelta(days=120)
"""So far ahead is written out: a program that follows it asks again, mostly each day."""

MOST = 12
"""So many times of one offering: what is open every day would be all of an agenda."""

LONGEST = timedelta(days=200)
SHORTEST = timedelta(days=30)
"""It ends with the academic year, or before it after the longest; not so soon that it is hardly
worth the trouble."""


def ends_on(today: date) -> date:
    """The last day of a feed that is made today."""
    longest = today + LONGEST
    year_ends = date(academic_year(today) + 1, YEAR_BEGINS, 1) - timedelta(days=1)
    return year_ends if today + SHORTEST <= year_ends <= longest else longest


def to_own_feed(feed: Feed, secret: str, catalog: Catalog, page: str, now: datetime) -> bytes:
    """The times of its offerings and the days on which a nudge would go, all called the same.

    `page` is where the talk is, and stands in each of them. The ids are made with `secret`, the
    address of the feed: who sees one cannot compute of which offering it is.
    """
    over = at_local(feed.keep_to + timedelta(days=1), time(), catalog.institution.tz)
    until = min(now + AHEAD, over)
    calendar = new_calendar()
    calendar.add("x-wr-calname", say("web.name", feed.language))
    calendar.add("x-wr-timezone", catalog.institution.zone)
    # How often to ask again, as RFC 7986 says it and as Outlook reads it.
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for event in (*_times(feed, secret, catalog, now, until), *_peaks(secret, catalog, now, until)):
        event.add("summary", say("web.name", feed.language))
        event.add("description", say("further.look", feed.language, page=page))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _times(
    feed: Feed, secret: str, catalog: Catalog, now: datetime, until: datetime
) -> Iterator[Event]:
    found = [one for slug in feed.offerings if (one := catalog.offering(slug))]
    for offering in found:
        for occurrence in list_occurrences(offering, catalog, now, MOST):
            if occurrence.starts_at >= until:
                break
            name = f"{secret}/{offering.slug}/{occurrence.starts_at:%Y%m%dT%H%M}"
            event = new_event(name, now.astimezone(UTC))
            event.add("dtstart", occurrence.starts_at)
            if occurrence.has_end:
                event.add("dtend", occurrence.ends_at)
            if not offering.discreet:
                add_place(event, offering, feed.language)
            yield event


def _peaks(secret: str, catalog: Catalog, now: datetime, until: datetime) -> Iterator[Event]:
    for day in list_peaks(catalog, now, until):
        event = new_event(f"{secret}/{day}", now.astimezone(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        # It is no appointment: whoever looks for a free hour has one.
        event.add("transp", "TRANSPARENT")
        yield event


def list_peaks(catalog: Catalog, now: datetime, until: datetime) -> tuple[date, ...]:
    """The days on which a nudge would go to everybody, at most one a week as in the other channels;
    none where staff look at nothing.

    Of who follows a feed nothing is known, so what is for a circle stays out; what counts from an
    own start counts from the first day of the first 100 days in the calendar.
    """
    tz = catalog.institution.tz
    if unattended_since(catalog, local_day(now, tz)):
        return ()
    periods = catalog.calendar.periods if catalog.calendar else ()
    began = {one.first_on for one in periods if one.kind is PeriodKind.FIRST_100_DAYS}
    weeks: dict[tuple[int, int], date] = {}
    for occasion in list_occasions(catalog, now, until):
        day = local_day(occasion.due_at, tz)
        if _is_for_everybody(occasion, began) and occasion.due_at < until:
            weeks.setdefault(day.isocalendar()[:2], day)
    return tuple(weeks.values())


def _is_for_everybody(occasion: Occasion, began: set[date]) -> bool:
    return (
        occasion.kind is CampaignKind.NUDGE
        and not occasion.circles
        and (occasion.began_on is None or occasion.began_on in began)
    )
