"""How the sentences about new moments were read, said back to whoever saves them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from signpost_bot.calendar import occurrences_of, say_in_full
from signpost_bot.catalog.moment_sentence import say_moment
from signpost_bot.catalog.moment_words import is_first_day_guessed
from signpost_bot.model.institution import Calendar, Institution, Period
from signpost_bot.model.language import Document, Language
from signpost_bot.model.moment import Moment
from signpost_bot.model.offering import Offering
from signpost_bot.texts import list_of, say

SHOWN = 2
"""Enough to see whether the day and the week are right."""


@dataclass(frozen=True, kw_only=True)
class School:
    """What is needed of an institution to know on which days a moment takes place."""

    tz: ZoneInfo
    holidays: tuple[Period, ...]


def school_of(documents: Iterable[Document | None]) -> School | None:
    """The school of these documents of one institution; None without that document."""
    found = list(documents)
    about = next((one for one in found if isinstance(one, Institution)), None)
    calendar = next((one for one in found if isinstance(one, Calendar)), None)
    return School(tz=about.tz, holidays=calendar.holidays() if calendar else ()) if about else None


def read_back(
    content: Document,
    before: Document | None,
    school: School,
    now: datetime,
    language: Language,
) -> list[str]:
    """The lines for each sentence of an offering that was not there before: what it means, its next
    times, and what better be said in it. None for any other document."""
    old = _list_moments(before)
    return [
        line
        for moment in _list_moments(content)
        if moment.words and moment not in old
        for line in _say(moment, school, now, language)
    ]


def _list_moments(content: Document | None) -> tuple[Moment, ...]:
    if not isinstance(content, Offering):
        return ()
    come_back = content.follow_up.come_back if content.follow_up else None
    return (*content.moments, come_back) if come_back else content.moments


def _say(
    moment: Moment,
    school: School,
    now: datetime,
    language: Language,
) -> list[str]:
    coming = occurrences_of((moment,), school.holidays, school.tz, now, SHOWN)
    times = list_of([say_in_full(one, school.tz, language) for one in coming], language)
    said = {"words": moment.words, "sentence": say_moment(moment, language) or moment.words}
    key = "moment.read_as" if times else "moment.read_as_over"
    lines = [say(key, language, times=times, **said)]
    if moment.first_on and is_first_day_guessed(moment):
        advice = say("lint.no_first_day", language, day=moment.first_on.isoformat())
        lines.append(say("lint.advice", language) + advice)
    return lines
