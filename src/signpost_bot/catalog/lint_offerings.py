"""What a student cannot do with an offering: no next step, no moment to come, nobody to find."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from signpost_bot.calendar import next_occurrence
from signpost_bot.catalog.lint_reading import words_of
from signpost_bot.catalog.lint_remark import Remark, remark
from signpost_bot.catalog.moment_words import is_first_day_guessed
from signpost_bot.freshness import is_overdue
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.finding import Level
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Join, Kind, Offering

ALIKE = 0.8
"""From this share of common words on, two summaries say the same."""


def lint_offering(offering: Offering, catalog: Catalog, now: datetime) -> list[Remark]:
    """All remarks about one offering of a catalog, but for its words."""
    return [
        *_lint_step(offering, catalog, now),
        *_lint_first_day(offering),
        *_lint_threshold(offering),
        *_lint_person(offering),
        *lint_checked(offering.checked_on, timedelta(days=offering.review_every), now.date()),
    ]


def lint_checked(checked_on: date, every: timedelta, today: date) -> list[Remark]:
    """A remark when the last check is longer ago than was agreed."""
    if not is_overdue(checked_on, every, today):
        return []
    values = {"checked_on": checked_on.isoformat(), "days": str(every.days)}
    return [remark(("checked_on",), "lint.overdue", Level.ADVICE, **values)]


def lint_alike(offering: Offering, others: Sequence[Offering]) -> list[Remark]:
    """Whether one of the others has the same title, or says the same for the same needs."""
    for other in others:
        values = {"name": offering.slug, "other": other.slug}
        for language in Language:
            title = offering.title.text(language)
            if title.casefold() == other.title.text(language).casefold():
                where = ("title", language.value)
                return [remark(where, "lint.same_title", Level.ERROR, **values)]
        if offering.kind is other.kind and _is_alike(offering, other):
            return [remark(("summary",), "lint.same_offering", Level.ADVICE, **values)]
    return []


def _lint_step(offering: Offering, catalog: Catalog, now: datetime) -> list[Remark]:
    if offering.moments:
        if next_occurrence(offering, catalog, now) is None:
            return [remark(("moments",), "lint.no_moment", Level.ADVICE)]
        return []
    if offering.join or offering.link or offering.contact or offering.place:
        return []
    if offering.persons or offering.kind is Kind.PERSON:
        return []  # said of the person, once
    return [remark((), "lint.no_next_step", Level.ADVICE)]


def _lint_first_day(offering: Offering) -> list[Remark]:
    """Read on another day, such a sentence can mean the other week."""
    return [
        remark(("moments", at), "lint.no_first_day", Level.ADVICE, day=moment.first_on.isoformat())
        for at, moment in enumerate(offering.moments)
        if moment.first_on and is_first_day_guessed(moment)
    ]


def _lint_threshold(offering: Offering) -> list[Remark]:
    """Walking in is the smallest step there is; left out, it counts as one of 2."""
    if offering.join is not Join.WALK_IN or offering.threshold == 1:
        return []
    return [remark(("join",), "lint.walk_in_is_small", Level.ADVICE)]


def _lint_person(offering: Offering) -> list[Remark]:
    """Somebody with a name has to be found somewhere; a role alone is advice (R9)."""
    if offering.place:
        return []
    if all(person.where for person in offering.persons) and offering.persons:
        return []
    if offering.persons and not offering.contact:
        return [remark(("persons",), "lint.person_without_place", Level.ERROR)]
    if offering.kind is Kind.PERSON:
        return [remark(("kind",), "lint.person_without_place", Level.ADVICE)]
    return []


def _is_alike(one: Offering, other: Offering) -> bool:
    mine, theirs = (
        {word.casefold() for word in words_of(offering.summary.nl)} for offering in (one, other)
    )
    # Groups of one series say the same about other matters: their needs tell them apart.
    return set(one.needs) == set(other.needs) and len(mine & theirs) / len(mine | theirs) >= ALIKE
