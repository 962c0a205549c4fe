"""What is named has to be there, and is found where it stands; of programmes only where they are
listed (R22)."""

from pathlib import Path

import pytest
from folders import CALENDAR, NATIONAL, NEEDS, OFFERING, SCHOOL, find

from signpost_bot.catalog.files import read_folder

LISTED = SCHOOL + "programmes:\n  - {slug: zorg, name: {nl: Zorg, en: Care}}\n"
CAMPAIGN = """\
slug: tentamens
circle: {programmes: [PROGRAMME]}
nudge:
  timing: {period_kind: exams, days_before: 10, at: '18:30'}
  needs: [fun]
  opening: {nl: a, en: a}
"""
EVENT = """\
events:
  - slug: results-out
    title: {nl: a, en: a}
    on: 2026-12-14
    programmes: [PROGRAMME]
"""
FILES = {
    "national.yaml": NATIONAL,
    "school/institution.yaml": LISTED,
    "school/calendar.yaml": CALENDAR + "    programmes: [PROGRAMME]\n" + EVENT,
    "school/offerings/huiskamer.yaml": OFFERING.replace("slug: kantine", "slug: huiskamer")
    + "audience: {programmes: [PROGRAMME]}\n",
    "school/campaigns/tentamens.yaml": CAMPAIGN,
}


def _read(folder: Path, programme: str, school: str) -> list[str]:
    for path, text in (FILES | {"school/institution.yaml": school}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.replace("PROGRAMME", programme), "utf-8")
    found = read_folder(folder, NEEDS).findings
    return [f"{one.spot.file.name if one.spot.file else ''} {one.key}" for one in found]


def test_a_programme_of_the_list_is_right(tmp_path: Path) -> None:
    assert _read(tmp_path, "zorg", LISTED) == []


def test_another_one_is_found_in_offering_campaign_period_and_event(tmp_path: Path) -> None:
    found = _read(tmp_path, "zorgg", LISTED)

    assert sorted(found) == [
        "calendar.yaml files.unknown_programme",
        "calendar.yaml files.unknown_programme",
        "huiskamer.yaml files.unknown_programme",
        "tentamens.yaml files.unknown_programme",
    ]


@pytest.mark.parametrize("school", [SCHOOL, SCHOOL + "programmes: []\n"])
def test_without_a_list_every_programme_is_right(school: str, tmp_path: Path) -> None:
    assert _read(tmp_path, "zorgg", school) == []


NAMING = """\
slug: tentamens
circle: {campuses: [noord], been_at: [huiskamer], not_been_at: [kantine]}
nudge:
  timing: {period_kind: holiday, periods: [kerst], at: '18:30'}
  offerings: [huiskamer]
  opening: {nl: a, en: a}
  story: {offering: huiskamer, name: Bo, words: {nl: a, en: a}}
"""
ASKING = """\
slug: tentamens
checkin:
  timing: {own_start: true, at: '18:30'}
  question: {nl: a, en: a}
  answers:
    - {slug: a, label: {nl: a, en: a}, reply: {nl: a, en: a}, next: places, needs: [fun, NEED]}
    - {slug: b, label: {nl: b, en: b}, reply: {nl: b, en: b}, next: talk}
"""
CAMPAIGN_FILE = "school/campaigns/tentamens.yaml"
WITH_CAMPUS: dict[str, str | bytes | None] = {
    "school/institution.yaml": SCHOOL + "campuses: [{slug: noord, name: Noord}]\n"
}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("noord", "noord", []),
        ("[noord]", "[noort]", ["tentamens.yaml:2:21 unknown_campus"]),
        ("been_at: [huiskamer]", "been_at: [kamer]", ["tentamens.yaml:2:39 no_such_offering"]),
        ("[kantine]", "[kamer]", ["tentamens.yaml:2:65 no_such_offering"]),
        ("[kerst]", "[kerst, pasen]", ["tentamens.yaml:4:51 no_such_period"]),
        ("offerings: [huiskamer]", "offerings: [x]", ["tentamens.yaml:5:15 no_such_offering"]),
        ("offering: huiskamer", "offering: x", ["tentamens.yaml:7:21 no_such_offering"]),
    ],
)
def test_all_that_a_campaign_names_has_to_be_there(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    assert find(tmp_path, WITH_CAMPUS | {CAMPAIGN_FILE: NAMING.replace(old, new)}) == expected


def test_without_a_calendar_there_is_no_period_to_name(tmp_path: Path) -> None:
    files = WITH_CAMPUS | {CAMPAIGN_FILE: NAMING, "school/calendar.yaml": None}

    assert find(tmp_path, files) == ["tentamens.yaml:4:44 no_such_period"]


def test_a_calendar_that_cannot_be_read_is_the_only_thing_that_is_wrong(tmp_path: Path) -> None:
    files = WITH_CAMPUS | {CAMPAIGN_FILE: NAMING, "school/calendar.yaml": "periods: [\n"}

    assert [one.split()[0].split(":")[0] for one in find(tmp_path, files)] == ["calendar.yaml"]


def test_the_needs_behind_an_answer_are_known_ones(tmp_path: Path) -> None:
    right, wrong = ASKING.replace("NEED", "talk"), ASKING.replace("NEED", "tlak")

    assert find(tmp_path, {CAMPAIGN_FILE: right}) == []
    assert find(tmp_path, {CAMPAIGN_FILE: wrong}) == ["tentamens.yaml:6:90 unknown_need"]


def test_a_period_is_for_campuses_that_are_there(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "school/calendar.yaml": CALENDAR + "    campuses: [noort]\n"
    }

    assert find(tmp_path, files) == ["calendar.yaml:9:16 unknown_campus"]
