"""On which days a moment takes place; days only, no clock and no zone."""

from collections.abc import Iterator
from datetime import date, timedelta

from signpost_bot.model.institution import Period
from signpost_bot.model.moment import Closure, Moment, Weekday
from signpost_bot.model.rule import counts_from_first, list_dates

HORIZON = timedelta(days=370)
"""How far ahead we look: a rule has no end, a search has."""

WEEKDAYS = tuple(Weekday)


def list_days(moment: Moment, holidays: tuple[Period, ...], from_on: date) -> Iterator[date]:
    """The days it takes place from `from_on`, in order, at most `HORIZON` ahead.

    Single dates have no horizon: there is an end to them.
    """
    closed = list_closed(moment, holidays)
    for day in _days(moment, from_on, from_on + HORIZON):
        if not _is_closed(moment, closed, day):
            yield day


def list_missed(
    moment: Moment, holidays: tuple[Period, ...], from_on: date, until_on: date
) -> Iterator[date]:
    """The days from `from_on` to `until_on` that its rule names and on which it does not take
    place."""
    closed = list_closed(moment, holidays)
    for day in _days(moment, from_on, until_on):
        if _is_closed(moment, closed, day):
            yield day


def list_closed(moment: Moment, holidays: tuple[Period, ...]) -> tuple[Closure | Period, ...]:
    """The stretches in which it does not take place."""
    return moment.closures if moment.in_holidays else (*moment.closures, *holidays)


def _is_closed(moment: Moment, closed: tuple[Closure | Period, ...], day: date) -> bool:
    return day in moment.except_on or any(c.first_on <= day <= c.last_on for c in closed)


def rule_of(moment: Moment) -> str | None:
    """Its rule, whether written as one or as weekdays; None for single dates."""
    if moment.rule or not moment.weekdays:
        return moment.rule
    days = ",".join(day[:2].upper() for day in WEEKDAYS if day in moment.weekdays)
    interval = f";INTERVAL={moment.every_weeks}" if moment.every_weeks > 1 else ""
    return f"FREQ=WEEKLY{interval};BYDAY={days}"


def _days(moment: Moment, from_on: date, until_on: date) -> Iterator[date]:
    rule = rule_of(moment)
    if rule is None:
        yield from (day for day in moment.on if day >= from_on)
        return
    first = max(from_on, moment.first_on) if moment.first_on else from_on
    last = min(moment.last_on or date.max, until_on)
    start = moment.first_on if moment.first_on and counts_from_first(rule) else first
    if start > last:
        return
    for day in list_dates(rule, start):
        if day > last:
            return
        if day >= first:
            yield day
