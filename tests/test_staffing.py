"""Which tasks are whose, and who may say "still right"."""

from datetime import date, timedelta

import pytest
from builders import make_nudge, make_offering, make_staff
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.freshness import due_since, next_check
from signpost_bot.model.offering import Kind, Offering, State
from signpost_bot.model.staff import Role, Staff
from signpost_bot.staffing import (
    is_owner,
    is_same_name,
    keepers_of,
    list_due,
    list_unknown_owners,
    may_add,
    may_approve,
    may_change,
    may_confirm,
    may_draft,
    may_publish,
    may_redraft,
    may_tell,
    tasks_of,
    tasks_of_nobody,
)

TODAY = date(2026, 11, 23)


def of(owner: str | None = None, *programmes: str, **more: object) -> Offering:
    return make_offering(owner=owner, audience={"programmes": programmes}, **more)


def staff(name: str, role: str, scope: str | None = None) -> Staff:
    return make_staff(name=name, role=Role(role), scope=scope)


@pytest.mark.parametrize(
    "owner", ["Anna de Vries", "anna de vries", " Anna  de Vries ", "ANNADEVRIES"]
)
def test_the_owner_is_the_one_of_that_name_however_it_is_typed(owner: str) -> None:
    anna, noor = staff("Anna de Vries", "viewer"), staff("Noor", "approver")

    assert keepers_of(of(owner), [anna, noor]) == (anna,)


@pytest.mark.parametrize("owner", [None, "team onbekend", "Ann"])
def test_without_a_known_owner_those_who_approve_keep_it(owner: str | None) -> None:
    anna = staff("Anna", "writer")
    noor, sam = staff("Noor", "approver"), staff("Sam", "approver")

    assert keepers_of(of(owner), [anna, noor, sam]) == (noor, sam)


def test_what_nobody_owns_and_nobody_approves_is_of_nobody() -> None:
    anna = staff("Anna", "writer")
    mine, theirs = of("Anna", slug="mine"), of("team x", slug="theirs")
    tasks = list_due([(mine, 1), (theirs, 1)], {"mine": 1, "theirs": 1}, TODAY)

    assert [task.offering.slug for task in tasks_of(anna, tasks, [anna])] == ["mine"]
    assert [task.offering.slug for task in tasks_of_nobody(tasks, [anna])] == ["theirs"]


def test_a_scope_narrows_what_comes_to_those_who_approve() -> None:
    all_of_it = staff("Noor", "approver")
    nursing = staff("Sam", "approver", "Social Work")
    everybody, social = of(), of(None, "social-work")

    assert keepers_of(everybody, [all_of_it, nursing]) == (all_of_it,)
    assert keepers_of(social, [all_of_it, nursing]) == (all_of_it, nursing)
    assert keepers_of(of(None, "pabo"), [nursing]) == ()


def test_a_scope_can_be_a_campus() -> None:
    there = staff("Sam", "approver", "Centrum")

    assert keepers_of(make_offering(audience={"campuses": ["centrum"]}), [there]) == (there,)
    assert keepers_of(make_offering(audience={"campuses": ["noord"]}), [there]) == ()


@pytest.mark.parametrize(
    ("number", "role", "scope", "owner", "may"),
    [
        (1, "approver", None, None, True),
        (2, "writer", None, None, True),
        (3, "writer", None, "Sam", True),
        (4, "viewer", None, None, False),
        (5, "mentor", None, None, False),
        (6, "viewer", None, "anna", True),
        (7, "mentor", None, "ANNA", True),
        (8, "writer", "social-work", None, True),
        (9, "writer", "pabo", None, False),
        (10, "approver", "pabo", None, False),
        (11, "approver", "pabo", "Anna", True),
    ],
)
def test_who_may_say_that_it_is_still_right(
    number: int, role: str, scope: str | None, owner: str | None, may: bool
) -> None:
    assert may_confirm(staff("Anna", role, scope), of(owner, "social-work")) is may, number


def test_no_owner_and_no_name_is_not_the_same_name() -> None:
    assert not may_confirm(staff("None", "viewer"), of(None))


