"""The dates in a sentence about a moment: single ones, from and until, and when it is not."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from signpost_bot.catalog.moment_parts import Parts
from signpost_bot.catalog.moment_tokens import Day, NotUnderstood, Token
from signpost_bot.model.moment import EARLIEST, Closure
from signpost_bot.recurrence import WEEKDAYS

LATEST = date(2100, 1, 1)
"""A year after this one is a typing error."""


@dataclass(frozen=True, kw_only=True)
class Dates:
    """All that a sentence says about dates; `on_said` are the words of the single ones."""

    on: tuple[date, ...] = ()
    on_said: str = ""
    first_on: date | None = None
    last_on: date | None = None
    except_on: tuple[date, ...] = ()
    closures: tuple[Closure, ...] = ()


def take_dates(parts: Parts, read_on: date) -> Dates:
    """Take every date out of the sentence. May raise `NotUnderstood`.

    A date without a year is the next one after `read_on`, or after the first day; the first day
    of a stretch is the last one before its end.
    """
    _gather(parts)
    closed: list[list[Token]] = []
    while found := parts.take(r"nf?A[-t]A"):
        closed.append(found)
    excepted: list[list[Token]] = []
    while found := parts.take("nA"):
        excepted.append(found)
    first, last = _take_range(parts, read_on)
    after = first or read_on
    on = parts.take("A")
    return Dates(
        on=_resolve(parts, on[0], read_on) if on else (),
        on_said=parts.text(on) if on else "",
        first_on=first,
        last_on=last,
        except_on=tuple(day for found in excepted for day in _resolve(parts, found[-1], after)),
        closures=tuple(_closure(parts, found, after) for found in closed),
    )


def _gather(parts: Parts) -> None:
    """Days, months and years that belong together become one token `A`."""
    while found := parts.find("eMY?"):
        month, year = found[1].value, _year(found)
        # Without a year the 28th of February is right three times in four.
        last = monthrange(year or 2027, month)[1]
        parts.swap(found, "A", (Day(day=last, month=month, year=year),))
    while found := parts.find("[NO][-t][NO]MY?"):
        days = [Day(day=found[i].value, month=found[3].value, year=_year(found)) for i in (0, 2)]
        parts.swap(found[2:], "A", (days[1],))
        parts.swap(found[:1], "A", (days[0],))
    while found := parts.find("[NO]([,&]+[NO])*M,?Y") or parts.find("[NO]([,&]+[NO])*M"):
        _swap_days(parts, found)
    while found := parts.find("M[NO]([,&]+[NO])*,?Y") or parts.find("M[NO]"):
        _swap_days(parts, found)
    while found := parts.find("(?<!E)(?<!W[&,t-])W,?A"):
        said = parts.text(found[:1])
        days = [replace(day, weekday=found[0].value, said=said) for day in found[-1].value]
        parts.swap(found, "A", tuple(days))
    while found := parts.find("A[,&]+A"):
        parts.swap(found, "A", (*found[0].value, *found[-1].value))


def _swap_days(parts: Parts, found: list[Token]) -> None:
    month = next(token.value for token in found if token.code == "M")
    days = [token.value for token in found if token.code in "NO"]
    year = _year(found)
    parts.swap(found, "A", tuple(Day(day=day, month=month, year=year) for day in days))


def _year(found: Sequence[Token]) -> int | None:
    return next((token.value for token in found if token.code == "Y"), None)


def _take_range(parts: Parts, read_on: date) -> tuple[date | None, date | None]:
    both = parts.take("f?A[-t]A")
    first, last = (both[-3:-2], both[-1:]) if both else ([], [])
    first = first or parts.take("fA")[-1:]
    last = last or parts.take("tA")[-1:]
    if first and last:
        return _resolve_stretch(parts, first[0], last[0], read_on)
    return (
        _single(parts, first[0], read_on) if first else None,
        _single(parts, last[0], read_on) if last else None,
    )


def _closure(parts: Parts, found: list[Token], after: date) -> Closure:
    first, last = _resolve_stretch(parts, found[-3], found[-1], after)
    return Closure(first_on=first, last_on=last)


def _resolve_stretch(parts: Parts, first: Token, last: Token, after: date) -> tuple[date, date]:
    if first.value[0].year and not last.value[0].year:
        after = _single(parts, first, after)
    to = _single(parts, last, after)
    since = _single(parts, first, after, before=to)
    if to < since:
        raise parts.refuse("moment.last_before_first", [first, last])
    return since, to


def _single(parts: Parts, token: Token, after: date, before: date | None = None) -> date:
    if len(token.value) > 1:
        raise parts.refuse("moment.unknown_part", [token])
    return _day(parts, token, token.value[0], after, before)


def _resolve(parts: Parts, token: Token, after: date) -> tuple[date, ...]:
    """The dates of one token, from the last to the first: the year stands at the end."""
    found: list[date] = []
    for day in reversed(token.value):
        one = _day(parts, token, day, after, found[-1] if found else None)
        if day.year is None and one < after:
            one = _day(parts, token, day, after, None)
        found.append(one)
    return tuple(sorted(set(found)))


def _day(parts: Parts, token: Token, day: Day, after: date, before: date | None) -> date:
    """The date with its year: the one that stands there, the last one until `before`, or the
    next one from `after`."""
    if day.year is not None:
        years: Sequence[int] = [day.year]
    elif before:
        years = range(before.year, before.year - 9, -1)
    else:
        years = range(after.year, after.year + 9)
    for year in years:
        try:
            found = date(year, day.month, day.day)
        except ValueError:
            continue
        if day.year is None and (found > before if before else found < after):
            continue
        if not EARLIEST <= found < LATEST:
            break
        if day.weekday and WEEKDAYS[found.weekday()] != day.weekday:
            raise NotUnderstood("moment.other_weekday", day.said)
        return found
    raise parts.refuse("moment.no_such_date", [token])
