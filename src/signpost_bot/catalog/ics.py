"""One time of an offering as a calendar file (.ics), for the student's own agenda."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from signpost_bot.calendar import Occurrence
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import File
from signpost_bot.texts import say

NAME = "wegwijzer.ics"


def to_ics(
    offering: Offering, occurrence: Occurrence, catalog: Catalog, language: Language, now: datetime
) -> File:
    """A file that a phone opens as one event.

    Whoever looks over a shoulder sees it: a discreet offering gets a title and no more.
    """
    event = Event()
    # The same time twice is one event, and says nothing about who made it.
    slug = f"{catalog.institution.slug}/{offering.slug}/{occurrence.starts_at:%Y%m%dT%H%M}"
    event.add("uid", str(uuid5(NAMESPACE_URL, slug)))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", occurrence.starts_at)
    if occurrence.has_end:
        event.add("dtend", occurrence.ends_at)
    if offering.discreet:
        event.add("summary", say("agenda.discreet", language))
    else:
        event.add("summary", offering.title.text(language))
        event.add("description", offering.summary.text(language))
        if offering.link:
            event.add("url", str(offering.link))
    if offering.place and offering.place.where:
        event.add("location", offering.place.where.text(language))
    calendar = Calendar()
    calendar.add("prodid", "-//signpost_bot//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return File(name=NAME, content=calendar.to_ical().decode())