def test_doubts_go_before_what_was_checked_long_ago_and_the_oldest_first() -> None:
    offerings = [
        of(slug="fresh", checked_on="2026-11-01", review_every=90),
        of(slug="old", checked_on="2026-01-01", review_every=90),
        of(slug="oldest", checked_on="2025-01-01", review_every=90),
        of(slug="doubted", checked_on="2026-11-01", review_every=90),
        of(slug="doubted-more", checked_on="2026-11-01", review_every=90),
    ]
    tasks = list_due(
        [(one, 3) for one in offerings], {"doubted": 1, "doubted-more": 4, "gone": 9}, TODAY
    )

    assert [(task.offering.slug, task.due_on, task.doubts) for task in tasks] == [
        ("doubted-more", None, 4),
        ("doubted", None, 1),
        ("oldest", date(2025, 4, 1), 0),
        ("old", date(2026, 4, 1), 0),
    ]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(7, 730), st.integers(-5, 5))
def test_a_check_is_due_from_its_day_on_and_not_before(
    checked: date, every: int, shift: int
) -> None:
    offering = of(checked_on=checked, review_every=every)
    today = checked + timedelta(days=every + shift)

    assert next_check(offering) == checked + timedelta(days=every)
    assert due_since(offering, today) == (next_check(offering) if shift >= 0 else None)


@given(st.text(), st.text())
def test_a_name_is_the_same_with_other_case_and_spaces_only(one: str, other: str) -> None:
    assert is_same_name(one, f" {one}\t")
    assert is_same_name(one, other) == is_same_name(other, one)


ROLES = st.sampled_from(list(Role))
NAMES = st.sampled_from(["Anna", "Noor", "Sam"])
SCOPES = st.sampled_from([None, "pabo", "social-work"])


@given(
    st.lists(st.tuples(NAMES, ROLES, SCOPES), unique_by=lambda one: one[0]),
    st.sampled_from([None, "anna", "noor", "team x"]),
    st.sampled_from([(), ("pabo",), ("social-work", "pabo")]),
)
def test_who_is_asked_may_answer_and_an_asked_reader_is_the_owner(
    people: list[tuple[str, Role, str | None]], owner: str | None, programmes: tuple[str, ...]
) -> None:
    everybody = [make_staff(name=name, role=role, scope=scope) for name, role, scope in people]
    offering = of(owner, *programmes)
    for member in keepers_of(offering, everybody):
        assert may_confirm(member, offering)
        assert member.role is Role.APPROVER or is_same_name(member.name, owner or "")


def test_an_owner_whom_nobody_knows_is_named_once_and_not_of_what_is_retired() -> None:
    anna = staff("Anna", "viewer")
    offerings = [of("anna "), of("Ben"), of("ben"), of(None), of("Cor", state="retired")]

    assert list_unknown_owners(offerings, [anna]) == ("ben",)
    assert list_unknown_owners(offerings[:1], [staff("Noor", "approver")]) == ("anna",)


OFFERINGS = st.builds(
    lambda kind, state, owner, programmes: of(owner, *programmes, kind=kind, state=state),
    st.sampled_from([Kind.ACTIVITY, Kind.GROUP, Kind.PERSON, Kind.TRAINING]),
    st.sampled_from(list(State)),
    st.sampled_from([None, "anna", "noor"]),
    st.sampled_from([(), ("pabo",), ("social-work", "pabo")]),
)


@given(ROLES.filter(lambda role: not role.drafts), OFFERINGS)
def test_who_is_no_student_author_drafts_nothing_for_others_to_decide(
    role: Role, new: Offering
) -> None:
    anna = make_staff(name="Anna", role=role)
    assert not any((may_draft(anna, new), may_redraft(anna, new, new), may_tell(anna, new)))


@given(SCOPES, OFFERINGS, OFFERINGS)
def test_a_student_author_drafts_and_has_no_other_right(
    scope: str | None, old: Offering, new: Offering
) -> None:
    anna = make_staff(name="Anna", role=Role.STUDENT_AUTHOR, scope=scope)
    assert not any((is_owner(anna, new), may_confirm(anna, new), may_publish(anna, new)))
    assert not any((may_add(anna, new), may_change(anna, old, new)))
    assert not may_approve(anna, make_nudge())
    assert keepers_of(new, [anna]) == ()
    is_drafted = new.state is State.DRAFT and new.kind in (Kind.ACTIVITY, Kind.GROUP)
    is_in_scope = scope in (None, *new.audience.programmes)
    assert may_draft(anna, new) is (is_drafted and is_in_scope)
    assert may_redraft(anna, old, new) is (may_draft(anna, old) and may_draft(anna, new))
    assert may_tell(anna, new) is (new.state is State.PUBLISHED and is_in_scope)
