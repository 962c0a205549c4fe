"""The programmes that a document names, and where: each is held against the list there is."""

from signpost_bot.model.campaign import Campaign
from signpost_bot.model.institution import Calendar
from signpost_bot.model.language import Document
from signpost_bot.model.offering import Offering

Where = tuple[str | int, ...]
"""The keys and places in lists that lead to a value."""


def list_programmes(content: Document) -> list[tuple[Where, str]]:
    """Each programme for which an offering, a campaign, a period or an event is."""
    match content:
        case Offering():
            return _each(("audience",), content.audience.programmes)
        case Campaign():
            return _each(("circle",), content.circle.programmes)
        case Calendar():
            periods = [_each(("periods", i), p.programmes) for i, p in enumerate(content.periods)]
            events = [_each(("events", i), e.programmes) for i, e in enumerate(content.events)]
            return [found for named in (*periods, *events) for found in named]
    return []


def _each(where: Where, programmes: tuple[str, ...]) -> list[tuple[Where, str]]:
    return [((*where, "programmes", i), programme) for i, programme in enumerate(programmes)]
