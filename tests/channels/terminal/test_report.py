"""How the report is printed: every approach, every element, every gap, in the reader's language."""

import json
from functools import cache
from pathlib import Path

import pytest

from signpost_bot.answering.bank import load_needs
from signpost_bot.catalog.coverage import Coverage, measure_coverage
from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.report import read_accounting
from signpost_bot.channels.terminal.report import WIDTH, to_json, to_text
from signpost_bot.model.language import Language
from signpost_bot.model.report import ResearchReport

OFFERINGS = Path(__file__).parents[3] / "offerings"


@cache
def measured() -> tuple[ResearchReport, tuple[Coverage, ...]]:
    needs = load_needs()
    known = frozenset(need.slug for need in needs)
    catalogs = read_folder(OFFERINGS, known)
    accounting = read_accounting(OFFERINGS, catalogs, known)
    assert accounting.report is not None
    return accounting.report, measure_coverage(catalogs, accounting.templates, needs)


def text(language: Language) -> str:
    report, coverages = measured()
    return "\n".join(to_text(report, coverages, language))


@pytest.mark.parametrize("language", list(Language))
def test_the_text_has_every_approach_with_what_became_of_it(language: Language) -> None:
    report, _ = measured()
    said = " ".join(text(language).split())

    for approach in report.approaches:
        assert approach.name in said
        assert all(ref in said for ref in (*approach.offerings, *approach.templates))
        if approach.no_offering:
            assert " ".join(approach.no_offering.text(language).split()) in said


def test_the_text_is_in_one_language_and_fits_a_screen() -> None:
    english = text(Language.EN)

    assert "Own work" not in english
    assert "geen aanbod:" not in english
    assert "the timetable" in english
    lines = english.splitlines()
    assert max(len(line) for line in lines if not line[:11].strip()) <= WIDTH


def test_the_elements_stand_in_columns_under_their_institution() -> None:
    lines = text(Language.EN).splitlines()
    header = next(i for i, line in enumerate(lines) if line.split()[:1] == ["avans"])

    assert lines[header].split() == ["avans", "hanze", "leiden", "noorderpoort", "voorbeeld"]
    assert [line.split()[0] for line in lines[header + 1 : header + 17]] == [
        str(number) for number in range(1, 17)
    ]
    peer_support = lines[header + 8].split()
    assert peer_support[-5:] == ["·", "·", "4", "1", "15"]


def test_the_json_is_for_programs_and_says_the_same() -> None:
    report, coverages = measured()
    row = json.loads(json.dumps(to_json(report, coverages, Language.EN)))

    assert set(row) == {
        *("approaches", "counts", "elements", "needs_without_offering", "own_work"),
    }
    assert len(row["approaches"]) == len(report.approaches) == row["counts"]["approaches"]
    assert row["elements"][7]["offerings"]["leiden"] == 4
    assert row["needs_without_offering"]["voorbeeld"] == []
    housing = {"need": "housing", "templates": ["mbo/school-als-wijk"]}
    assert housing in row["needs_without_offering"]["noorderpoort"]
    assert row["own_work"][0]["slug"] == "timetable"
