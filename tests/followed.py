"""An institution that asks after a visit, with four semesters, and the plan of an offering."""

from datetime import date
from typing import Any

from builders import make_after_visit, make_calendar, make_catalog, make_offering

from signpost_bot.campaigns.following import Plan, plan_of
from signpost_bot.model.catalog import Catalog

SEMESTERS = (date(2026, 9, 7), date(2027, 2, 1), date(2027, 9, 6), date(2028, 2, 7))


def make_semesters(*days: date) -> Any:
    title = {"nl": "Blok", "en": "Block"}
    periods = [
        {"slug": f"blok-{i}", "kind": "teaching", "title": title, "first_on": day, "last_on": day}
        for i, day in enumerate(days)
    ]
    return make_calendar(periods=periods)


CATALOG = make_catalog(campaigns=(make_after_visit(),), calendar=make_semesters(*SEMESTERS))


def plan_with(follow_up: dict[str, Any] | None = None, catalog: Catalog = CATALOG) -> Plan:
    plan = plan_of(make_offering(follow_up=follow_up), catalog)
    assert plan
    return plan
