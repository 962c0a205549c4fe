"""Freshness: one rule says what ages, what is overdue, what never sinks, and who hears it."""

from datetime import date, timedelta
from typing import Any

import pytest
from builders import make_catalog, make_institution, make_national, make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.freshness import (
    Alert,
    Freshness,
    due_since,
    how_fresh,
    is_stale,
    list_alerts,
    may_sink,
    unattended_since,
)
from signpost_bot.model.offering import Kind

CHECKED = date(2026, 3, 1)
REAL = make_institution(fictional=False, desk="balie", at_school="decaan")
FRESH, AGEING, OVERDUE = Freshness


@pytest.mark.parametrize(
    ("every", "days", "found"),
    [
        (90, -1, FRESH), (90, 0, FRESH), (90, 60, FRESH), (90, 61, AGEING), (90, 90, AGEING),
        (90, 91, OVERDUE), (180, 120, FRESH), (180, 121, AGEING), (180, 181, OVERDUE),
        (7, 4, FRESH), (7, 5, AGEING), (7, 8, OVERDUE), (730, 486, FRESH), (730, 487, AGEING),
    ],
)  # fmt: skip
def test_it_ages_in_the_last_third_and_is_overdue_after_it(
    every: int, days: int, found: Freshness
) -> None:
    offering = make_offering(checked_on=CHECKED, review_every=every)

    assert how_fresh(offering, REAL, CHECKED + timedelta(days=days)) is found


@given(st.integers(7, 730), st.integers(0, 3000), st.integers(0, 3000))
def test_time_alone_makes_nothing_fresher_and_overdue_comes_the_day_after_due(
    every: int, days: int, more: int
) -> None:
    offering = make_offering(checked_on=CHECKED, review_every=every)
    order = list(Freshness)
    then, later = (CHECKED + timedelta(days=n) for n in (days, days + more))

    assert order.index(how_fresh(offering, REAL, then)) <= order.index(
        how_fresh(offering, REAL, later)
    )
    yesterday = due_since(offering, then - timedelta(days=1))
    assert (how_fresh(offering, REAL, then) is OVERDUE) is (yesterday is not None)


@given(st.integers(7, 730), st.integers(0, 3000))
def test_a_made_up_institution_has_no_staff_so_nothing_ages(every: int, days: int) -> None:
    offering = make_offering(checked_on=CHECKED, review_every=every)
    catalog, today = make_catalog(offerings=(offering,)), CHECKED + timedelta(days=days)

    assert how_fresh(offering, catalog.institution, today) is FRESH
    assert unattended_since(catalog, today) is None
    assert list_alerts(catalog, today) == ()


@pytest.mark.parametrize(
    ("changes", "sinks"),
    [
        ({"kind": "person", "persons": []}, False),
        ({"kind": "service", "persons": []}, False),
        ({"kind": "walk_in"}, False),
        ({"kind": "place"}, False),
        ({"kind": "walk_in", "persons": []}, True),
        ({"kind": "place", "persons": []}, True),
        ({"kind": "training"}, True),
        ({"kind": "group"}, True),
        ({"kind": "activity"}, True),
        ({"kind": "activity", "slug": "balie"}, False),
        ({"kind": "training", "slug": "decaan"}, False),
    ],
)
def test_where_somebody_is_to_talk_to_never_sinks(changes: dict[str, Any], sinks: bool) -> None:
    assert may_sink(make_offering(**changes), REAL) is sinks


@pytest.mark.parametrize(("days", "is_attended"), [(0, True), (60, True), (61, False)])
def test_one_check_is_enough_for_sixty_days(days: int, is_attended: bool) -> None:
    offerings = (
        make_offering(slug="old", checked_on=CHECKED - timedelta(days=300)),
        make_offering(checked_on=CHECKED),
    )
    catalog = make_catalog(institution=REAL, offerings=offerings)

    found = unattended_since(catalog, CHECKED + timedelta(days=days))
    assert found == (None if is_attended else CHECKED)


def test_without_offerings_nobody_has_anything_to_check() -> None:
    assert unattended_since(make_catalog(institution=REAL, offerings=()), date.max) is None


def test_people_services_desk_and_person_at_school_alert_and_activities_do_not() -> None:
    """Longest overdue first; an activity sinks instead, and is a task of its owner."""
    every: dict[str, Any] = {"checked_on": CHECKED, "review_every": 90, "persons": []}
    offerings = (
        make_offering(slug="training", kind="training", **every),
        make_offering(slug="balie", kind="activity", owner="Noor", **every),
        make_offering(slug="arts", kind="service", **every | {"review_every": 30}),
        make_offering(slug="decaan", kind="person", **every),
        make_offering(slug="fresh", kind="person", **every | {"review_every": 365}),
    )
    catalog = make_catalog(institution=REAL, offerings=offerings)

    assert list_alerts(catalog, CHECKED + timedelta(days=91)) == (
        Alert(slug="arts", kind=Kind.SERVICE, owner=None, since=date(2026, 3, 31)),
        Alert(slug="balie", kind=Kind.ACTIVITY, owner="Noor", since=date(2026, 5, 30)),
        Alert(slug="decaan", kind=Kind.PERSON, owner=None, since=date(2026, 5, 30)),
    )


@pytest.mark.parametrize(("days", "stale"), [(0, False), (90, False), (91, True)])
def test_a_national_line_is_checked_every_ninety_days(days: int, stale: bool) -> None:
    line = make_national().lines[0]

    assert is_stale(line, line.checked_on + timedelta(days=days)) is stale
