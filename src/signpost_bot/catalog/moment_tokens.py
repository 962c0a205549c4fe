"""A sentence about a moment, cut into the parts that mean something: numbers, days, hours.

Each part gets a letter, so that a whole sentence is a short string in which the rules of
`moment_words.py` can look for patterns: "elke dinsdag 12-13u" becomes `EWN-C`.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from signpost_bot.texts import read_packaged

LONGEST = 300
"""Characters in one sentence; nobody needs more for one moment."""


class NotUnderstood(Exception):
    """A sentence we do not understand: the words to say so, and the part that it is about."""

    def __init__(self, key: str, part: str = "") -> None:
        super().__init__(key)
        self.key, self.part = key, part


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A time as written: `half` is am or pm; `sure` when no half of the day has to be guessed."""

    hour: int
    minute: int
    half: str | None = None
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class Day:
    """A date as written, perhaps without its year, perhaps with its day of the week."""

    day: int
    month: int
    year: int | None = None
    weekday: str | None = None
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Token:
    """One part of the sentence: its letter, what it says, and where it stands."""

    code: str
    value: Any
    start: int
    end: int


# Same length out as in: the part that is quoted must stand where it stood.
_SAME = str.maketrans("–—−‑‒’‘`´;()\t\n\u00a0\u202f", "-----'''',,,    ")

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_HALF = r"(?P<half>[ap])\.?m\b\.?"
_UNIT = r"(?P<unit>uur|u|hrs|h|o'clock)(?![a-z])"
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d)(?!\d)(?:\s*(?:{_HALF}|{_UNIT}))?"
    rf"|[uh](?P<late>\d\d)(?!\d)|\s*(?:{_HALF.replace('half', 'half2')}"
    rf"|{_UNIT.replace('unit', 'unit2')}))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d+)(st|nd|rd|th|ste|de|e)?(?![^\W_])", re.IGNORECASE)
_SKIPPED = re.compile(r"\s|\.(?!\w)")
"""Space, and the dot behind "di." or a whole sentence."""
_UNKNOWN = re.compile(r"[^\s,]+")
_LETTERS = {"half": "h", "past": "H"}


def _list_words() -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    words = {
        word: (_LETTERS.get(code, code), value)
        for code, values in read_packaged("catalog", "moment_words.yaml").items()
        for value, written in values.items()
        for word in written
    }
    longest = sorted(words, key=len, reverse=True)
    any_of = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    # "dinsdagavond" and "maandagmiddag" are written as one word.
    follows = r"(?=(?:ochtend|middag|avond)(?:en)?\b)"
    return words, re.compile(rf"(?:{any_of})(?:(?!\w)|{follows})", re.IGNORECASE)


_WORDS, _ANY_WORD = _list_words()


def list_tokens(sentence: str) -> tuple[Token, ...]:
    """All parts that mean something, in order; `?` is what we do not know.

    May raise `NotUnderstood`.
    """
    text = sentence.translate(_SAME)
    if len(text) > LONGEST:
        raise NotUnderstood("moment.too_long")
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if _SKIPPED.match(text, at):
            at += 1
            continue
        token = _token(text, at)
        if token.code != ".":
            tokens.append(token)
        at = token.end
    return tuple(tokens)


def _token(text: str, at: int) -> Token:
    if text[at] in ",-&+":
        code = "&" if text[at] == "+" else text[at]
        return Token(code=code, value="", start=at, end=at + 1)
    if found := _DATE.match(text, at):
        return _found(found, "A", (_full_date(found),))
    if found := _CLOCK.match(text, at):
        return _found(found, "C", _clock(found))
    if found := _ANY_WORD.match(text, at):
        code, value = _WORDS[" ".join(found[0].lower().split())]
        if code == "noon":
            return _found(found, "C", Clock(hour=12, minute=0, sure=True))
        return _found(found, code, int(value) if code in "MON" else value)
    if found := _NUMBER.match(text, at):
        return _found(found, _kind(found), int(found[1]))
    found = _UNKNOWN.match(text, at)
    return _found(found, "?", "") if found else Token(code="?", value="", start=at, end=at + 1)


def _found(found: re.Match[str], code: str, value: object) -> Token:
    return Token(code=code, value=value, start=found.start(), end=found.end())


def _kind(found: re.Match[str]) -> str:
    """A year, the fifteenth, a number, or more digits than any of these has."""
    if len(found[1]) == 4 and not found[2]:
        return "Y"
    if len(found[1]) > 2:
        return "?"
    return "O" if found[2] else "N"


def _full_date(found: re.Match[str]) -> Day:
    # Day before month, as in the Netherlands, in both languages.
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        raise NotUnderstood("moment.no_such_date", found[0]) from None
    return Day(day=int(day), month=int(month), year=int(year))


def _clock(found: re.Match[str]) -> Clock:
    hour, minute = int(found["hour"]), int(found["minute"] or found["late"] or 0)
    if hour > 23 or minute > 59:
        raise NotUnderstood("moment.no_such_time", found[0])
    half = found["half"] or found["half2"]
    return Clock(
        hour=hour,
        minute=minute,
        half=f"{half.lower()}m" if half else None,
        sure=len(found["hour"]) == 2 and found["hour"][0] == "0",
    )
