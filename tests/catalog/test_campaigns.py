"""Campaign files: what is wrong is said with its line; the real ones are right (R22)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from folders import CALENDAR, KANTINE, NATIONAL, NEEDS, OFFERING, SCHOOL, read

from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.lint import lint
from signpost_bot.model.campaign import LONGEST_BUTTON, Campaign, checkin_button
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.texts import say

OFFERINGS = Path(__file__).parents[2] / "offerings"
CHECKIN = """\
slug: hoe-ging-het
after_visit:
  days: 7
  at: '18:30'
  question: {nl: Hoe gaat het?, en: How is it?}
  answers:
    - {slug: goed, label: {nl: a, en: a}, reply: {nl: a, en: a}, next: nothing}
    - {slug: beter, label: {nl: b, en: b}, reply: {nl: b, en: b}, next: talk}
"""
NUDGE = """\
slug: tentamens
nudge:
  timing: {period_kind: exams, days_before: 10, at: '18:30'}
  needs: [fun]
  opening: {nl: a, en: a}
"""


def _read(folder: Path, campaign: str, name: str, offering: str = "huiskamer") -> list[str]:
    files = {
        "national.yaml": NATIONAL,
        "school/institution.yaml": SCHOOL.replace("huiskamer", offering),
        "school/calendar.yaml": CALENDAR,
        f"school/offerings/{offering}.yaml": OFFERING.replace("slug: kantine", f"slug: {offering}"),
        f"school/campaigns/{name}.yaml": campaign,
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    found = read_folder(folder, NEEDS).findings
    return [f"{one.spot.line}:{one.spot.column} {one.key.removeprefix('files.')}" for one in found]


@pytest.mark.parametrize(
    ("campaign", "name", "expected"),
    [
        (NUDGE, "tentamens", []),
        (CHECKIN, "hoe-ging-het", []),
        (NUDGE, "exams", ["1:7 slug_is_not_file"]),
        (NUDGE.replace("[fun]", "[fun, nonsense]"), "tentamens", ["4:16 unknown_need"]),
        (NUDGE + CHECKIN.partition("\n")[2], "tentamens", ["1:1 one_kind"]),
        (
            NUDGE.replace("period_kind: exams", "event: exams, periods: [blok-1]").replace(
                "days_before", "days_after"
            ),
            *("tentamens", ["3:35 periods_of_a_kind"]),
        ),
        (CHECKIN.replace("18:30", "22:00"), "hoe-ging-het", ["4:7 in_quiet_hours"]),
    ],
)
def test_a_campaign_is_read_or_told_what_is_wrong(
    campaign: str, name: str, expected: list[str], tmp_path: Path
) -> None:
    assert _read(tmp_path, campaign, name) == expected


def test_names_too_long_for_a_button_are_found_before_a_student_misses_it(tmp_path: Path) -> None:
    slug = "a" * 38

    assert _read(tmp_path, CHECKIN, "hoe-ging-het", offering=slug) == ["8:14 too_long_for_button"]


def test_every_button_of_the_real_check_ins_fits() -> None:
    contents = [
        (one.key.institution, one.content) for one in read_folder(OFFERINGS, NEEDS).documents
    ]
    ids = [
        checkin_button(campaign.slug, answer.slug, offering.slug)
        for school, campaign in contents
        if isinstance(campaign, Campaign) and campaign.asks
        for answer in campaign.asks.answers
        for other, offering in contents
        if isinstance(offering, Offering) and other == school
    ]

    assert ids
    assert max(map(len, ids)) <= LONGEST_BUTTON


LINTED = """\
slug: week
paste:
  nl: Kom langs als je wilt.
  en: Come along if you like.
checkin:
  timing: {own_start: true, days_before: 2, at: '18:30'}
  question: {nl: Hoe is het?, en: How are you?}
  answers:
    - {slug: a, label: {nl: Goed, en: Good}, reply: {nl: Fijn., en: Nice.}, next: nothing}
    - {slug: b, label: {nl: Gaat, en: Okay}, reply: {nl: Dank je., en: Thanks.}, next: else}
    - {slug: c, label: {nl: Zwaar, en: Hard}, reply: {nl: Dank., en: Thank you.}, next: talk}
  best_before_hours: 54
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("slug: week", "slug: week", []),
        ("next: talk", "next: come_back", ["8 campaigns.no_talk advice"]),
        ("next: else", "next: nothing", ["10 campaigns.nothing_next advice"]),
        ("54", "55", ["12 campaigns.after_the_day advice"]),
        ("days_before: 2", "days_after: 2", []),
        ("Kom langs als je wilt", "Dit is je laatste kans", ["3 lint.guilt error"]),
        ("Come along if you like", "Kom langs als je wilt", ["4 lint.same_in_both error"]),
        ("Kom langs als je wilt", "Zin om te komen? " * 20, ["3 lint.too_long advice"]),
        ("label: {nl: Goed", "label: {nl: Ik ben eenzaam", ["9 lint.deficit error"]),
    ],
)
def test_what_it_says_and_leads_to_is_read_along(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    """Two days before at 18:30 there are 54 hours left of that day and the next two (R3, R7)."""
    files: dict[str, str | bytes | None] = {
        "school/campaigns/week.yaml": LINTED.replace(old, new),
        KANTINE: None,
    }
    found = lint(read(tmp_path, files), datetime(2026, 11, 24, tzinfo=UTC))
    said = [one for one in found if one.key != "lint.uneven"]

    assert [f"{one.spot.line} {one.key} {one.level}" for one in said] == expected
    for one in found:
        for language in Language:
            assert "{" not in say(one.key, language, **dict(one.values))
