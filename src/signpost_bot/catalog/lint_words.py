"""Words that staff better replace in what a student sees, each with a proposal, from `words/`."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from signpost_bot.model.finding import Level
from signpost_bot.model.language import Language
from signpost_bot.texts import read_packaged


class WordFault(StrEnum):
    """What a word does to a reader; the names are the lists in `words/lint.yaml`."""

    DEFICIT = "deficit"
    HELP = "help"
    GUILT = "guilt"
    HARD = "hard"
    STORY_METHOD = "story_method"
    STORY_CRISIS = "story_crisis"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A word as it stands in the text, what to write instead, and how much it matters."""

    word: str
    better: str
    level: Level


@dataclass(frozen=True, kw_only=True)
class _Entry:
    pattern: re.Pattern[str]
    better: str
    level: Level


def find_words(text: str, language: Language, fault: WordFault) -> tuple[Hit, ...]:
    """The words of one kind in a text, in its order; of two that overlap the graver, then the
    longer one."""
    found = [
        (match.span(), Hit(word=match[0], better=entry.better, level=entry.level))
        for entry in _entries(fault, language)
        for match in entry.pattern.finditer(text)
        if match["hit"]
    ]
    found.sort(key=lambda one: (one[1].level is Level.ADVICE, one[0][0] - one[0][1]))
    kept: list[tuple[tuple[int, int], Hit]] = []
    for span, hit in found:
        if not any(span[0] < end and start < span[1] for (start, end), _ in kept):
            kept.append((span, hit))
    return tuple(hit for _, hit in sorted(kept, key=lambda one: one[0]))


@cache
def _entries(fault: WordFault, language: Language) -> tuple[_Entry, ...]:
    rows = read_packaged("words", "lint.yaml")[fault][language]
    return tuple(
        _Entry(
            pattern=_compile(row["words"], row.get("but", [])),
            better=row["better"],
            level=Level(row.get("level", Level.ERROR)),
        )
        for row in rows
    )


def _compile(words: list[str], but: list[str]) -> re.Pattern[str]:
    """The exceptions come first and take their text, so that nothing inside them is a hit."""
    hit = rf"\b(?P<hit>{_either(words)})(?!\w)"
    return re.compile(rf"\b(?:{_either(but)})(?!\w)|{hit}" if but else hit, re.IGNORECASE)


def _either(words: list[str]) -> str:
    # A star inside a word is any letters; one between spaces is one or two words.
    one = [
        re.escape(word).replace(r"\ \*\ ", r"(?:\ [\w'-]+){1,2}\ ").replace(r"\*", r"[\w-]*")
        for word in sorted(words, key=len, reverse=True)
    ]
    return "|".join(one)
