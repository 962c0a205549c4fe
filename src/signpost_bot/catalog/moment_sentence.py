"""A moment as a sentence that staff can read, and that reads back as the same days."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from signpost_bot.calendar import occurrences_of, say_date, say_in_full
from signpost_bot.model.institution import Period
from signpost_bot.model.language import Language
from signpost_bot.model.moment import Moment
from signpost_bot.recurrence import WEEKDAYS, rule_of
from signpost_bot.texts import list_of, say

CODES = tuple(day[:2].upper() for day in WEEKDAYS)
WORKDAYS = ",".join(CODES[:5])
ODD, EVEN = (",".join(map(str, range(first, 54, 2))) for first in (1, 2))
SHOWN = 5
_NTH = re.compile(r"(-?\d+)([A-Z]{2})")


def say_moment(moment: Moment, language: Language) -> str | None:
    """Every day, hour and exception of it; None for a rule that has no plain words."""
    days = _say_days(moment, language)
    if days is None:
        return None
    parts = [f"{days} {_say_hours(moment, language)}", *_say_stretch(moment, language)]
    without = [
        _say_from_to("moment.not_from_to", c.first_on, c.last_on, language) for c in moment.closures
    ]
    if moment.except_on:
        without.append(say("moment.not_on", language, days=_say_dates(moment.except_on, language)))
    holidays = "moment.in_holidays" if moment.in_holidays else "moment.not_in_holidays"
    return ", ".join([" ".join(parts), *without, say(holidays, language)])


def say_next(
    moments: tuple[Moment, ...],
    holidays: tuple[Period, ...],
    tz: ZoneInfo,
    now: datetime,
    language: Language,
) -> list[str]:
    """The next five times, a line each, or that there is none."""
    coming = occurrences_of(moments, holidays, tz, now, SHOWN)
    first = say("moment.next" if coming else "moment.none_to_come", language)
    return [first, *(f"  {say_in_full(one, tz, language)}" for one in coming)]


def _say_hours(moment: Moment, language: Language) -> str:
    if moment.end is None:
        return say("moment.at", language, start=f"{moment.start:%H:%M}")
    return f"{moment.start:%H:%M}–{moment.end:%H:%M}"


def _say_stretch(moment: Moment, language: Language) -> list[str]:
    if moment.first_on and moment.last_on:
        return [_say_from_to("moment.from_to", moment.first_on, moment.last_on, language)]
    if moment.first_on:
        return [say("moment.from", language, day=say_date(moment.first_on, language))]
    if moment.last_on:
        return [say("moment.until", language, day=say_date(moment.last_on, language))]
    return []


def _say_from_to(key: str, first: date, last: date, language: Language) -> str:
    first_on, last_on = say_date(first, language), say_date(last, language)
    return say(key, language, first=first_on, last=last_on)


def _say_days(moment: Moment, language: Language) -> str | None:
    rule = rule_of(moment)
    if rule is None:
        return _say_dates(moment.on, language)
    said = dict(part.split("=") for part in rule.split(";"))
    every = int(said.get("INTERVAL", "1"))
    match said["FREQ"]:
        case "DAILY" if every == 1:
            return say("moment.every_day", language)
        case "WEEKLY":
            if every == 1 and said["BYDAY"] == WORKDAYS:
                return say("moment.every_workday", language)
            days = _say_weekdays(said["BYDAY"], language)
            if every == 1:
                return say("moment.every", language, days=days)
            return say("moment.every_weeks", language, weeks=every, days=days)
        case "MONTHLY" if every == 1:
            return _say_monthly(said, language)
        case "YEARLY" if every == 1 and said.get("BYWEEKNO") in (ODD, EVEN):
            weeks = "moment.even_weeks" if said["BYWEEKNO"] == EVEN else "moment.odd_weeks"
            return say(weeks, language, days=_say_weekdays(said["BYDAY"], language))
    return None


def _say_monthly(said: dict[str, str], language: Language) -> str | None:
    if "BYMONTHDAY" in said:
        numbers = said["BYMONTHDAY"].split(",")
        if any(number.startswith("-") for number in numbers):
            return None
        days = [_say_number(int(number), language) for number in numbers]
        return say("moment.of_month", language, which=list_of(days, language))
    found = [(int(n), day) for n, day in _NTH.findall(said["BYDAY"])]
    nths = {n for n, _ in found}
    if len({day for _, day in found}) > 1 or not nths <= {1, 2, 3, 4, 5, -1}:
        return None
    which = [say(f"moment.nth_{'last' if n < 0 else n}", language) for n, _ in found]
    day = _say_weekdays(found[0][1], language)
    return say("moment.of_month", language, which=f"{list_of(which, language)} {day}")


def _say_number(number: int, language: Language) -> str:
    """ "1e", "15e"; "1st", "15th"."""
    ending = number % 10 if number % 10 in (1, 2, 3) and number not in (11, 12, 13) else 0
    return say(f"moment.day_number_{ending}", language, number=number)


def _say_weekdays(codes: str, language: Language) -> str:
    names = get_day_names("wide", locale=language.value)
    return list_of([names[CODES.index(code)] for code in codes.split(",")], language)


def _say_dates(days: tuple[date, ...], language: Language) -> str:
    return list_of([say_date(day, language) for day in days], language)
