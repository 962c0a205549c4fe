"""What one source says of the academic year: the periods it brings, and the stretch it covers."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from signpost_bot.meaning.text import normalise
from signpost_bot.model.finding import Spot
from signpost_bot.model.institution import PeriodKind, Saying, SourceKind
from signpost_bot.model.language import Both

LONGEST_SLUG = 48
MARK = 9
"""So many signs at the end of a slug are those by which its source is known again."""


@dataclass(frozen=True, kw_only=True)
class BroughtPeriod:
    """A period as a source brings it. `uid` is the source's own name for it, which stays when its
    title or its days change; both days included."""

    spot: Spot
    uid: str
    kind: PeriodKind
    title: Both
    is_one_language: bool
    first_on: date
    last_on: date

    @property
    def mark(self) -> str:
        """The end of its slug, by which it is known again."""
        return f"-{sha256(self.uid.encode()).hexdigest()[: MARK - 1]}"

    @property
    def slug(self) -> str:
        """The slug of a period that nobody knew before."""
        words = re.sub(r"[^a-z0-9]+", "-", normalise(self.title.nl)).strip("-")
        return f"{words[: LONGEST_SLUG - MARK].strip('-') or 'periode'}{self.mark}"


@dataclass(frozen=True, kw_only=True)
class PeriodSource:
    """A source with its periods. What it no longer brings between its first and last day is gone;
    about the rest of the year it says nothing."""

    kind: SourceKind
    name: str
    periods: tuple[BroughtPeriod, ...] = ()
    first_on: date = date.max
    last_on: date = date.min

    def say(self, brought: BroughtPeriod) -> Saying:
        """The days it gives for one of its periods."""
        return Saying(
            kind=self.kind,
            source=self.name,
            mark=brought.mark.removeprefix("-"),
            first_on=brought.first_on,
            last_on=brought.last_on,
        )

    def is_of(self, saying: Saying) -> bool:
        """Whether this source said that, some other time. A school has one API and one region; a
        calendar file goes by its name, but for digits: TimeEdit puts the day of the export in it.
        Before sayings were kept, what a file brought bore only its name."""
        if saying.kind is SourceKind.OWN or self.kind is SourceKind.ICS:
            return saying.kind in (SourceKind.OWN, self.kind) and is_same(saying.source, self.name)
        return saying.kind is self.kind

    def covers(self, saying: Saying) -> bool:
        """Whether these days are within the stretch it is about."""
        return self.first_on <= saying.first_on and saying.last_on <= self.last_on


def is_same(one: str, other: str) -> bool:
    """Whether two names are of the same calendar, whatever the digits in them."""
    return re.sub(r"\d", "", one) == re.sub(r"\d", "", other)
