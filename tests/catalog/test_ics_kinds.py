"""Which kind of period a title is about, and that nothing is guessed (R5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.ics_kinds import NoKind, Recognised, recognise
from signpost_bot.model.institution import PeriodKind
from signpost_bot.texts import read_packaged


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tentamens blok 1", "exams"),
        ("TOETSWEEK periode 2", "exams"),
        ("Tentamens blok 1 en 2", "exams"),
        ("Block 1 exams", "exams"),
        ("Hertentamens", "resits"),
        ("Herkansingen blok 1 en 2", "resits"),
        ("Resit exams Q1", "resits"),
        ("Uitslag tentamens", "results"),
        ("Exam results", "results"),
        ("Cijfers bekend blok 1", "results"),
        ("Deadline inschrijven hertentamens", "deadline"),
        ("Inleverdatum scriptie", "deadline"),
        ("Herfstvakantie", "holiday"),
        ("Autumn break", "holiday"),
        ("Tweede Paasdag", "holiday"),
        ("Koningsdag", "holiday"),
        ("Introductieweek", "introduction"),
        ("BSA", "bsa"),
        ("Blok 2", "teaching"),
        ("Kwartiel 1", "teaching"),
        ("Teaching period 3", "teaching"),
        ("Eerste 100 dagen", "first_100_days"),
        ("Bufferweek", "buffer_week"),
        ("BPV-periode leerjaar 2", "bpv"),
    ],
)
def test_a_title_says_what_kind_it_is(title: str, kind: str) -> None:
    found = recognise(title)

    assert isinstance(found, Recognised)
    assert found.kind.value == kind


@pytest.mark.parametrize(
    "title",
    [
        "", "Open dag", "Hoorcollege Statistiek", "Geen tentamens", "No exams this week",
        "Inschrijven tentamens", "Exam preparation", "Tentamentraining", "Tentameninzage",
        "Laatste dag voor de vakantie", "Start blok 2", "Introduction to Psychology",
        "Kerstborrel", "Holiday party", "Vrije dag", "Vergadering examencommissie",
        "Week 45", "Tentamenrooster bekend", "Met vertrouwen je tentamens in",
        "Into your exams with confidence",
    ],
)  # fmt: skip
def test_what_is_not_a_period_is_left_out(title: str) -> None:
    assert recognise(title) == NoKind()


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Tentamens en herkansingen", {"exams", "resits"}),
        ("Exams, results", {"exams", "results"}),
        ("Tentamens / Introduction week", {"exams", "introduction"}),
        ("Tentamens na?: herfstvakantie", set()),
        ("Tentamens herfstvakantie", {"exams", "holiday"}),
    ],
)
def test_what_can_be_two_kinds_is_none(title: str, kinds: set[str]) -> None:
    found = recognise(title)

    assert isinstance(found, NoKind)
    assert {kind.value for kind in found.several} == kinds


@pytest.mark.parametrize(
    ("title", "nl", "en"),
    [
        ("Herfstvakantie / Autumn break", "Herfstvakantie", "Autumn break"),
        ("Autumn break | Herfstvakantie", "Herfstvakantie", "Autumn break"),
        ("Herfstvakantie", "Herfstvakantie", "Herfstvakantie"),
    ],
)
def test_a_title_may_stand_in_both_languages(title: str, nl: str, en: str) -> None:
    found = recognise(title)

    assert isinstance(found, Recognised)
    assert (found.title.nl, found.title.en) == (nl, en)
    assert found.is_one_language == (nl == en)


def test_categories_count_where_the_title_says_nothing() -> None:
    assert isinstance(found := recognise("Week 45", ["School", "Vakantie"]), Recognised)
    assert found.kind is PeriodKind.HOLIDAY
    assert recognise("Geen les", ["Vakantie"]) == NoKind()
    assert recognise("Week 45", ["Vakantie", "Tentamens"]) != NoKind()


def test_every_kind_has_words_in_both_languages() -> None:
    kinds = read_packaged("catalog", "ics_kinds.yaml")["kinds"]

    assert set(kinds) == {kind.value for kind in PeriodKind}
    assert all(words["nl"] and words["en"] for words in kinds.values())


@given(st.text())
def test_any_text_has_an_answer(title: str) -> None:
    found = recognise(title, [title])

    assert isinstance(found, NoKind) or found.title.nl
