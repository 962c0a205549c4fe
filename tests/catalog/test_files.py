"""What is wrong with a folder of catalogs: where, what, and never more than what is wrong."""

from pathlib import Path

import pytest

from signpost_bot.catalog.files import Folder, read_folder
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.texts import say

NEEDS = frozenset({"talk", "fun"})
NATIONAL = """\
lines:
  - {slug: '112', name: {nl: a, en: a}, what_for: {nl: a, en: a}, phone: '112',
     source: test, checked_on: 2026-11-23}
  - {slug: '113', name: {nl: b, en: b}, what_for: {nl: b, en: b}, phone: '113',
     source: test, checked_on: 2026-11-23}
"""
SCHOOL = """\
slug: school
name: {nl: School, en: School}
sort: mbo
zone: Europe/Amsterdam
desk: huiskamer
source: test
checked_on: 2026-11-23
"""
CALENDAR = """\
source: test
checked_on: 2026-11-23
periods:
  - slug: kerst
    kind: holiday
    title: {nl: Kerst, en: Christmas}
    first_on: 2026-12-19
    last_on: 2027-01-03
"""
OFFERING = """\
slug: huiskamer
title:
  nl: Huiskamer
  en: Living room
summary: {nl: Kom binnen., en: Come in.}
needs: [talk, fun]
kind: place
place:
  where: {nl: A 0.01, en: A 0.01}
  online: false
moments:
  - start: 12:00
    end: 14:00
    weekdays: [tue]
    first_on: 2026-09-01
join: link
link: https://school.example
threshold: 1
source: test
checked_on: 2026-11-23
"""


def write(folder: Path, changed: dict[str, str | bytes | None] | None = None) -> None:
    """A right folder with one school and one offering, but for these files (None: not there)."""
    right: dict[str, str | bytes | None] = {
        "national.yaml": NATIONAL,
        "school/institution.yaml": SCHOOL,
        "school/calendar.yaml": CALENDAR,
        "school/offerings/huiskamer.yaml": OFFERING,
    }
    for name, content in (right | (changed or {})).items():
        if content is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)


def read(folder: Path, changed: dict[str, str | bytes | None] | None = None) -> Folder:
    write(folder, changed)
    return read_folder(folder, NEEDS)


def describe(finding: Finding) -> str:
    """ "huiskamer.yaml:5:1 missing name=kind"; fails when it cannot be said in both languages."""
    for language in Language:
        sentence = say(finding.key, language, **dict(finding.values))
        assert sentence
        assert "{" not in sentence
    spot = finding.spot
    values = [f"{name}={value}" for name, value in finding.values]
    return " ".join([f"{spot.file.name}:{spot.line}:{spot.column}", finding.key[6:], *values])


def found_in(read: Folder) -> list[str]:
    return [describe(finding) for finding in read.findings]


def test_a_right_folder_has_no_findings(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert found_in(found) == []
    assert [(one.key.institution, one.key.kind, one.key.slug) for one in found.documents] == [
        ("national", "national", "national"),
        ("school", "institution", "institution"),
        ("school", "calendar", "calendar"),
        ("school", "offering", "huiskamer"),
    ]


KINDS = "training, walk_in, person, group, activity, study_help, place, self_help or service"  # noqa: S105


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: place\n", "", "1:1 missing name=kind"),
        ("  en: Living room\n", "", "3:3 missing name=en"),
        ("source:", "sorce:", "1:1 missing name=source|19:1 unknown_key_close close=source"),
        ("summary:", "samenvatting:", "1:1 missing name=summary|5:1 unknown_key"),
        ("kind: place", "kind: plek", f"7:7 not_a_choice choices={KINDS} name=kind"),
        ("[tue]", "[di]", "14:16 not_a_choice choices=mon, tue, wed, thu, fri, sat or sun name=0"),
        ("start: 12:00", "start: 12.00", "12:12 no_time name=start"),
        ("start: 12:00", "start: 25:00", "12:12 no_time name=start"),
        ("start: 12:00", "start: 15:00", "12:5 end_before_start name=0"),
        ("end: 14:00", "end: 12:00", "12:5 end_before_start name=0"),
        ("2026-09-01", "1 september", "15:15 no_date name=first_on"),
        ("checked_on: 2026-11-23", "checked_on: 2026-11-31", "20:13 no_date name=checked_on"),
        ("2026-09-01", "2026-09-01\n    last_on: 2026-08-31", "12:5 last_before_first name=0"),
        ("[tue]", "[tue]\n    on: [2026-12-01]", "12:5 weekdays_or_dates name=0"),
        ("    weekdays: [tue]\n", "", "12:5 weekdays_or_dates name=0"),
        ("first_on: 2026-09-01", "every_weeks: 2", "12:5 every_weeks_needs_first name=0"),
        ("2026-09-01", "2026-09-01\n    every_weeks: 0", "16:18 out_of_range name=every_weeks"),
        ("online: false", "online: misschien", "10:11 no_yes_or_no name=online"),
        ("  where: {nl: A 0.01, en: A 0.01}\n", "", "9:3 place_or_online name=place"),
        ("https://school.example", "javascript:alert(1)", "17:7 no_link name=link"),
        ("https://school.example", "school.example", "17:7 no_link name=link"),
        ("link: https://school.example\n", "", "1:1 link_missing name="),
        ("join: link", "join: mail", "1:1 contact_missing name="),
        ("threshold: 1", "threshold: laag", "18:12 no_number name=threshold"),
        ("threshold: 1", "threshold: 4", "18:12 out_of_range name=threshold"),
        ("needs: [talk, fun]", "needs: []", "6:8 empty_list name=needs"),
        ("needs: [talk, fun]", "needs: talk", "6:8 no_list name=needs"),
        ("needs: [talk, fun]", "needs: [talk, flying]", "6:15 unknown_need name=flying"),
        ("source: test", "source:", "19:8 empty_value name=source"),
        ("source: test", "source: [a]", "19:9 no_text name=source"),
        (
            "summary: {nl: Kom binnen., en: Come in.}",
            "summary: Kom",
            "5:10 no_mapping name=summary",
        ),
        ("slug: huiskamer", "slug: Huis Kamer", "1:7 bad_pattern name=slug"),
        ("slug: huiskamer", "slug: kamer", "1:7 slug_is_not_file name=kamer"),
        ("kind: place", "kind: place\nkind: group", "8:1 double_key name=kind"),
        ("kind: place", "kind: place: group", "7:12 not_yaml"),
    ],
)
def test_a_mistake_in_an_offering_is_found_where_it_is(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in OFFERING
    changed = OFFERING.replace(old, new)

    found = found_in(read(tmp_path, {"school/offerings/huiskamer.yaml": changed}))

    assert [f for f in found] == [f"huiskamer.yaml:{one}" for one in expected.split("|")]
