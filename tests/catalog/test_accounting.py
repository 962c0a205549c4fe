"""A report and templates on disk in which one thing is wrong: each is said where it stands."""

from pathlib import Path

import pytest
from folders import NEEDS, OFFERING, write

from signpost_bot.actions import catalog as catalogs
from signpost_bot.answering.index import load_needs_index
from signpost_bot.catalog.coverage import measure_coverage
from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.report import read_accounting
from signpost_bot.model.language import Both, Language
from signpost_bot.model.need import Need
from signpost_bot.texts import say

TEMPLATE = """\
slug: thee
title: {nl: Thee, en: Tea}
summary: {nl: Kom binnen., en: Come in.}
needs: [talk]
kind: place
source: test
checked_on: 2026-11-24
state: draft
"""
REPORT = """\
last_number: 3
elements:
  - {number: 1, title: {nl: a, en: a}}
approaches:
  - number: 1
    repeated_at: [3]
    name: Kantine
    where: Bijlage 7
    sorts: [mbo, hbo]
    offerings: [school/kantine]
    templates: [hbo/thee]
  - number: 2
    name: Rooster
    where: Bijlage 7
    sorts: [wo]
    no_offering: {nl: Eigen werk., en: Own work.}
own_work:
  - {slug: rooster, title: {nl: a, en: a}, asks: {nl: a, en: a}, numbers: [2], where: b}
source: test
checked_on: 2026-11-24
"""
TEA, FILE = "templates/hbo/thee.yaml", "report.yaml"
RIGHT: dict[str, str | bytes | None] = {TEA: TEMPLATE, FILE: REPORT}


def find(folder: Path, changed: dict[str, str | bytes | None]) -> list[str]:
    """ "report.yaml:5:1 number_missing" for each finding; each can be said in both languages."""
    write(folder, RIGHT | changed)
    found = read_accounting(folder, read_folder(folder, NEEDS), NEEDS).findings
    for finding in found:
        for language in Language:
            assert "{" not in say(finding.key, language, **dict(finding.values))
    return [
        f"{f.spot.file.name}:{f.spot.line}:{f.spot.column} {f.key.removeprefix('files.')}"
        for f in found
    ]


def test_a_right_report_with_its_templates_has_no_findings(tmp_path: Path) -> None:
    assert find(tmp_path, {}) == []


def test_a_folder_needs_neither_report_nor_templates(tmp_path: Path) -> None:
    assert find(tmp_path, {TEA: None, FILE: None}) == []


WRONG: dict[str, tuple[str, str, str, str]] = {
    "a number left out": (FILE, "[3]", "[]", "report.yaml:5:3 number_missing"),
    "a number twice": (FILE, "[3]", "[3, 2]", "report.yaml:5:3 number_twice"),
    "work of no number": (FILE, "numbers: [2]", "numbers: [9]", "report.yaml:18:76 number_missing"),
    "no such offering": (FILE, "school/kantine", "school/x", "report.yaml:10:17 no_such_ref"),
    "no such template": (FILE, "[hbo/thee]", "[hbo/x]", "report.yaml:11:17 no_such_template"),
    "a sort left out": (FILE, "[mbo, hbo]", "[mbo, wo]", "report.yaml:9:12 sort_left_out"),
    "neither": (FILE, "    offerings: [school/kantine]\n    templates: [hbo/thee]\n", "", "5:5"),
    "both": (FILE, "[school/kantine]", "[]\n    no_offering: {nl: a, en: a}", "5:5"),
    "a typing error": (FILE, "own_work", "own_wrok", "report.yaml:17:1 unknown_key_close"),
    "a template that is live": (TEA, "draft", "published", "thee.yaml:8:8 template_not_draft"),
    "a template without state": (TEA, "state: draft\n", "", "thee.yaml:1:1 template_not_draft"),
    "a made-up waiting time": (
        *(TEA, "state:", "waiting_time: {nl: a, en: a}\nstate:"),
        "thee.yaml:8:1 template_filled_in",
    ),
    "an off-putting title": (TEA, "nl: Thee", "nl: Faalangst", "thee.yaml:2:13 lint.deficit"),
    "another need": (TEA, "[talk]", "[tea]", "thee.yaml:4:9 unknown_need"),
    "another slug": (TEA, "slug: thee", "slug: tea", "thee.yaml:1:7 slug_is_not_file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path, name: str) -> None:
    file, right, wrong, expected = WRONG[name]
    whole = str(RIGHT[file])
    assert right in whole

    found = find(tmp_path, {file: whole.replace(right, wrong, 1)})

    assert any(expected in sentence for sentence in found), found


def test_a_template_that_nothing_names_came_from_nowhere(tmp_path: Path) -> None:
    other = TEMPLATE.replace("slug: thee", "slug: koek")

    assert find(tmp_path, {"templates/wo/koek.yaml": other}) == ["report.yaml:5:3 template_unnamed"]


def test_a_template_for_another_kind_of_education_is_not_read(tmp_path: Path) -> None:
    places = ("templates/vwo/thee.yaml", "templates/thee.yaml", "templates/hbo/a/thee.yaml")
    found = find(tmp_path, dict.fromkeys(places, TEMPLATE))

    assert found == ["thee.yaml:1:1 template_elsewhere"] * 3


def test_no_template_is_ever_saved_or_shown(tmp_path: Path) -> None:
    """Not even when somebody makes the folder look like an institution, or publishes one."""
    live = TEMPLATE.replace("draft", "published")
    school = "slug: templates\nname: {nl: a, en: a}\nsort: mbo\nsource: b\nchecked_on: 2026-11-24\n"
    folder: dict[str, str | bytes | None] = {
        TEA: live,
        "templates/institution.yaml": school,
        "templates/offerings/thee.yaml": live,
    }
    write(tmp_path, RIGHT | folder)

    read = read_folder(tmp_path, NEEDS)
    catalog = catalogs.load_files(tmp_path, "school", load_needs_index())

    assert {one.key.institution for one in read.documents} == {"national", "school"}
    assert [offering.slug for offering in catalog.offerings] == ["huiskamer", "kantine"]
    with pytest.raises(catalogs.UnknownInstitution):
        catalogs.load_files(tmp_path, "templates", load_needs_index())


def test_coverage_counts_what_a_student_can_see_and_says_what_is_missing(tmp_path: Path) -> None:
    """A draft covers nothing; a template of another kind of education fills no gap."""
    needs = [
        Need(slug=slug, title=Both(nl=slug, en=slug), description=Both(nl="a", en="a"))
        for slug in ("talk", "fun", "sleep")
    ]
    known = frozenset(need.slug for need in needs)
    sleep = TEMPLATE.replace("[talk]", "[sleep]")
    offering = OFFERING.replace("needs: [talk, fun]", "needs: [talk]\nelements: [1, 3]")
    hidden = OFFERING.replace("kantine", "huiskamer") + "state: draft\n"
    changed: dict[str, str | bytes | None] = {
        "school/offerings/kantine.yaml": offering,
        "school/offerings/huiskamer.yaml": hidden,
        "templates/mbo/thee.yaml": sleep,
        "templates/wo/thee.yaml": sleep,
    }
    write(tmp_path, changed)
    catalogs_read = read_folder(tmp_path, known)
    templates = read_accounting(tmp_path, catalogs_read, known).templates

    (coverage,) = measure_coverage(catalogs_read, templates, needs)

    assert coverage.offerings == 1
    assert coverage.elements == {1: 1, 3: 1}
    assert [(gap.need.slug, gap.templates) for gap in coverage.gaps] == [
        ("fun", ()),
        ("sleep", ("mbo/thee",)),
    ]
