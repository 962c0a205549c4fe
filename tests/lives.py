"""Made-up schools and students for property tests: overlapping campaigns, exams over the changes of
the clock and New Year, in several zones, and a server that looks only now and then."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from builders import (
    make_calendar,
    make_catalog,
    make_checkin,
    make_institution,
    make_nudge,
    make_offering,
)
from dry import make_persona
from hypothesis import strategies as st
from rounds import Rounds

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.consent import Consent
from signpost_bot.model.moment import Weekday
from signpost_bot.model.persona import Persona
from signpost_bot.simulation.days import begin, reacted

INDEX = build_index()
DAY_AND_NIGHT = make_offering(
    moments=[{"start": "00:00", "end": "23:59", "weekdays": list(Weekday), "in_holidays": True}]
)
BEGINS = [date(2027, 3, 8), date(2027, 10, 11), date(2026, 12, 14), date(2028, 2, 14)]
"""Four weeks from each of these have a change of the clock, a New Year or a leap day in them."""
DAYS = 28
ZONES = ["Europe/Amsterdam", "America/New_York", "Pacific/Auckland"]
YESES: list[list[Consent]] = [[Consent.MESSAGES, Consent.CHECKINS]] * 9 + [
    [Consent.MESSAGES],
    [Consent.CHECKINS],
    [],
]
CIRCLES: list[dict[str, Any]] = [{}, {}, {"years": [1]}, {"programmes": ["ict"]}]


@dataclass(frozen=True, kw_only=True)
class Life:
    """A school, a student there, and when the server looks; `no_again_on` is when they say no to
    everything."""

    catalog: IndexedCatalog
    persona: Persona
    looks: tuple[datetime, ...]
    reacts: bool
    no_again_on: datetime | None = None

    @property
    def tz(self) -> ZoneInfo:
        """The zone of the school."""
        return self.catalog.institution.tz

    def lived(self) -> Rounds:
        """The student after all of it: planned and decided at each look."""
        rounds = Rounds(begin(self.persona, self.catalog))
        for now in self.looks:
            if self.no_again_on and now >= self.no_again_on:
                rounds.who = replace(rounds.who, consents=frozenset())
            rounds.plan(self.catalog, now)
            rounds.deliver(self.catalog, now)
            if self.reacts:
                rounds.who = reacted(rounds.who)
        return rounds


def _life(chance: Random) -> Life:
    """Twenty campaigns and a question about the same weeks, and one student."""
    begins = chance.choice(BEGINS)
    exams = [_exams(number, begins, chance) for number in range(chance.randint(1, 3))]
    nudges = [_nudge(number, chance) for number in range(20)]
    catalog = make_catalog(
        institution=make_institution(zone=chance.choice(ZONES)),
        calendar=make_calendar(periods=exams),
        offerings=(DAY_AND_NIGHT,),
        campaigns=(*nudges, make_checkin()),
    )
    told = {
        "year": chance.choice([None, 1, 2]),
        "programme": chance.choice([None, "ict", "zorg"]),
        "began_on": chance.choice([None, begins - timedelta(days=40), begins]),
    }
    looks = _looks(begins, chance)
    return Life(
        catalog=IndexedCatalog.build(catalog, INDEX),
        persona=make_persona(consents=chance.choice(YESES), told=told),
        looks=looks,
        reacts=chance.random() < 0.8,
        no_again_on=chance.choice([None, *looks]) if chance.random() < 0.3 else None,
    )


def _exams(number: int, begins: date, chance: Random) -> dict[str, Any]:
    """Exams of everybody or of one programme, of one day or more."""
    first_on = begins + timedelta(days=chance.randint(0, DAYS))
    return {
        "slug": f"exams-{number}",
        "kind": "exams",
        "title": {"nl": "Tentamens", "en": "Exams"},
        "first_on": first_on,
        "last_on": first_on + timedelta(days=chance.choice([0, 1, 4, 11])),
        "programmes": chance.choice([[], ["ict"]]),
    }


def _nudge(number: int, chance: Random) -> Campaign:
    counted: dict[str, Any] = {"period_kind": "exams", "days_before": chance.randint(0, 14)}
    if number % 10 == 0:
        counted = {"own_start": True, "days_after": chance.randint(0, 40)}
    at = time(chance.randint(8, 21), chance.randint(0, 59))
    nudge = {
        "timing": {**counted, "at": at},
        "needs": ["talk"],
        "opening": {"nl": "Dit kan nog.", "en": "You can still do this."},
        "best_before_hours": chance.choice([2, 24, 96]),
    }
    return make_nudge(
        slug=f"n{number}",
        priority=chance.randint(1, 5),
        circle=chance.choice(CIRCLES),
        nudge=nudge,
    )


def _looks(begins: date, chance: Random) -> tuple[datetime, ...]:
    """Often, with a few hours or days in between in which the server was down."""
    now, found = datetime.combine(begins, time(), UTC), []
    while now.date() < begins + timedelta(days=DAYS):
        now += timedelta(hours=chance.choice([1, 3, 9, 24, 70]), minutes=chance.randint(0, 59))
        found.append(now)
    return tuple(found)


def lives() -> st.SearchStrategy[Life]:
    """Whole lives. Drawn by chance of one seed: what hypothesis likes best, few and small, is a
    student to whom nothing happens."""
    return st.randoms(use_true_random=True).map(_life)
