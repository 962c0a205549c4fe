"""The RRULE of a calendar file as what a moment can say: weekdays, or a rule in whole days."""

from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import islice, takewhile
from typing import Any

from dateutil.rrule import rrulestr
from pydantic import ValidationError

from signpost_bot.model.moment import Moment, Weekday
from signpost_bot.model.rule import list_dates
from signpost_bot.recurrence import HORIZON, WEEKDAYS, list_days, rule_of

KNOWN = {"FREQ", "INTERVAL", "COUNT", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYWEEKNO", "BYSETPOS"}
MOST_TIMES = 3_000


class NoSuchMoment(Exception):
    """A rule that a moment cannot say; `key` of `words/` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_rule(
    parts: Mapping[str, str], first_on: date, until_on: date | None, clock: Mapping[str, Any]
) -> Moment:
    """The moment that comes back by this rule from its first day on; `clock` is the rest of it.

    `NoSuchMoment` where it cannot be said, or would come to other days than the rule.
    """
    if parts.keys() - KNOWN - {"WKST"}:
        raise NoSuchMoment("ics.hard_rule")
    if until_on is not None and until_on < first_on:
        raise NoSuchMoment("ics.ends_before_first")
    try:
        moment = Moment(first_on=first_on, last_on=until_on, **clock, **_days_of(parts, first_on))
    except (ValidationError, ValueError):
        raise NoSuchMoment("ics.hard_rule") from None
    _compare(moment, parts, first_on)
    if "COUNT" not in parts:
        return moment
    return moment.model_copy(update={"last_on": _last(moment, parts["COUNT"], first_on)})


def _days_of(parts: Mapping[str, str], first_on: date) -> dict[str, Any]:
    interval = parts.get("INTERVAL", "1")
    every = "" if interval == "1" else f";INTERVAL={interval}"
    by_day = parts.get("BYDAY", "")
    match parts["FREQ"]:
        case "DAILY" if not by_day:
            return {"rule": f"FREQ=DAILY{every}"}
        case "DAILY" if interval == "1":
            return {"weekdays": _weekdays(by_day)}
        case "WEEKLY":
            days = _weekdays(by_day) if by_day else (WEEKDAYS[first_on.weekday()],)
            return {"weekdays": days, "every_weeks": int(interval)}
        case "MONTHLY":
            return {"rule": f"FREQ=MONTHLY{every};{_in_month(parts, first_on)}"}
        case "YEARLY" if "BYWEEKNO" in parts and by_day:
            return {"rule": f"FREQ=YEARLY;BYWEEKNO={parts['BYWEEKNO']};BYDAY={by_day}"}
        case "YEARLY":
            months = parts.get("BYMONTH", str(first_on.month))
            return {"rule": f"FREQ=YEARLY{every};BYMONTH={months};{_in_month(parts, first_on)}"}
    raise NoSuchMoment("ics.hard_rule")


def _weekdays(by_day: str) -> tuple[Weekday, ...]:
    codes = {day[:2].upper(): day for day in WEEKDAYS}
    given = by_day.split(",")
    if not codes.keys() >= set(given):
        raise NoSuchMoment("ics.hard_rule")
    return tuple(day for code, day in codes.items() if code in given)


def _in_month(parts: Mapping[str, str], first_on: date) -> str:
    """Which days of a month; Outlook writes its first Monday as "Monday, the first of those"."""
    if "BYDAY" in parts:
        return f"BYDAY={parts.get('BYSETPOS', '')}{parts['BYDAY']}"
    return f"BYMONTHDAY={parts.get('BYMONTHDAY', first_on.day)}"


def _compare(moment: Moment, parts: Mapping[str, str], first_on: date) -> None:
    """Whatever we made of it: on the days of the first year both have to agree."""
    whole = moment.model_copy(update={"last_on": None, "except_on": (), "in_holidays": True})
    ours = list(list_days(whole, (), first_on))
    if first_on not in ours:
        raise NoSuchMoment("ics.first_not_in_rule")
    # The library misses days at New Year in numbered weeks; see `list_dates`.
    if "BYWEEKNO" in parts:
        return
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if name != "COUNT")
    start = datetime.combine(first_on, time())
    until = start + HORIZON
    try:
        days = [
            day.date() for day in takewhile(lambda d: d <= until, rrulestr(rule, dtstart=start))
        ]
    except ValueError:
        raise NoSuchMoment("ics.hard_rule") from None
    if days != ours:
        raise NoSuchMoment("ics.hard_rule")


def _last(moment: Moment, count: str, first_on: date) -> date:
    rule = rule_of(moment)
    assert rule
    if not 1 <= int(count) <= MOST_TIMES:
        raise NoSuchMoment("ics.hard_rule")
    days = list(islice(list_dates(rule, first_on), int(count)))
    return days[-1]
