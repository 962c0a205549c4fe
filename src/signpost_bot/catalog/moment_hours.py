"""The hours in a sentence about a moment: "12-13u", "from 2 to 4 in the afternoon", "at 3pm"."""

from dataclasses import replace
from datetime import time

from signpost_bot.catalog.moment_parts import Parts
from signpost_bot.catalog.moment_tokens import Clock, NotUnderstood, Token

_NO_DAY_OF_MONTH = r"(?![NOM&,Y-]*M)"
# "January 12" is a date; what follows "12 January" is not its day.
_NO_MONTH_BEFORE = r"(?<![^NO]M)(?<!^M)"
PATTERNS = (
    rf"[fb@]?C[-t](C|N{_NO_DAY_OF_MONTH})",
    rf"[fb@]?{_NO_MONTH_BEFORE}N[-t]C",
    r"b[NC]&[NC]",
    # Bare numbers: "from 10 to 11" and "9-17", but not "12-14 January".
    rf"[fb@]?(?<![NO]){_NO_MONTH_BEFORE}N[-t]N{_NO_DAY_OF_MONTH}",
    r"[f@]?C",
    rf"@N{_NO_DAY_OF_MONTH}",
    r"N(?=p)",
)
"""From a whole stretch to a single time: the first that fits is taken."""


def take_hours(parts: Parts) -> tuple[time, time | None]:
    """Start and end; the end is None where nobody gave one. May raise `NotUnderstood`."""
    _say_halves(parts)
    found = _take(parts)
    if not found:
        raise NotUnderstood("moment.no_time")
    if again := _take(parts):
        raise parts.refuse("moment.two_times", again)
    half = _take_part_of_day(parts)
    tokens = [token for token in found if token.code in "NC"]
    clocks = _fill_in(*_list_clocks(tokens, half, parts))
    for token, clock in zip(tokens, clocks, strict=True):
        # "At 3" is hardly ever at night, and a wrong guess sends a student there for nothing.
        if clock.half is None and not clock.sure and 1 <= clock.hour <= 6:
            raise parts.refuse("moment.which_half", [token])
    times = [_time_of(clock) for clock in clocks]
    if times[-1] < times[0] or (len(times) == 2 and times[0] == times[1]):
        raise parts.refuse("moment.end_before_start", tokens)
    return times[0], times[1] if len(times) == 2 else None


def _take(parts: Parts) -> list[Token]:
    return next((found for pattern in PATTERNS if (found := parts.take(pattern))), [])


def _say_halves(parts: Parts) -> None:
    """ "half elf" is 10:30 and "half past ten" is too."""
    while found := parts.find("[hH]N"):
        hour = found[1].value if found[0].code == "H" else found[1].value - 1 or 12
        parts.swap(found, "C", Clock(hour=hour, minute=30))


def _take_part_of_day(parts: Parts) -> str | None:
    """Am or pm, where it says "in the afternoon" or "'s avonds"."""
    found = parts.take("p")
    return str(found[0].value) if found else None


def _list_clocks(tokens: list[Token], half: str | None, parts: Parts) -> list[Clock]:
    """The times as written; "in the afternoon" belongs to the last of them."""
    clocks = []
    for token in tokens:
        clock = token.value if token.code == "C" else Clock(hour=token.value, minute=0)
        if clock.hour > 23:
            raise parts.refuse("moment.no_such_time", [token])
        clocks.append(clock)
    last = clocks[-1]
    # Twelve is the end of a morning, not its midnight.
    if half and not last.half and not last.sure and not (half == "am" and last.hour == 12):
        clocks[-1] = replace(last, half=half)
    return clocks


def _fill_in(start: Clock, end: Clock | None = None) -> tuple[Clock, ...]:
    """ "2-3pm" begins at 2 pm, "11-1pm" at 11 in the morning, and "4pm-5" ends at 5 pm."""
    if end is None:
        return (start,)
    if end.half and start.half is None and not start.sure:
        same = replace(start, half=end.half)
        start = same if _time_of(same) < _time_of(end) else start
    elif start.half and end.half is None and not end.sure:
        same = replace(end, half=start.half)
        end = same if _time_of(same) > _time_of(start) else end
    return start, end


def _time_of(clock: Clock) -> time:
    hour = clock.hour
    if clock.half == "pm" and hour < 12:
        hour += 12
    if clock.half == "am" and hour == 12:
        hour = 0
    return time(hour, clock.minute)
