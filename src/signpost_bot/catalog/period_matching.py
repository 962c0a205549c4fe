"""Which period a source means: one it brought before, one of the same name, or the same holiday."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from signpost_bot.catalog.period_sources import MARK, BroughtPeriod, PeriodSource
from signpost_bot.meaning.text import normalise
from signpost_bot.model.institution import Period, PeriodKind
from signpost_bot.model.language import Both

NEAR = timedelta(days=120)
"""A period of the same kind and name that begins within this time is the same one, moved."""

MOSTLY = 0.5
"""Two holidays that share more than this part of the longer one are the same, whatever their names:
"Kerst" and "Kerstvakantie", but not Ascension Day and the May holiday around it."""

Match = dict[BroughtPeriod, Period]


def match(there: Sequence[Period], source: PeriodSource) -> Match:
    """The period of the calendar that each of the source's own is; what is missing is new.

    What the source itself brought before goes first, so that no other takes its place.
    """
    found: Match = {}
    for same in (_brought_before(there, source), _called(there), _same_holiday(there)):
        taken = {one.slug for one in found.values()}
        for brought in source.periods:
            if brought not in found and (old := same(brought, taken)):
                found[brought] = old
                taken.add(old.slug)
    return found


def keep_words(old: Both, brought: BroughtPeriod) -> Both:
    """A title in one language says nothing about the words that staff gave it in the other."""
    said = {normalise(brought.title.nl), normalise(brought.title.en)}
    if brought.is_one_language and said & {normalise(old.nl), normalise(old.en)}:
        return old
    return brought.title


_Same = Callable[[BroughtPeriod, set[str]], Period | None]
"""Finds it among those of which the slug is not taken."""


def _brought_before(there: Sequence[Period], source: PeriodSource) -> _Same:
    known: dict[str, Period] = {}
    for one in there:
        known.setdefault(one.slug[-MARK:], one)
        known |= {f"-{said.mark}": one for said in one.sayings if said.mark and source.is_of(said)}

    def same(brought: BroughtPeriod, taken: set[str]) -> Period | None:
        old = known.get(brought.mark)
        return old if old and old.slug not in taken else None

    return same


def _called(there: Sequence[Period]) -> _Same:
    known: dict[tuple[PeriodKind, str], list[Period]] = {}
    for one in there:
        for title in _titles(one.title):
            known.setdefault((one.kind, title), []).append(one)

    def same(brought: BroughtPeriod, taken: set[str]) -> Period | None:
        called = [
            (abs(one.first_on - brought.first_on), one.slug, one)
            for title in _titles(brought.title)
            for one in known.get((brought.kind, title), ())
            if one.slug not in taken
        ]
        near, _, old = min(called, default=(NEAR, "", None))
        return old if near < NEAR else None

    return same


def _same_holiday(there: Sequence[Period]) -> _Same:
    holidays = [one for one in there if one.kind is PeriodKind.HOLIDAY]

    def same(brought: BroughtPeriod, taken: set[str]) -> Period | None:
        if brought.kind is not PeriodKind.HOLIDAY:
            return None
        shared = [(_shared(one, brought), one.slug, one) for one in holidays]
        most, _, old = max(
            (row for row in shared if row[1] not in taken), default=(MOSTLY, "", None)
        )
        return old if most > MOSTLY else None

    return same


def _shared(one: Period, other: BroughtPeriod) -> float:
    first, last = max(one.first_on, other.first_on), min(one.last_on, other.last_on)
    longest = max(_length(one.first_on, one.last_on), _length(other.first_on, other.last_on))
    return max(0, _length(first, last)) / longest


def _length(first_on: date, last_on: date) -> int:
    return (last_on - first_on).days + 1


def _titles(title: Both) -> set[str]:
    return {normalise(title.nl), normalise(title.en)}
