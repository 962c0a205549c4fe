"""Moments that stand in a file as a sentence, read before the schema looks at the file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError

from signpost_bot.catalog.moment_words import Misread, read_moment
from signpost_bot.catalog.spots import Spots, Where
from signpost_bot.model.finding import Finding
from signpost_bot.model.moment import Moment

ANY = {"start": "12:00", "weekdays": ["mon"]}
"""Stands where a sentence was not understood, so that the rest is still looked at."""


def read_written(lines: Spots) -> tuple[object, list[Finding]]:
    """The values of an offering with every sentence about a moment as its parts.

    Dates without a year count from `checked_on`: on that day somebody said that they are right.
    """
    values = lines.values
    if not isinstance(values, dict):
        return values, []
    checked_on = _date(values.get("checked_on")) or date(2000, 1, 1)
    read = dict(values)
    findings = []
    for where, written in _list_written(values):
        moment = _read(written, checked_on)
        if isinstance(moment, Misread):
            part = (("part", moment.part),)
            spot = lines.spot_inside(where, moment.part)
            findings.append(Finding(spot=spot, key=moment.key, values=part))
        _put(read, where, ANY if isinstance(moment, Misread) else moment)
    return read, findings


def _list_written(values: dict[str, Any]) -> Iterator[tuple[Where, object]]:
    if isinstance(moments := values.get("moments"), list):
        yield from ((("moments", i), written) for i, written in enumerate(moments))
    if isinstance(follow_up := values.get("follow_up"), dict) and "come_back" in follow_up:
        yield ("follow_up", "come_back"), follow_up["come_back"]


def _put(read: dict[str, Any], where: Where, moment: object) -> None:
    """Put it in its place, in a copy of what is around it."""
    first, second = where
    around = read[str(first)]
    read[str(first)] = around.copy()
    read[str(first)][second] = moment


def _read(written: object, checked_on: date) -> object:
    """A sentence, or lines with `words`, as lines; anything else as it stands."""
    if isinstance(written, str):
        return _lines_of(read_moment(written, checked_on))
    if not isinstance(written, dict) or not isinstance(words := written.get("words"), str):
        return written
    if set(written) == {"words"}:
        return _lines_of(read_moment(words, checked_on))
    try:
        moment = Moment.model_validate(written)
    except ValidationError:
        return written
    # The years were filled in on another day, perhaps: each date of its own is such a day.
    days = (checked_on, moment.first_on, moment.last_on, *moment.on[:1], *moment.except_on[:1])
    if moment in [read_moment(words, day) for day in days if day]:
        return written
    return Misread(key="moment.words_differ")


def _lines_of(moment: Moment | Misread) -> object:
    if isinstance(moment, Misread):
        return moment
    return moment.model_dump(mode="json", exclude_defaults=True)


def _date(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
