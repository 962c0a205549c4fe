"""How often the lint is right on texts with labels: precision and recall per fault."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from signpost_bot.catalog.lint_reading import SUMMARY, TITLE, limits_for
from signpost_bot.catalog.lint_texts import STORY, Shown, lint_shown
from signpost_bot.model.institution import Sort
from signpost_bot.model.language import Both

FAULTS = ("deficit", "help", "guilt", "too_long", "too_hard", "identical", "uneven", "story")
OF_KEY = {
    "lint.same_in_both": "identical",
    "lint.hard": "too_hard",
    "lint.long_sentence": "too_hard",
    "lint.hard_text": "too_hard",
    "lint.long_word": "too_hard",
    "lint.story_method": "story",
    "lint.story_crisis": "story",
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One text of the set: what its writer says of it, and what the lint says."""

    text: str
    meant: frozenset[str]
    found: frozenset[str]
    is_story: bool = False


def judge(file: Path) -> list[Judged]:
    """Every title with summary, and every story, of a file of labelled texts."""
    rows = yaml.safe_load(file.read_text("utf-8"))  # type: ignore[no-untyped-call,unused-ignore]
    return [*map(_judge_text, rows["texts"]), *map(_judge_story, rows["stories"])]


def measure(judged: list[Judged], fault: str) -> tuple[int, int, int]:
    """Found and meant, found but not meant, meant but not found."""
    count = Counter((fault in one.found, fault in one.meant) for one in judged)
    return count[True, True], count[True, False], count[False, True]


def as_table(judged: list[Judged]) -> str:
    """The rows of the table in docs/catalog.md, and one for good texts left alone."""
    rows = []
    for fault in FAULTS:
        right, wrong, missed = measure(judged, fault)
        rows.append(f"| {fault} | {right} of {right + wrong} | {right} of {right + missed} |")
    good = [one for one in judged if not one.meant]
    left_alone = sum(not one.found for one in good)
    rows.append(f"| good texts left alone | | {left_alone} of {len(good)} |")
    return "\n".join(rows)


def _judge_text(row: dict[str, Any]) -> Judged:
    only_dutch = "en" not in row
    limits = limits_for(Sort(row.get("sort", "hbo")))
    found: set[str] = set()
    for i, longest in enumerate((TITLE, SUMMARY)):
        # Dutch only: its English is left out of what is said about it.
        both = Both(nl=row["nl"][i], en="-" if only_dutch else row["en"][i])
        shown = Shown(where=(), both=both, longest=longest, is_translated=not only_dutch)
        found |= {_fault(one.key) for one in lint_shown(shown, limits)}
    return Judged(
        text=str(row["nl"]), meant=frozenset(row["faults"]), found=frozenset(found & set(FAULTS))
    )


def _judge_story(row: dict[str, str]) -> Judged:
    texts = {"nl": "-", "en": "-", row["language"]: row["words"]}
    shown = Shown(where=(), both=Both(**texts), faults=STORY, is_translated=False)
    found = {_fault(one.key) for one in lint_shown(shown, limits_for(None))}
    meant = set() if row["fault"] == "none" else {"story"}
    return Judged(text=row["words"], meant=frozenset(meant), found=frozenset(found), is_story=True)


def _fault(key: str) -> str:
    return OF_KEY.get(key, key.removeprefix("lint."))
