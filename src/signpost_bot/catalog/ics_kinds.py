"""Which kind of period an event of a school's calendar is, by the words of its title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from signpost_bot.meaning.text import normalise
from signpost_bot.model.institution import PeriodKind
from signpost_bot.model.language import Both, Language
from signpost_bot.texts import read_packaged

_HALVES = re.compile(r"\s+[/|]\s+")
_SIGNS = re.compile(r"[,;&+]")


@dataclass(frozen=True, kw_only=True)
class NoKind:
    """Not one kind: none fits, or these several do."""

    several: tuple[PeriodKind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """Its kind, and its title in both languages; `is_one_language` where the file has only one."""

    kind: PeriodKind
    title: Both
    is_one_language: bool = False


def recognise(title: str, categories: Iterable[str] = ()) -> Recognised | NoKind:
    """What kind of period this title is about; when it does not say, its categories may. Titles
    may stand in two languages: "Herfstvakantie / Autumn break"."""
    halves = [half for half in _HALVES.split(title) if half.strip()]
    kind = _one_of(halves)
    if isinstance(kind, NoKind) and not kind.several and not any(map(_is_about, halves)):
        kind = _one_of(categories)
    if isinstance(kind, NoKind) or not halves:
        return NoKind() if isinstance(kind, PeriodKind) else kind
    if len(halves) != 2:
        return Recognised(kind=kind, title=Both(nl=title, en=title), is_one_language=True)
    first, second = halves
    if _languages(first) == {Language.EN} and _languages(second) != {Language.EN}:
        first, second = second, first
    return Recognised(kind=kind, title=Both(nl=first, en=second))


def _one_of(texts: Iterable[str]) -> PeriodKind | NoKind:
    """The one kind that these texts are of; one that says nothing does not count."""
    found = [_kind_of(text) for text in texts]
    kinds = {kind for kind in found if isinstance(kind, PeriodKind)}
    kinds |= {kind for none in found if isinstance(none, NoKind) for kind in none.several}
    if len(kinds) == 1:
        return kinds.pop()
    return NoKind(several=tuple(sorted(kinds)))


def _kind_of(text: str) -> PeriodKind | NoKind:
    words = normalise(text)
    kinds = {kind for kind, _ in _found(words)}
    if _is_about(text):
        # Whatever is said of a period, its deadline is a day of its own.
        return PeriodKind.DEADLINE if PeriodKind.DEADLINE in kinds else NoKind()
    # "Tentamens blok 1 en 2": a block is mostly the name of something else.
    if len(kinds - {PeriodKind.TEACHING}) > 1 and (_SIGNS.search(text) or _is_joined(words)):
        return NoKind(several=tuple(sorted(kinds)))
    first = {kind for kind in kinds if not any(kind in _before(other) for other in kinds)}
    return first.pop() if len(first) == 1 else NoKind(several=tuple(sorted(first)))


def _is_about(text: str) -> bool:
    return _pattern(tuple(_list()["about"])).search(normalise(text)) is not None


def _is_joined(words: str) -> bool:
    return _pattern(tuple(_list()["joined"])).search(words) is not None


def _languages(text: str) -> set[Language]:
    return {language for _, language in _found(normalise(text))}


def _found(words: str) -> set[tuple[PeriodKind, Language]]:
    return {
        (kind, language)
        for kind in PeriodKind
        for language in Language
        if _pattern(tuple(_list()["kinds"][kind][language])).search(words)
    }


def _before(kind: PeriodKind) -> list[str]:
    """The kinds that this one is named before."""
    found: list[str] = _list()["before"].get(kind, [])
    return found


@cache
def _list() -> Any:
    return read_packaged("catalog", "ics_kinds.yaml")


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_phrase, phrases)))


def _phrase(phrase: str) -> str:
    text = re.escape(phrase.removeprefix("=")).replace(r"\*", r"\w*").replace(r"\ ", " ")
    return f"^{text}$" if phrase.startswith("=") else rf"\b{text}\b"
