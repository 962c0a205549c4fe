"""A rule by which a moment comes back: the part of RFC 5545 that is about whole days."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, StringConstraints

_EVERY = r"(;INTERVAL=([1-9]|1[0-2]))?"
_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_DAYS = f"BYDAY={_DAY}(,{_DAY})*"
_NTH_DAYS = f"BYDAY=-?[1-5]{_DAY}(,-?[1-5]{_DAY})*"
_MONTH_DAY = "-?([1-9]|[12][0-9]|3[01])"
_MONTH_DAYS = f"BYMONTHDAY={_MONTH_DAY}(,{_MONTH_DAY})*"
_MONTH = "([1-9]|1[0-2])"
_MONTHS = f"BYMONTH={_MONTH}(,{_MONTH})*"
_WEEK = "([1-9]|[1-4][0-9]|5[0-3])"
_WEEKS = f"BYWEEKNO={_WEEK}(,{_WEEK})*"
# No COUNT, which would count the days of a holiday too, and no UNTIL, which is `last_on`. Nothing
# smaller than a day and few mixes: a search for a date that never comes must stay short.
KNOWN = re.compile(
    f"FREQ=(DAILY{_EVERY}|WEEKLY{_EVERY};{_DAYS}|MONTHLY{_EVERY};({_NTH_DAYS}|{_MONTH_DAYS})"
    f"|YEARLY({_EVERY};{_MONTHS};({_NTH_DAYS}|{_MONTH_DAYS})|;{_WEEKS};{_DAYS}))",
    re.ASCII,
)


def list_dates(rule: str, first_on: date) -> Iterator[date]:
    """The dates of the rule, counted from its first day; they end only in the year 9999."""
    weeks = re.search("BYWEEKNO=([0-9,]+);", rule)
    if weeks is None:
        return _iterate(rule, first_on)
    # In numbered weeks the library misses days at New Year: 1 January 2022 was in week 52.
    numbers = {int(number) for number in weeks[1].split(",")}
    every_week = f"FREQ=WEEKLY;{rule[weeks.end() :]}"
    return (day for day in _iterate(every_week, first_on) if day.isocalendar().week in numbers)


def _iterate(rule: str, first_on: date) -> Iterator[date]:
    start = datetime.combine(first_on, time())
    return (found.date() for found in rrulestr(rule, dtstart=start))


def counts_from_first(rule: str) -> bool:
    """Whether it matters when it began: every week does not, every other week does."""
    return re.search("INTERVAL=(?!1(;|$))", rule) is not None


def drop_interval(rule: str) -> str:
    """The same rule for every day, week, month or year."""
    return re.sub(";INTERVAL=[0-9]+", "", rule)


def comes_back(rule: str, first_on: date) -> bool:
    """Whether it has any date at all: 30 February, or the 31st every twelve months from
    February, has none."""
    try:
        return next(list_dates(rule, first_on), None) is not None
    except ValueError:
        return False


def _known_rule(rule: str) -> str:
    if not KNOWN.fullmatch(rule):
        raise ValueError("unknown_rule")
    # In a leap year: no date is rarer than 29 February.
    if not counts_from_first(rule) and not comes_back(rule, date(2028, 1, 1)):
        raise ValueError("rule_never")
    return rule


Rule = Annotated[str, StringConstraints(max_length=300), AfterValidator(_known_rule)]
