"""Sources of the academic year merged into its periods: each day keeps which source it is from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from signpost_bot.catalog.period_matching import keep_words, match
from signpost_bot.catalog.period_sources import BroughtPeriod, PeriodSource
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.institution import Period, Saying, SourceKind

_KINDS = list(SourceKind)


@dataclass(frozen=True, kw_only=True)
class PeriodChange:
    """A period before and after; None is not there."""

    before: Period | None
    after: Period | None


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A period for which sources give other days: what each says, and its days as they count.
    With `is_by_hand` staff chose days that the strongest source does not give."""

    period: Period
    sayings: tuple[Saying, ...]
    is_by_hand: bool


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What the periods become, each change that somebody can see, the conflicts, and what is to
    be said of what the sources bring."""

    periods: tuple[Period, ...]
    changes: tuple[PeriodChange, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]


def merge(there: Sequence[Period], sources: Iterable[PeriodSource], own: str) -> Merged:
    """Lay sources over the periods there are, the weakest first; `own` is the source of what the
    calendar says by itself. In whatever order they come, the result is the same.

    A period that is the same one (`match`) keeps its slug, and what staff wrote. What a source no
    longer brings it says no longer; what nobody says any more is gone.
    """
    periods, in_one_language = list(there), list[BroughtPeriod]()
    for source in sorted(sources, key=lambda one: (_KINDS.index(one.kind), one.name)):
        laid = _lay(periods, source, own)
        periods = laid.periods
        titles = {one.slug: one.title for one in periods}
        in_one_language += [
            one
            for slug, one in laid.named.items()
            if one.is_one_language and one.title == titles[slug]
        ]
    return Merged(
        periods=tuple(periods),
        changes=_changes(there, periods),
        conflicts=tuple(_conflicts(periods, own)),
        findings=_advise(in_one_language),
    )


def days_from(period: Period, own: str) -> tuple[Saying | None, Saying | None]:
    """Which source its first and its last day are from; None where staff changed it by hand."""
    strongest = _sayings(period, own)[-1]
    return (
        strongest if strongest.first_on == period.first_on else None,
        strongest if strongest.last_on == period.last_on else None,
    )


@dataclass(frozen=True, kw_only=True)
class _Laid:
    periods: list[Period]
    named: dict[str, BroughtPeriod]


def _lay(there: list[Period], source: PeriodSource, own: str) -> _Laid:
    matched = match(there, source)
    named: dict[str, BroughtPeriod] = {}
    laid: dict[str, Period] = {}
    made: list[Period] = []
    for brought in source.periods:
        old = matched.get(brought)
        if old is None:
            period = _make(brought, source)
            made.append(period)
        else:
            period = laid[old.slug] = _lay_over(old, brought, source, own)
        named[period.slug] = brought
    kept = [laid.get(one.slug) or _without(one, source, own) for one in there]
    periods = [one for one in kept if one]
    # As in the file of a school: by day. What was in order stays as it is, so that a diff reads.
    if made:
        periods = sorted([*periods, *made], key=lambda one: one.first_on)
    return _Laid(periods=periods, named=named)


def _make(brought: BroughtPeriod, source: PeriodSource) -> Period:
    return Period(
        slug=brought.slug,
        kind=brought.kind,
        title=brought.title,
        source=source.name,
        first_on=brought.first_on,
        last_on=brought.last_on,
        sayings=(source.say(brought),),
    )


def _lay_over(old: Period, brought: BroughtPeriod, source: PeriodSource, own: str) -> Period:
    title = keep_words(old.title, brought)
    new = source.say(brought)
    if not old.sayings and _seen(old) == (brought.kind, title, *_days(new)):
        return old  # what the calendar says by itself was right
    sayings = []
    for saying in _sayings(old, own):
        if saying == new.model_copy(update={"source": saying.source}):
            new = saying  # the same again, perhaps under the name of another day
        if saying == new or not source.is_of(saying):
            sayings.append(saying)
    settled = _settle(old, sayings if new in sayings else [*sayings, new], own)
    if settled.sayings[-1] != new:
        return settled  # a stronger one gave it its name
    return settled.model_copy(update={"kind": brought.kind, "title": title})


def _without(old: Period, source: PeriodSource, own: str) -> Period | None:
    """Without what this source said and says no longer; None when nobody says it any more."""
    sayings = _sayings(old, own)
    left = [one for one in sayings if not (source.is_of(one) and source.covers(one))]
    if len(left) == len(sayings):
        return old
    if left:
        return _settle(old, left, own)
    is_by_hand = _days(old) != _days(sayings[-1])
    return old.model_copy(update={"sayings": (), "source": None}) if is_by_hand else None


def _settle(old: Period, sayings: list[Saying], own: str) -> Period:
    """The days of the strongest of these, but for those that staff changed by hand."""
    before = _sayings(old, own)[-1]
    ordered = sorted(sayings, key=lambda one: _KINDS.index(one.kind))
    strongest = ordered[-1]
    first_on = strongest.first_on if old.first_on == before.first_on else old.first_on
    last_on = strongest.last_on if old.last_on == before.last_on else old.last_on
    if last_on < first_on:
        # One day of theirs and one of a source that do not go together: staff's whole period.
        first_on, last_on = _days(old)
    is_own = strongest.kind is SourceKind.OWN
    return old.model_copy(
        update={
            "first_on": first_on,
            "last_on": last_on,
            "source": None if is_own and strongest.source == own else strongest.source,
            "sayings": () if all(one.kind is SourceKind.OWN for one in ordered) else tuple(ordered),
        }
    )


def _sayings(period: Period, own: str) -> tuple[Saying, ...]:
    """What is said of it; where nothing is kept, what the calendar itself says."""
    if period.sayings:
        return period.sayings
    source, days = period.source or own, _days(period)
    return (Saying(kind=SourceKind.OWN, source=source, first_on=days[0], last_on=days[1]),)


def _days(one: Period | Saying) -> tuple[date, date]:
    return one.first_on, one.last_on


def _changes(there: Sequence[Period], periods: Sequence[Period]) -> tuple[PeriodChange, ...]:
    before, after = ({one.slug: one for one in side} for side in (there, periods))
    found = [PeriodChange(before=one, after=None) for one in there if one.slug not in after]
    found += [
        PeriodChange(before=one, after=after[one.slug])
        for one in there
        if one.slug in after and _seen(one) != _seen(after[one.slug])
    ]
    found += [PeriodChange(before=None, after=one) for one in periods if one.slug not in before]
    return tuple(sorted(found, key=_first_day))


def _seen(period: Period) -> tuple[object, ...]:
    return period.kind, period.title, *_days(period)


def _first_day(change: PeriodChange) -> date:
    one = change.after or change.before
    assert one
    return one.first_on


def _conflicts(periods: list[Period], own: str) -> Iterable[Conflict]:
    for one in periods:
        sayings = _sayings(one, own)
        is_by_hand = _days(one) != _days(sayings[-1])
        if is_by_hand or len({_days(saying) for saying in sayings}) > 1:
            yield Conflict(period=one, sayings=sayings, is_by_hand=is_by_hand)


def _advise(in_one_language: list[BroughtPeriod]) -> tuple[Finding, ...]:
    """However many there are, one line."""
    if not in_one_language:
        return ()
    first, number = in_one_language[0], str(len(in_one_language))
    values = (("number", number), ("title", first.title.nl))
    return (Finding(spot=first.spot, key="ics.one_language", values=values, level=Level.ADVICE),)
