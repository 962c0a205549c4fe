"""The circumstances of a question, and how much they move a place: near ties, nothing more."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day, next_occurrence
from signpost_bot.freshness import Freshness, how_fresh, may_sink
from signpost_bot.model.answer import Match
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Join, Offering
from signpost_bot.model.profile import LAST_YEAR, Profile

OVER, AWAY, OVERDUE = 0.5, 0.6, 0.9
"""What is left of a score when it has ended, when it is only at another campus, and when nobody
checked it in time: more than near ties, and less than fitting clearly better."""

OPEN, THIS_WEEK = 0.006, 0.003
THRESHOLDS = {1: 0.006, 2: 0.003, 3: 0.0}
"""Parts of its own score by which a place moves for everybody; three times as much costs right
answers (docs/answering.md)."""

MINE, MY_CAMPUS, MY_ONLINE = 0.03, 0.03, 0.03
OTHER_LANGUAGE, AGEING = -0.04, -0.02
"""The same for what a student told and what may be wrong; those who say more are helped more."""

MOST_NUDGED = 0.05
"""The most of all together, either way: it decides between places that fit about equally well."""

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """All that may move a place: what the student told, their language, the moment, and that they
    ask again. What is not known moves nothing.

    `needs` are what the last answer was about, `asked` how many questions in a row were.
    """

    profile: Profile = field(default_factory=Profile)
    language: Language | None = None
    now: datetime | None = None
    needs: tuple[str, ...] = ()
    asked: int = 0

    def count(self, need: str) -> int:
        """How many times in a row somebody asks about this need, this question included."""
        return self.asked + 1 if need in self.needs else 1


NOTHING_KNOWN = Circumstances()


def is_for(offering: Offering, profile: Profile) -> bool:
    """Whether it is meant for this student; what is not known keeps nobody out (R6)."""
    meant = offering.audience
    years = {min(year, LAST_YEAR) for year in meant.years}
    return not (
        (years and profile.year is not None and profile.year not in years)
        or (meant.programmes and profile.programme and profile.programme not in meant.programmes)
        or (meant.internationals_only and profile.international is False)
    )


def weigh(match: Match, given: Circumstances, catalog: IndexedCatalog) -> float:
    """How well it fits, seen in the light of the circumstances."""
    offering = match.offering
    nudged = (
        _nudge_for_moment(offering, given.now, catalog)
        + _nudge_for_student(offering, given)
        + THRESHOLDS[offering.threshold]
        # Seats, when the catalog knows them: a place that is full belongs with what is over.
    )
    score = match.score * (1 + max(-MOST_NUDGED, min(nudged, MOST_NUDGED)))
    if given.now and offering.moments and not next_occurrence(offering, catalog, given.now):
        score *= OVER
    if _freshness(offering, given.now, catalog) is Freshness.OVERDUE:
        score *= OVERDUE
    return score * AWAY if _is_away(offering, given.profile) else score


def _nudge_for_moment(offering: Offering, now: datetime | None, catalog: IndexedCatalog) -> float:
    if now is None:
        return 0.0
    ageing = AGEING if _freshness(offering, now, catalog) is Freshness.AGEING else 0.0
    if not offering.moments:
        return ageing + (OPEN if offering.join is Join.ANY_TIME else 0)
    coming = next_occurrence(offering, catalog, now)
    if coming is None or coming.starts_at - now > A_WEEK:
        return ageing
    return ageing + (OPEN if coming.starts_at <= now else THIS_WEEK)


def _freshness(offering: Offering, now: datetime | None, catalog: IndexedCatalog) -> Freshness:
    """How fresh it is, where that may move it."""
    institution = catalog.institution
    if now is None or not may_sink(offering, institution):
        return Freshness.FRESH
    return how_fresh(offering, institution, local_day(now, institution.tz))


def _nudge_for_student(offering: Offering, given: Circumstances) -> float:
    """For what was told, and for the language of the talk where the catalog says which it has."""
    told, meant, place = given.profile, offering.audience, offering.place
    nudged = 0.0
    if offering.languages and given.language and given.language not in offering.languages:
        nudged += OTHER_LANGUAGE
    if is_for(offering, told) and (
        (meant.years and told.year)
        or (meant.programmes and told.programme)
        or (meant.internationals_only and told.international)
    ):
        nudged += MINE
    if place and told.campus and place.campus == told.campus:
        nudged += MY_CAMPUS
    if place and told.wants_online and place.online:
        nudged += MY_ONLINE
    return nudged


def _is_away(offering: Offering, told: Profile) -> bool:
    """Only at a campus that is not theirs: travel time decides (R12)."""
    place = offering.place
    if place is None or told.campus is None or place.campus is None:
        return False
    return place.campus != told.campus and not place.online
