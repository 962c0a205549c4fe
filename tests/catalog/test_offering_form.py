"""An offering as a form and back: nothing is lost, and what is wrong is said at its field (R15)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.answering.bank import load_needs
from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.form_draft import read_draft
from signpost_bot.catalog.form_faults import Fault
from signpost_bot.catalog.form_fields import Values, add_row, remove_row
from signpost_bot.catalog.form_filling import fill_form, make_slug
from signpost_bot.catalog.offering_form import read_form
from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.model.institution import Institution
from signpost_bot.model.language import Both, Language
from signpost_bot.model.offering import FollowUp, Offering
from signpost_bot.texts import say

FILES = Path(__file__).parents[2] / "offerings"
TODAY = date(2026, 11, 24)
NL = Language.NL


@cache
def list_all() -> tuple[tuple[Offering, Known], ...]:
    """Every offering of the catalogs, with what its school chooses from."""
    documents = read_folder(FILES, frozenset(need.slug for need in load_needs())).documents
    schools = {
        one.key.institution: one.content
        for one in documents
        if isinstance(one.content, Institution)
    }
    return tuple(
        (one.content, known_at(schools[one.key.institution]))
        for one in documents
        if isinstance(one.content, Offering)
    )


def known_at(school: Institution) -> Known:
    return Known(
        institution=school.slug,
        needs=load_needs(),
        campuses=school.campuses,
        programmes=school.programmes,
    )


KNOWN = Known(institution="voorbeeld", needs=load_needs(), campuses=())


def type_in(offering: Offering | None, **typed: Any) -> Offering | tuple[Fault, ...]:
    """What is read when somebody changes these fields; `__` stands for a dot."""
    values = dict(fill_form(offering, NL)) if offering else {}
    values |= {"persons": ("",), "moments": ("",)}
    for name, value in typed.items():
        said = value if isinstance(value, tuple) else (value,)
        values[name.replace("__", ".")] = said
    return read_form(values, offering, KNOWN, TODAY, NL)


def faults(read: Offering | tuple[Fault, ...]) -> dict[str, str]:
    assert isinstance(read, tuple)
    return {one.field.name: say(one.finding.key, NL, **dict(one.finding.values)) for one in read}


def as_browsers_send(values: Values) -> Values:
    """Line ends as the standard of forms has them, boxes in another order than was saved, and the
    empty value before them."""
    sent = {name: tuple(one.replace("\n", "\r\n") for one in all_) for name, all_ in values.items()}
    return sent | {"persons": ("",), "moments": ("",), "needs": ("", *sorted(sent["needs"]))}


@pytest.mark.parametrize("language", Language)
def test_a_form_that_nobody_touched_is_the_offering(language: Language) -> None:
    for offering, known in list_all():
        values = as_browsers_send(fill_form(offering, language))
        assert read_form(values, offering, known, TODAY, language) == offering


def test_a_form_of_an_empty_page_is_the_offering() -> None:
    """What was not sent stays: nothing hidden is shown by a field that fell away."""
    for offering, known in list_all():
        assert read_form({}, offering, known, TODAY, NL) == offering


@given(st.data())
def test_one_change_changes_one_thing(data: st.DataObject) -> None:
    offering, known = data.draw(st.sampled_from(list_all()))
    name = data.draw(st.sampled_from(("title", "summary", "cost", "effort", "host", "meanwhile")))
    words = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1)
    both = {"nl": data.draw(words), "en": data.draw(words)}
    values = dict(fill_form(offering, NL))
    values |= {f"{name}.{language}": (said,) for language, said in both.items()}

    read = read_form(as_browsers_send(values), offering, known, TODAY, NL)

    assert read == offering.model_copy(update={name: Both(**both)})


@given(st.dictionaries(st.sampled_from(sorted(fill_form(make_offering(), NL))), st.text()))
def test_whatever_is_typed_gives_an_offering_or_faults_that_can_be_said(
    typed: dict[str, str],
) -> None:
    read = type_in(make_offering(), **typed)

    assert isinstance(read, Offering) or faults(read)


def test_an_opening_hour_is_a_sentence_with_forgiving_times() -> None:
    for said in ("elke dinsdag 12.30 uur tot 14u", "elke dinsdag 12:30-14:00"):
        read = type_in(make_offering(), moments__0=said)
        assert isinstance(read, Offering)
        (moment,) = read.moments
        assert (str(moment.start), str(moment.end)) == ("12:30:00", "14:00:00")


def test_a_date_without_a_year_counts_from_today_and_stays_the_same_in_a_file() -> None:
    """Checked long ago, and typed today."""
    old = make_offering(checked_on="2025-01-10")

    read = type_in(old, moments__0="12 januari 15:00-16:00")

    assert isinstance(read, Offering)
    assert read.moments[0].on == (date(2027, 1, 12),)
    assert read.moments[0].words is None
    assert read.checked_on == date(2025, 1, 10)


def test_all_that_is_wrong_is_said_at_once_each_at_its_field() -> None:
    offering = make_offering()

    said = faults(
        type_in(
            offering,
            title__en="",
            moments__0="elke dinsdag rond koffietijd",
            link="https:/x",
            seats="veel",
            persons__0__role__nl="",
            place__where__en="",
        )
    )

    assert set(said) >= {"title.en", "moments.0", "seats", "persons.0.role.nl", "place.where.en"}
    assert said["title.en"] == "‘Titel (Engels)’ is nog leeg; vul het in"
    assert "rond koffietijd" in said["moments.0"]
    assert faults(type_in(offering, link="https:/x")).keys() == {"link"}
    assert faults(type_in(offering, join="mail")).keys() == {"contact"}
    assert faults(type_in(offering, needs=("",))).keys() == {"needs"}
    assert faults(type_in(offering, needs=("nope",))).keys() == {"needs"}
    assert faults(type_in(offering, audience__campuses=("x",))).keys() == {"audience.campuses"}


def test_a_fault_behind_an_empty_row_is_said_at_its_own_row() -> None:
    offering = make_offering()
    values: dict[str, tuple[str, ...]] = dict(fill_form(offering, NL))
    values |= {"persons": ("",), "moments": ("",)}
    for group in ("persons", "persons", "moments", "moments"):
        values = add_row(values, group)
    values |= {"persons.2.name": ("Bo",), "moments.2": ("ooit",)}

    said = faults(read_form(values, offering, KNOWN, TODAY, NL))

    assert set(said) == {"persons.2.role.nl", "moments.2"}


def test_rows_are_added_and_removed() -> None:
    offering = make_offering(
        persons=[
            {"name": name, "role": {"nl": "gastvrouw", "en": "host"}} for name in ("Noor", "Bo")
        ]
    )
    values = {**fill_form(offering, NL), "persons": ("",), "moments": ("",)}

    read = read_form(remove_row(values, "persons", 0), offering, KNOWN, TODAY, NL)
    assert isinstance(read, Offering)
    assert [one.name for one in read.persons] == ["Bo"]

    read = read_form(remove_row(values, "moments", 0), offering, KNOWN, TODAY, NL)
    assert isinstance(read, Offering)
    assert read.moments == ()
    assert read_form(add_row(values, "persons"), offering, KNOWN, TODAY, NL) == offering


def test_the_day_of_the_check_moves_only_when_somebody_says_so() -> None:
    old = make_offering(checked_on="2026-01-10")

    assert type_in(old) == old
    read = type_in(old, checked="true")
    assert isinstance(read, Offering)
    assert read.checked_on == TODAY


def test_what_says_nothing_and_was_there_stays() -> None:
    offering = make_offering(follow_up=FollowUp())

    read = type_in(offering, cost__nl="een euro", cost__en="one euro")

    assert isinstance(read, Offering)
    assert read.follow_up == FollowUp()


def test_a_new_one_gets_its_name_from_its_title() -> None:
    whole = {
        name: value for name, value in fill_form(make_offering(), NL).items() if value != ("",)
    }

    read = type_in(None, **(whole | {"title.nl": ("Café: één kop thee!",)}))

    assert isinstance(read, Offering)
    assert read.slug == "cafe-een-kop-thee"
    assert read.checked_on == TODAY
    assert make_slug("日本") == ""


@given(st.dictionaries(st.sampled_from(sorted(fill_form(make_offering(), NL))), st.text()))
def test_a_half_filled_form_can_be_looked_at(typed: dict[str, str]) -> None:
    values = {name: (said,) for name, said in typed.items()}

    assert read_draft(values, None, KNOWN, TODAY, NL).slug
    over = read_draft(values, make_offering(), KNOWN, TODAY, NL)
    assert over.slug == "huiskamer"


def test_a_draft_keeps_what_can_be_read_and_stands_in_for_the_rest() -> None:
    values = {"title.nl": ("Thee",), "moments.0": ("elke dinsdag 12-13u",), "seats": ("veel",)}
    values |= {"join": ("link",)}

    read = read_draft(values, None, KNOWN, TODAY, NL)

    assert (read.title.nl, read.title.en) == ("Thee", "…")
    assert [f"{one.start:%H:%M}" for one in read.moments] == ["12:00"]
    assert read.seats is None
