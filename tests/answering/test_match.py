"""From a question to places: bands, reasons, and any text at all."""

import json
from pathlib import Path
from time import perf_counter

import pytest
from builders import make_catalog, make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.actions.catalog import check_files
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import MOST, answer, answer_needs, more_like
from signpost_bot.app import build_index
from signpost_bot.model.answer import Band
from signpost_bot.model.offering import Offering

SETS = Path(__file__).parent.parent / "sets"
CATALOG = IndexedCatalog.build(
    make_catalog(
        offerings=(
            make_offering(slug="slaap", needs=["sleep", "rest"]),
            make_offering(slug="geld", needs=["money"]),
            make_offering(slug="mensen", needs=["loneliness", "meet_people"]),
            make_offering(slug="praten", needs=["talk", "loneliness"]),
        )
    ),
    build_index(),
)


def _slugs(text: str) -> list[str]:
    return [match.offering.slug for match in answer(text, CATALOG).matches]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ik slaap al weken slecht", "slaap"),
        ("cant sleep at all", "slaap"),
        ("geld op", "geld"),
        ("i am broke and cannot pay my bills", "geld"),
        ("ik voel me eenzaam", "mensen"),
        ("I need someone to talk to", "praten"),
    ],
)
def test_a_need_finds_its_place_in_both_languages(text: str, first: str) -> None:
    assert _slugs(text)[0] == first


def test_a_need_of_an_older_version_brings_nothing_and_breaks_nothing() -> None:
    assert answer_needs(("retired",), CATALOG).matches == ()
    assert more_like(("retired", "sleep"), (), CATALOG)[0].offering.slug == "slaap"


def test_the_reason_is_the_need_that_was_heard() -> None:
    found = answer("ik slaap al weken slecht", CATALOG)

    assert found.matches[0].needs[0] == "sleep"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("faalangsttraining", "faalangst"),
        ("fear of failure training", "faalangst"),
        ("fitcoach", "fitcoach"),
        ("act of kindness", "kindness"),
        ("rouwgroep", "rouw"),
        ("Marieke", "wellbeingofficer"),
        ("studentpsycholoog", "psycholoog"),
        ("ombudsman", "klachten"),
    ],
)
def test_a_name_finds_its_offering_also_when_it_is_off_putting(name: str, slug: str) -> None:
    """R2: the off-putting name must still find the offering; and a person's name too (R9)."""
    assert answer(name, _voorbeeld()).matches[0].offering.slug == slug


def test_a_need_that_is_not_on_offer_here_is_no_reason_for_the_next_best() -> None:
    only_sleep = IndexedCatalog.build(
        make_catalog(offerings=(make_offering(slug="slaap", needs=["sleep"]),)), build_index()
    )

    assert answer("ik heb schulden en kan mijn huur niet betalen", only_sleep).band is Band.NOTHING


def test_a_catalog_without_offerings_answers_nothing() -> None:
    empty = IndexedCatalog.build(make_catalog(offerings=()), build_index())

    assert answer("ik slaap slecht", empty).band is Band.NOTHING
    assert answer_needs(("sleep",), empty).matches == ()


def test_something_else_never_repeats_and_ends() -> None:
    first = more_like(("loneliness",), (), CATALOG)
    seen = tuple(match.offering.slug for match in first)

    assert set(seen) == {"mensen", "praten"}
    assert more_like(("loneliness",), seen, CATALOG) == ()


@given(text=st.text(st.characters(exclude_categories=[]), max_size=400))
def test_any_text_is_answered_twice_the_same_within_the_limits_of_its_band(text: str) -> None:
    found = answer(text, CATALOG)

    assert found == answer(text, CATALOG)
    assert len(found.matches) <= MOST[found.band]
    assert bool(found.matches) is (found.band is not Band.NOTHING)


@pytest.mark.parametrize(
    "text", ["slaap " * 20_000, "x" * 100_000, "ا" * 100_000, "\u200b" * 100_000]
)
def test_a_very_long_text_takes_no_longer_than_a_person_would_notice(text: str) -> None:
    started = perf_counter()
    answer(text, CATALOG)

    assert perf_counter() - started < 2


def test_the_development_questions_do_not_get_worse() -> None:
    """A floor under what was reached on 2026-11-23 (.87/.93 nl, .83/.92 en); no result."""
    catalog = _voorbeeld()
    rows = json.loads((SETS / "dev.json").read_text("utf-8"))["queries"]
    hits = [
        any(match.offering.slug in row["rel"] for match in answer(row["q"], catalog).matches)
        for row in rows
    ]

    assert sum(hits) / len(hits) >= 0.90


def _voorbeeld() -> IndexedCatalog:
    read = check_files(Path(__file__).parent.parent.parent / "offerings", build_index())
    offerings = tuple(
        document.content
        for document in read.documents
        if document.key.institution == "voorbeeld" and isinstance(document.content, Offering)
    )
    return IndexedCatalog.build(make_catalog(offerings=offerings), build_index())
