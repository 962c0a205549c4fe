"""A programme that is in no list is found where it stands; without a list nothing is (R22)."""

from pathlib import Path

import pytest
from folders import CALENDAR, NATIONAL, NEEDS, OFFERING, SCHOOL

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
