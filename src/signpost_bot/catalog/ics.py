"""One time of an offering as a calendar file (.ics), for the student's own agenda."""

from datetime import UTC, datetime

from signpost_bot.calendar import Occurrence
from signpost_bot.catalog.ics_writing import add_place, describe, new_calendar, new_event
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
    # The same time twice is one event, and says nothing about who made it.
    name = f"{catalog.institution.slug}/{offering.slug}/{occurrence.starts_at:%Y%m%dT%H%M}"
    event = new_event(name, now.astimezone(UTC))
    event.add("dtstart", occurrence.starts_at)
    if occurrence.has_end:
        event.add("dtend", occurrence.ends_at)
    if offering.discreet:
        event.add("summary", say("agenda.discreet", language))
        add_place(event, offering, language)
    else:
        describe(event, offering, language)
    calendar = new_calendar()
    calendar.add_component(event)
    return File(name=NAME, content=calendar.to_ical().decode())
