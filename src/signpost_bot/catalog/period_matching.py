"""Which period a source means: the one that it brought before, or one that is called the same."""

from dataclasses import dataclass
from datetime import timedelta

from signpost_bot.catalog.period_sources import MARK, BroughtPeriod, PeriodSource
from signpost_bot.meaning.text import normalise
from signpost_bot.model.institution import Period, PeriodKind
from signpost_bot.model.language import Both

NEAR = timedelta(days=120)
"""A period of the same kind and name that begins within this time is the same one, moved."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """The periods there are: those that this source brought before, by their mark; the others by
    kind and name."""

    brought: dict[str, Period]
    called: dict[tuple[PeriodKind, str], list[Period]]


def know(there: list[Period], source: PeriodSource) -> Known:
    """The periods there are, ready to be found by what this source brings."""
    marks = {one.mark for one in source.periods}
    brought: dict[str, Period] = {}
    called: dict[tuple[PeriodKind, str], list[Period]] = {}
    for one in there:
        own_marks = {f"-{said.mark}" for said in one.sayings if said.mark and source.is_of(said)}
        if one.source:
            own_marks.add(one.slug[-MARK:])
        if found := own_marks & marks:
            brought |= dict.fromkeys(found, one)
        else:
            for title in {normalise(one.title.nl), normalise(one.title.en)}:
                called.setdefault((one.kind, title), []).append(one)
    return Known(brought=brought, called=called)


def find_old(brought: BroughtPeriod, known: Known, laid: dict[str, Period]) -> Period | None:
    """The same period as it was, when none before this one had it."""
    if old := known.brought.get(brought.mark):
        return None if old.slug in laid else old
    called = [
        (abs(one.first_on - brought.first_on), one.slug, one)
        for words in {normalise(brought.title.nl), normalise(brought.title.en)}
        for one in known.called.get((brought.kind, words), ())
        if one.slug not in laid
    ]
    near, _, same = min(called, default=(NEAR, "", None))
    return same if near < NEAR else None


def keep_words(old: Both, brought: BroughtPeriod) -> Both:
    """A title in one language says nothing about the words that staff gave it in the other."""
    said = {normalise(brought.title.nl), normalise(brought.title.en)}
    if brought.is_one_language and said & {normalise(old.nl), normalise(old.en)}:
        return old
    return brought.title
