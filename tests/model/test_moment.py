"""What a moment may be: rules in whole days that end in a date, hours that run forward."""

from typing import Any

import pytest
from pydantic import ValidationError

from signpost_bot.model.moment import Moment


def problem_of(**changes: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        Moment.model_validate({"start": "12:00", "end": "13:00"} | changes)
    return str(
        caught.value.errors()[0].get("ctx", {}).get("error", caught.value.errors()[0]["type"])
    )


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("FREQ=SECONDLY", "unknown_rule"),
        ("FREQ=HOURLY;BYDAY=MO", "unknown_rule"),
        ("FREQ=WEEKLY", "unknown_rule"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=5", "unknown_rule"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T000000Z", "unknown_rule"),
        ("FREQ=WEEKLY;BYDAY=TU;BYHOUR=3", "unknown_rule"),
        ("FREQ=WEEKLY;INTERVAL=0;BYDAY=TU", "unknown_rule"),
        ("FREQ=MONTHLY;BYDAY=6MO", "unknown_rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "unknown_rule"),
        ("DTSTART:20270101T000000\nRRULE:FREQ=DAILY", "unknown_rule"),
        ("FREQ=DAILY\nEXDATE:20270101", "unknown_rule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "rule_never"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "rule_needs_first"),
        ("FREQ=MONTHLY;BYDAY=" + ",".join(["1MO"] * 99), "string_too_long"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rule: str, problem: str) -> None:
    assert problem_of(rule=rule) == problem


def test_a_rule_that_never_meets_its_first_day_is_refused() -> None:
    rule = "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31"

    assert problem_of(rule=rule, first_on="2027-02-01") == "rule_never"
    assert Moment.model_validate({"start": "12:00", "rule": rule, "first_on": "2027-01-01"})


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, "weekdays_or_dates"),
        ({"weekdays": ["mon"], "rule": "FREQ=DAILY"}, "weekdays_or_dates"),
        ({"on": ["2027-01-12"], "rule": "FREQ=DAILY"}, "weekdays_or_dates"),
        ({"weekdays": ["mon"], "end": "11:00"}, "end_before_start"),
        ({"weekdays": ["mon"], "start": "12:00+01:00"}, "time_with_zone"),
        ({"weekdays": ["mon"], "zone": "Europe/Groningen"}, "unknown_zone"),
        ({"weekdays": ["mon"], "first_on": "0202-01-01"}, "greater_than_equal"),
        (
            {
                "rule": "FREQ=DAILY",
                "closures": [{"first_on": "2027-01-02", "last_on": "2027-01-01"}],
            },
            "last_before_first",
        ),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused(changes: dict[str, object], problem: str) -> None:
    assert problem_of(**changes) == problem
