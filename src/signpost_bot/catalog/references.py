"""What a document names that has to exist elsewhere, and where it names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from signpost_bot.catalog.spots import Where
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.institution import Calendar, Event, Institution, Period
from signpost_bot.model.language import Document
from signpost_bot.model.offering import Offering


class Target(StrEnum):
    """What sort of thing is named; each value is the key of what is said when it is not there."""

    OFFERING = "no_such_offering"
    CAMPUS = "unknown_campus"
    PROGRAMME = "unknown_programme"
    PERIOD = "no_such_period"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One name of something of the same institution, and where it stands."""

    where: Where
    target: Target
    slug: str


def list_references(content: Document) -> list[Reference]:
    """Everything that one document names, but for needs: those are shared by all."""
    match content:
        case Offering():
            return list(_of_offering(content))
        case Campaign():
            return list(_of_campaign(content))
        case Calendar():
            return list(_of_calendar(content))
        case Institution():
            named = {"desk": content.desk, "at_school": content.at_school}
            return [ref for name, slug in named.items() for ref in _one((name,), slug)]
    return []


def list_needs(campaign: Campaign) -> Iterator[tuple[Where, tuple[str, ...]]]:
    """The needs that a campaign names: those of its nudge, and of each answer to its question."""
    kind = campaign.kind.value
    if campaign.nudge:
        yield (kind, "needs"), campaign.nudge.needs
    for i, answer in enumerate(campaign.asks.answers if campaign.asks else ()):
        yield (kind, "answers", i, "needs"), answer.needs


def _of_offering(offering: Offering) -> Iterator[Reference]:
    audience = offering.audience
    yield from _each(("audience", "campuses"), Target.CAMPUS, audience.campuses)
    if offering.place and offering.place.campus:
        where = ("place", "campus")
        yield Reference(where=where, target=Target.CAMPUS, slug=offering.place.campus)
    yield from _each(("audience", "programmes"), Target.PROGRAMME, audience.programmes)


def _of_campaign(campaign: Campaign) -> Iterator[Reference]:
    circle, timing, kind = campaign.circle, campaign.timing, campaign.kind.value
    yield from _each(("circle", "programmes"), Target.PROGRAMME, circle.programmes)
    yield from _each(("circle", "campuses"), Target.CAMPUS, circle.campuses)
    for field in ("been_at", "not_been_at"):
        yield from _each(("circle", field), Target.OFFERING, getattr(circle, field))
    if timing:
        yield from _each((kind, "timing", "periods"), Target.PERIOD, timing.periods)
    if campaign.nudge:
        yield from _each((kind, "offerings"), Target.OFFERING, campaign.nudge.offerings)
        if story := campaign.nudge.story:
            yield from _one((kind, "story", "offering"), story.offering)


def _of_calendar(calendar: Calendar) -> Iterator[Reference]:
    dated: list[tuple[Where, Period | Event]] = [
        *((("periods", i), period) for i, period in enumerate(calendar.periods)),
        *((("events", i), event) for i, event in enumerate(calendar.events)),
    ]
    for where, one in dated:
        yield from _each((*where, "programmes"), Target.PROGRAMME, one.programmes)
        yield from _each((*where, "campuses"), Target.CAMPUS, one.campuses)


def _one(where: Where, slug: str | None) -> Iterator[Reference]:
    if slug is not None:
        yield Reference(where=where, target=Target.OFFERING, slug=slug)


def _each(where: Where, target: Target, slugs: tuple[str, ...]) -> Iterator[Reference]:
    for i, slug in enumerate(slugs):
        yield Reference(where=(*where, i), target=target, slug=slug)
