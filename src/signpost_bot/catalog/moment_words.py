"""Moments in plain words: "elke dinsdag 12-13u, niet in vakanties" as a moment, or why not.

Parts are taken out of the sentence one by one; what is left in the end was not understood, and
is quoted. Nothing is guessed: a sentence that can mean two things is asked back.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from signpost_bot.catalog.moment_dates import Dates, take_dates
from signpost_bot.catalog.moment_hours import take_hours
from signpost_bot.catalog.moment_parts import Parts
from signpost_bot.catalog.moment_tokens import NotUnderstood, Token, list_tokens
from signpost_bot.model.moment import Moment
from signpost_bot.model.rule import counts_from_first, drop_interval, list_dates
from signpost_bot.recurrence import WEEKDAYS

CODES = tuple(day[:2].upper() for day in WEEKDAYS)
WORKDAYS, WEEKEND = CODES[:5], CODES[5:]
WEEKS = {"even": range(2, 54, 2), "odd": range(1, 54, 2)}
MOST_WEEKS = 12
WEEKDAYS_TOGETHER = "E?[Wws]([,&]+E?[Wws]|[-t]W)*"


@dataclass(frozen=True, kw_only=True)
class Misread:
    """A sentence we do not understand: the words to say so, and the part that it is about."""

    key: str
    part: str = ""


def read_moment(sentence: str, read_on: date) -> Moment | Misread:
    """The moment a sentence means when it is read on that day.

    The day counts for dates without a year, and for "every other week" without a first day.
    """
    try:
        return _read(sentence, read_on)
    except NotUnderstood as error:
        return Misread(key=error.key, part=error.part)


def is_first_day_guessed(moment: Moment) -> bool:
    """Whether "every other week" began at the first such day after somebody looked, since the
    sentence names none: who meant the other week reads it wrong without a word."""
    rule, first_on = moment.rule, moment.first_on
    if not moment.words or not first_on or not rule or not counts_from_first(rule):
        return False
    a_week_before = read_moment(moment.words, first_on - timedelta(days=7))
    return isinstance(a_week_before, Moment) and a_week_before.first_on != first_on


def _read(sentence: str, read_on: date) -> Moment:
    parts = Parts(sentence=sentence, tokens=list(list_tokens(sentence)))
    every_part_of_day = bool(parts.find("Ep"))
    if unknown := parts.find(r"\?+"):
        raise parts.refuse("moment.unknown_part", unknown)
    in_holidays = _take_holidays(parts)
    monthly = bool(parts.take("m"))
    start, end = take_hours(parts)
    dates = take_dates(parts, read_on)
    rule = _take_rule(parts, monthly=monthly)
    if rule is None and (every_part_of_day or _has_range_only(dates)):
        rule = "FREQ=DAILY"
        parts.take("E")
    # A dash alone says nothing to anybody: quoted with what stands around it.
    if left := parts.find(".?-.?|[^,&]+"):
        raise parts.refuse("moment.unknown_part", left)
    if rule and dates.on:
        raise NotUnderstood("moment.dates_and_weekdays", dates.on_said)
    if not rule and not dates.on:
        raise NotUnderstood("moment.no_day")
    return _moment(sentence, rule, dates, read_on, start=start, end=end, in_holidays=in_holidays)


def _moment(sentence: str, rule: str | None, dates: Dates, read_on: date, **given: Any) -> Moment:
    first_on = dates.first_on
    if rule and counts_from_first(rule):
        # The weeks are counted from the first time, not from the week somebody wrote this in.
        first_on = next(list_dates(drop_interval(rule), first_on or read_on))
    return Moment(
        words=sentence,
        rule=rule,
        on=dates.on,
        first_on=first_on,
        last_on=dates.last_on,
        except_on=dates.except_on,
        closures=dates.closures,
        **given,
    )


def _has_range_only(dates: Dates) -> bool:
    return bool(dates.first_on and dates.last_on and not dates.on)


def _take_holidays(parts: Parts) -> bool:
    """Whether it goes on in holidays; they are skipped unless said otherwise."""
    if parts.take("aV|Vi"):
        return True
    parts.take("nV|X")
    return False


def _take_rule(parts: Parts, *, monthly: bool) -> str | None:
    if monthly:
        return _take_monthly(parts)
    interval = _take_interval(parts)
    weeks = parts.take("E?x")
    ordinal = parts.find("O,*W")
    if ordinal:
        raise parts.refuse("moment.which_of_month", ordinal)
    days = _take_weekdays(parts)
    if weeks and days:
        numbers = ",".join(map(str, WEEKS[weeks[-1].value]))
        return f"FREQ=YEARLY;BYWEEKNO={numbers};BYDAY={','.join(days)}"
    if days:
        return f"FREQ=WEEKLY{interval};BYDAY={','.join(days)}"
    return "FREQ=DAILY" if parts.take("D") else None


def _take_monthly(parts: Parts) -> str:
    """ "the first and third Wednesday of the month", "the 15th of every month"."""
    if nth := parts.take("E?O([,&]+O)*,?W"):
        which = [t.value for t in nth if t.code == "O"]
        if wrong := [t for t in nth if t.code == "O" and t.value not in (*range(1, 6), -1)]:
            raise parts.refuse("moment.unknown_part", wrong)
        day = _code(nth[-1])
        return f"FREQ=MONTHLY;BYDAY={','.join(f'{n}{day}' for n in which)}"
    if days := parts.take("[NO]([,&]+[NO])*"):
        numbers = [t.value for t in days if t.code in "NO"]
        if max(numbers) > 31 or min(numbers) < 1:
            raise parts.refuse("moment.unknown_part", days)
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, numbers))}"
    raise NotUnderstood("moment.no_day_of_month")


def _take_interval(parts: Parts) -> str:
    if counted := parts.take("(E|o)[NO],?k"):
        weeks = counted[1].value
        if not 1 <= weeks <= MOST_WEEKS:
            raise parts.refuse("moment.too_far_apart", counted[1:])
        return f";INTERVAL={weeks}" if weeks > 1 else ""
    if parts.take("E?ok?"):
        return ";INTERVAL=2"
    parts.take("Ek")
    return ""


def _take_weekdays(parts: Parts) -> list[str]:
    found = parts.take(WEEKDAYS_TOGETHER)
    days: list[str] = []
    for i, token in enumerate(found):
        if token.code == "w":
            days += WORKDAYS
        elif token.code == "s":
            days += WEEKEND
        elif token.code == "W" and found[i - 1].code in "-t" and days:
            days += _until(days[-1], _code(token))
        elif token.code == "W":
            days.append(_code(token))
    return [code for code in CODES if code in days]


def _until(first: str, last: str) -> list[str]:
    """The days from one to another, over the weekend if need be."""
    at, to = CODES.index(first), CODES.index(last)
    return [CODES[i % 7] for i in range(at, to + 1 if to >= at else to + 8)]


def _code(token: Token) -> str:
    return CODES[WEEKDAYS.index(token.value)]
