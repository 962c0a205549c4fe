"""Campaigns as forms: right as they stand, never sent as they are, and nothing made up in them
(R5, R7, R10, R22)."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

import pytest
from filled import OFFERINGS
from folders import NEEDS, read, write

from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.campaigns.checking import check_campaigns
from signpost_bot.catalog.campaign_templates import read_campaign_templates
from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.lint import lint
from signpost_bot.catalog.templates import read_templates
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.language import Language
from signpost_bot.model.question import NextStep
from signpost_bot.texts import say

NOW, AUGUST = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 8, 24, tzinfo=UTC)
YEAR = {
    *("voor-de-start", "eerste-dag", "eerste-week", "week-2", "week-4", "week-8", "dag-100"),
    *("tentamens", "tussen", "cijfers", "herkansingen", "inleveren", "vakantie"),
    *("welkom-jaar-2", "welkom-jaar-3", "blok-2"),
}
FILE = "templates/campaigns/week.yaml"
TEMPLATE = """\
slug: week
state: draft
paste:
  nl: Kom langs bij [plek].
  en: Come along to [place].
nudge:
  timing: {period_kind: holiday, at: '18:30'}
  needs: [fun]
  opening: {nl: Kom langs., en: Come along.}
"""


def find(folder: Path, text: str, file: str = FILE) -> list[str]:
    """ "4 state template_not_draft" for each finding; each can be said in both languages."""
    write(folder, {file: text})
    found = read_campaign_templates(folder, NEEDS)[1]
    for one in found:
        for language in Language:
            assert "{" not in say(one.key, language, **dict(one.values))
    return [f"{one.spot.line} {one.key.partition('.')[2]}" for one in found]


def our_own() -> tuple[Campaign, ...]:
    needs = frozenset(need.slug for need in build_index().needs)
    campaigns, findings = read_campaign_templates(OFFERINGS, needs)
    assert findings == ()
    return campaigns


def ready_made() -> list[Campaign]:
    contents = (one.content for one in check_files(OFFERINGS, build_index()).documents)
    return [one for one in contents if isinstance(one, Campaign)]


def test_the_whole_year_is_there_ready_made_and_to_copy() -> None:
    assert {one.slug for one in our_own()} >= YEAR
    assert {one.slug for one in our_own()} >= {"bpv-voor", "bpv-week-2", "keuzedelen", "slb"}
    assert {one.slug for one in ready_made() if one.is_running} >= YEAR
    assert [one.slug for one in (*our_own(), *ready_made()) if one.timing and not one.paste] == []


def test_every_answer_has_a_next_step_but_rather_not() -> None:
    asking = [one.checkin for one in (*our_own(), *ready_made()) if one.checkin]

    assert len(asking) == 6
    for question in asking:
        nothing = [one.slug for one in question.answers if one.next is NextStep.NOTHING]
        assert nothing == ["liever-niet"]
        assert NextStep.TALK in {one.next for one in question.answers}


def test_the_text_to_paste_of_a_template_names_no_place() -> None:
    for one in our_own():
        assert one.paste
        assert all("[" in one.paste.text(language) for language in Language), one.slug


def test_a_right_one_has_no_findings(tmp_path: Path) -> None:
    assert find(tmp_path, TEMPLATE) == []
    assert find(tmp_path, TEMPLATE, "templates/campaigns/mbo/week.yaml") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("state: draft", "state: running", ["2 template_not_draft"]),
        ("slug: week", "slug: wek", ["1 slug_is_not_file"]),
        ("needs: [fun]", "needs: [fnu]", ["8 unknown_need"]),
        ("needs: [fun]", "offerings: [huiskamer]", ["8 template_filled_in"]),
        ("holiday,", "holiday, periods: [kerst],", ["7 template_filled_in"]),
        ("state: draft", "state: draft\ncircle: {campuses: [noord]}", ["3 template_filled_in"]),
        ("nl: Kom langs.,", "nl: 'Dit is je laatste kans, kom.',", ["9 guilt"]),
        ("needs:", "nedes:", ["8 unknown_key_close"]),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    assert expected[0] in find(tmp_path, TEMPLATE.replace(old, new, 1))


def test_one_in_another_folder_is_not_read(tmp_path: Path) -> None:
    assert find(tmp_path, TEMPLATE, "templates/campaigns/vwo/week.yaml") == ["1 template_elsewhere"]


def test_none_is_ever_saved_sent_or_taken_for_an_offering(tmp_path: Path) -> None:
    write(tmp_path, {FILE: TEMPLATE})
    documents = read_folder(tmp_path, NEEDS).documents

    assert read_templates(tmp_path, NEEDS) == ((), ())
    assert [one for one in documents if isinstance(one.content, Campaign)] == []


@pytest.mark.parametrize(("state", "level"), [("draft", "advice"), ("running", "error")])
def test_a_copy_with_blanks_is_not_let_through(state: str, level: str, tmp_path: Path) -> None:
    copied = TEMPLATE.replace("draft", state)
    found = lint(read(tmp_path, {"school/campaigns/week.yaml": copied}), NOW)
    blanks = [one for one in found if one.key == "campaigns.fill_in"]

    assert [(one.spot.line, one.level) for one in blanks] == [(4, level), (5, level)]


def test_copies_at_the_example_have_somewhere_to_go(tmp_path: Path) -> None:
    """Only blanks are left, periods that this school has none of, and a question for mbo that
    comes in place of another one."""
    copytree(OFFERINGS / "voorbeeld", tmp_path / "voorbeeld", ignore=ignore_patterns("campaigns"))
    copy(OFFERINGS / "national.yaml", tmp_path)
    (tmp_path / "voorbeeld" / "campaigns").mkdir()
    for file in sorted((OFFERINGS / "templates" / "campaigns").rglob("*.yaml")):
        copy(file, tmp_path / "voorbeeld" / "campaigns")
    needs = build_index()
    folder = check_files(tmp_path, needs)
    found = (*folder.findings, *lint(folder, AUGUST), *check_campaigns(folder, needs, AUGUST))
    said = {(one.key, one.spot.file.stem) for one in found if one.key != "campaigns.fill_in"}

    assert said == {("campaigns.same_moment", "slb")} | {
        ("campaigns.no_period", name)
        for name in ("bpv-voor", "bpv-week-2", "bpv-terug", "keuzedelen", "winter-weeks")
    }
