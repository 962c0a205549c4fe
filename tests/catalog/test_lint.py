"""The lint over files: at its own line, in both languages, and our own catalogs without errors."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled import OFFERINGS
from folders import KANTINE, OFFERING, read
from lint_measuring import as_table, judge, measure

from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.catalog.lint import lint
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.language import Language
from signpost_bot.texts import say

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "catalog.md"
CAMPAIGN = """\
slug: week
nudge:
  timing: {period_kind: exams, days_before: 4, at: '18:30'}
  needs: [talk]
  opening: {nl: Kom langs als je wilt., en: Come along if you like.}
  story:
    offering: huiskamer
    name: Bo
    words:
      nl: Ik was eenzaam en nam een overdosis.
      en: I was lonely, and it was a bad night.
"""
OTHER = OFFERING.replace("Kantine", "Tafel").replace("Canteen", "Table")


def find(folder: Path, text: str) -> list[str]:
    """ "5 deficit error" for each finding in the canteen; each can be said in both languages."""
    found = [one for one in lint(read(folder, {KANTINE: text}), NOW) if is_canteen(one)]
    for one in found:
        for language in Language:
            sentence = say(one.key, language, **dict(one.values))
            assert sentence.strip()
            assert "{" not in sentence
    return [f"{one.spot.line} {one.key.removeprefix('lint.')} {one.level}" for one in found]


def is_canteen(finding: Finding) -> bool:
    return finding.spot.file.name == "kantine.yaml"


def test_a_right_file_gives_no_remark(tmp_path: Path) -> None:
    text = OTHER.replace("needs: [talk, fun]", "needs: [fun]")

    assert find(tmp_path, text) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nl: Tafel", "nl: Faalangsttraining", "3 deficit error"),
        ("Come in.", "Come in. No more excuses.", "5 guilt error"),
        ("{nl: Kom binnen.,", "{nl: Come in and sit down.,", "5 same_in_both error"),
        ("2026-09-01", "2026-09-01\n    last_on: 2026-10-01", "12 no_moment advice"),
        ("checked_on: 2026-11-23", "checked_on: 2026-01-01", "20 overdue advice"),
    ],
)
def test_a_remark_stands_at_its_own_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    text = OTHER.replace("needs: [talk, fun]", "needs: [fun]").replace(old, new)
    if "same_in_both" in expected:
        text = text.replace("en: Come in.", "en: Come in and sit down.")

    assert find(tmp_path, text) == [expected]


def test_two_of_one_title_are_found_across_files(tmp_path: Path) -> None:
    first = lint(read(tmp_path), NOW)

    assert [(f.key, dict(f.values)["other"]) for f in first] == [("lint.same_title", "huiskamer")]


def test_a_retired_offering_is_left_alone(tmp_path: Path) -> None:
    text = OTHER.replace("nl: Tafel", "nl: Faalangsttraining") + "state: retired\n"

    assert find(tmp_path, text) == []


def test_a_story_in_a_campaign_is_read_as_a_story(tmp_path: Path) -> None:
    """Its heavy words may stay; a method may not."""
    found = lint(read(tmp_path, {"school/campaigns/week.yaml": CAMPAIGN, KANTINE: None}), NOW)

    assert [(one.spot.line, one.key, one.level) for one in found] == [
        (10, "lint.story_method", Level.ERROR)
    ]


def test_our_own_catalogs_have_no_errors_and_the_example_no_remark() -> None:
    found = lint(check_files(OFFERINGS, build_index()), NOW)

    assert [one for one in found if one.level is Level.ERROR] == []
    assert [one for one in found if "voorbeeld" in one.spot.file.parts] == []


@pytest.mark.parametrize("name", ["lint_set", "lint_held_out"])
def test_the_page_says_what_is_measured(name: str) -> None:
    """The last figures of both sets; older ones stand there as history."""
    assert as_table(judge(HERE / f"{name}.yaml")) in DOCS.read_text("utf-8")


def test_there_are_as_many_texts_as_the_page_says() -> None:
    texts = [one for one in judge(HERE / "lint_set.yaml") if not one.is_story]

    assert len(texts) == 200
    assert len([one for one in texts if not one.meant]) == 100
    assert measure(texts, "deficit") == (36, 4, 0)
