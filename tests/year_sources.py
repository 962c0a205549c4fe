"""Sources of the academic year 2026, in as few words as a test needs."""

from datetime import date
from pathlib import PurePath

from signpost_bot.catalog.period_merging import Merged, merge
from signpost_bot.catalog.period_sources import BroughtPeriod, PeriodSource
from signpost_bot.model.finding import Spot
from signpost_bot.model.institution import Period, PeriodKind, SourceKind
from signpost_bot.model.language import Both

OWN = "the file"
"""What the calendar calls its own source."""


def brought(title: str, first: str, last: str, uid: str = "") -> BroughtPeriod:
    """A holiday when its title says so, else exams."""
    return BroughtPeriod(
        spot=Spot(file=PurePath("x")),
        uid=uid or title,
        kind=PeriodKind.HOLIDAY if "vakantie" in title else PeriodKind.EXAMS,
        title=Both(nl=title, en=title),
        is_one_language=True,
        first_on=date.fromisoformat(first),
        last_on=date.fromisoformat(last),
    )


def source(kind: SourceKind, *periods: BroughtPeriod, name: str = "") -> PeriodSource:
    """A source that is about the whole year of 2026."""
    return PeriodSource(
        kind=kind,
        name=name or kind.value,
        periods=periods,
        first_on=date(2026, 8, 1),
        last_on=date(2027, 8, 1),
    )


def lay(there: tuple[Period, ...], *sources: PeriodSource) -> Merged:
    """What the periods become."""
    return merge(there, sources, OWN)


def days(period: Period) -> tuple[str, str]:
    """Its first and its last day."""
    return str(period.first_on), str(period.last_on)
