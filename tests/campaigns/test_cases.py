"""The table of cases.yaml, walked through planning and sending: it comes when it should, or not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import make_calendar, make_catalog, make_institution, make_nudge, make_offering
from dry import make_persona
from pydantic import Field
from rounds import Rounds

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.model.language import Document
from signpost_bot.model.outbox import Reason
from signpost_bot.model.student import Recipient
from signpost_bot.simulation.clock import Clock
from signpost_bot.simulation.days import begin

TABLE = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
INDEX = build_index()


class Case(Document):
    """One case; the head of the table says what each line means."""

    what: str
    found: str
    day: date = date(2027, 1, 18)
    days: int = 10
    kind: str = "exams"
    own_start: bool = False
    state: str = "running"
    holiday: tuple[date, date] | None = None
    in_holidays: bool = False
    zone: str = "Europe/Amsterdam"
    circle: dict[str, Any] = Field(default_factory=dict)
    told: dict[str, Any] = Field(default_factory=dict)
    language: str = "nl"
    held_until: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    then_at: datetime = datetime(2030, 1, 1, tzinfo=UTC)
    then: dict[str, Any] = Field(default_factory=dict)

    @property
    def after(self) -> "Case":
        """What is so from `then_at` on."""
        return Case.model_validate(self.model_dump() | self.then)

    @property
    def catalog(self) -> IndexedCatalog:
        """The school, its calendar and its one campaign."""
        counted = {"period_kind": "exams", "days_before": self.days}
        if self.own_start:
            counted = {"own_start": True, "days_after": self.days}
        nudge = {**make_nudge().model_dump()["nudge"], "timing": {**counted, "at": "18:30"}}
        days = ["mon", "tue", "wed", "thu", "fri"]
        open_on = {"start": "12:00", "end": "14:00", "weekdays": days}
        periods = [_period(self.kind, self.day, self.day)]
        if self.holiday:
            periods.append(_period("holiday", *self.holiday))
        catalog = make_catalog(
            institution=make_institution(zone=self.zone),
            calendar=make_calendar(periods=periods),
            offerings=(make_offering(moments=[{**open_on, "in_holidays": self.in_holidays}]),),
            campaigns=(make_nudge(state=self.state, circle=self.circle, nudge=nudge),),
        )
        return IndexedCatalog.build(catalog, INDEX)

    @property
    def student(self) -> Recipient:
        """Who said yes, and what they told."""
        told = self.told | ({"began_on": self.day} if self.own_start else {})
        return begin(make_persona(told=told, language=self.language), self.catalog)


def _period(kind: str, first_on: date, last_on: date) -> dict[str, Any]:
    slug = "holiday" if kind == "holiday" else "exams"
    title = {"nl": kind, "en": kind}
    return {"slug": slug, "kind": kind, "title": title, "first_on": first_on, "last_on": last_on}


CASES = [
    pytest.param(Case.model_validate(one), id=f"{about}: {one['what']}")
    for about, cases in TABLE.items()
    for one in cases
]


@pytest.mark.parametrize("case", CASES)
def test_it_comes_when_it_should_or_not_at_all(case: Case) -> None:
    was, becomes = ((one.student, one.catalog) for one in (case, case.after))
    rounds, noons = Rounds(case.student), _noons(case.day)
    clock = Clock(noons[0], [*noons, case.held_until, case.then_at])
    for now in clock.until(noons[-1]):
        student, catalog = was if now < case.then_at else becomes
        rounds.who = replace(rounds.who, session=student.session)
        rounds.plan(catalog, now)
        if now >= case.held_until:
            rounds.deliver(catalog, now)
        clock.set(*(row.due_at for row in rounds.waiting))

    tz = case.catalog.institution.tz
    told = [
        one.found.value
        if isinstance(one.found, Reason)
        else one.at.astimezone(tz).isoformat(timespec="minutes")
        for one in rounds.decided
    ]
    assert (", ".join(told) or "nothing") == case.found


def _noons(day: date) -> list[datetime]:
    """Planning looks each day, from before the message can be planned until long after it."""
    noon = datetime.combine(day, time(12), UTC)
    return [noon + timedelta(days=number) for number in range(-30, 31)]
