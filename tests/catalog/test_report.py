"""The research report, accounted for in the real catalogs: nothing is left out or made up."""

import re
from collections import Counter
from functools import cache

import pytest
from catalog.test_offerings import NEEDS, OFFERINGS, PATTERNS, REAL, is_untranslated, read, shown

from signpost_bot.catalog.report import Accounting, read_accounting
from signpost_bot.catalog.templates import ONLY_THE_INSTITUTION_KNOWS
from signpost_bot.model.language import Language
from signpost_bot.model.report import Approach, ResearchReport

REPEATED = {22, 23, 26, 28, 30, 38, 43, 45, 48, 53, 56}
"""The numbers of Bijlage 7 that only say "Zie aanpak"."""

SYSTEMS = """
NEXT; Welzijnsmonitor; Startmonitor; samensterkerinhetonderwijs.nl; Student buddy's; Walk and talk;
Act of Kindness; Onboarding podcast; Peersupportgroepen; Wellbeing Week/Wednesday; Studieloket;
Studiecentrum; Student Support Huiskamer; Wellbeing-officer; Fitcoach; Switchcoach;
Aandachtsfunctionarissen; School als wijk; Studieadviseur; Studentpsycholoog; Escaperoom;
Serious Experience; 1-op-1 begeleiding online; Praatgroep; Werkplein; Bijles; Twee SLB'ers; New Fit;
Spotklas; POPcorners; Daily Dutch; thema-eetavonden; Failing forward; Tentoonstelling prestatiedruk;
Studentencafé; Mindfulnest; Study buddy's; Student Lab; Schrijfcoach; in de kantine;
Studentmentoren; Peercoaches; culturele verschillen; Bindingsprogramma Technische Bedrijfskunde;
meeloopdagen; summer meet-ups; Online examentraining; Winter Weeks; Studentenvertrouwenspersoon;
Community of Learners; Klassenvertegenwoordiger; Gastlessen; Bufferweek; Break-out rooms;
Energizers; hybride; Welzijnstrainingen voor docenten; Uniforme digitale leeromgeving; rooster;
Teams; Brightspace; Blackboard; Instagram; TikTok; SharePoint
"""
"""What the requirements name at their end, as the report writes it."""


@cache
def accounting() -> Accounting:
    return read_accounting(OFFERINGS, read(), NEEDS)


def report() -> ResearchReport:
    found = accounting().report
    assert found is not None
    return found


def test_the_report_and_the_templates_have_no_findings() -> None:
    assert accounting().findings == ()


def test_every_number_of_bijlage_7_is_accounted_for_once() -> None:
    """R1: 58 numbers, of which 11 only point to another: 47 are distinct."""
    own = [a.number for a in report().approaches if a.number is not None and not a.part]
    repeated = [number for a in report().approaches for number in a.repeated_at]

    assert len(own) == 47
    assert set(repeated) == REPEATED
    assert sorted([*own, *repeated]) == list(range(1, 59))


def test_the_named_parts_stand_under_their_own_number() -> None:
    parts = Counter(approach.number for approach in report().approaches if approach.part)

    assert parts == {10: 8, 13: 2, 54: 1}


@pytest.mark.parametrize("name", [name.strip() for name in SYSTEMS.split(";")])
def test_every_system_that_is_named_is_accounted_for(name: str) -> None:
    assert [a.name for a in report().approaches if name.casefold() in a.name.casefold()]


def test_every_offering_of_a_real_institution_is_one_the_report_names() -> None:
    """None is made up, and none of them is forgotten here."""
    named = {ref for approach in report().approaches for ref in approach.offerings}

    assert named == {f"{school}/{offering.slug}" for school, offering in REAL}


def test_nothing_real_is_taken_from_the_fictional_institution() -> None:
    refs = [ref for a in report().approaches for ref in (*a.offerings, *a.templates)]

    assert [ref for ref in refs if ref.startswith("voorbeeld/")] == []


def test_all_sixteen_elements_have_a_name() -> None:
    assert [element.number for element in report().elements] == list(range(1, 17))


def test_the_institutions_own_work_has_the_three_the_report_presses() -> None:
    """R17: causes that are the institution's own are shown to it as its work."""
    works = {work.slug: work for work in report().own_work}
    names = {a.number: a for a in report().approaches if not a.part}

    assert {"timetable", "deadlines", "information"} <= set(works)
    for work in works.values():
        assert all(names[number].no_offering for number in work.numbers)


def test_the_table_of_the_readme_has_these_counts() -> None:
    page = (OFFERINGS / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:the 47|its named|boxes)[^|]*\|(.*)\|$", page, re.MULTILINE)
    numbered = [a for a in report().approaches if a.number is not None and not a.part]
    parts = [a for a in report().approaches if a.part]
    rest = [a for a in report().approaches if a.number is None]

    assert [[int(cell) for cell in row.split("|")] for row in rows] == [
        tally(numbered),
        tally(parts),
        tally(rest),
    ]


def tally(approaches: list[Approach]) -> list[int]:
    became = [(bool(a.offerings), bool(a.templates), bool(a.no_offering)) for a in approaches]
    return [len(approaches), *(sum(column) for column in zip(*became, strict=True))]


def test_every_template_names_its_place_in_the_report() -> None:
    sources = [template.offering.source for template in accounting().templates]

    assert len(sources) == 36
    assert all("samen aanpakken (april 2025), " in source for source in sources)
    assert all(re.search("«[^»]+»", source) for source in sources)


def test_a_template_has_nothing_only_an_institution_knows() -> None:
    filled = [
        (template.ref, field)
        for template in accounting().templates
        for field in (*ONLY_THE_INSTITUTION_KNOWS, "effort", "come_alone", "languages")
        if getattr(template.offering, field)
    ]

    assert filled == []


@pytest.mark.parametrize("language", list(Language))
def test_no_template_names_what_is_wrong_with_somebody(language: Language) -> None:
    """R2: positive names; the off-putting ones only find it."""
    found = [
        f"{template.ref} {field}: {word}"
        for template in accounting().templates
        for field, text in shown(template.offering)
        for word in PATTERNS[language].findall(text.text(language))
    ]

    assert found == []


def test_every_template_is_in_both_languages_and_can_be_told_apart() -> None:
    assert [t.ref for t in accounting().templates if is_untranslated(t.offering)] == []
    for language in Language:
        titles = [(t.sort, t.offering.title.text(language)) for t in accounting().templates]
        assert len(titles) == len(set(titles))
