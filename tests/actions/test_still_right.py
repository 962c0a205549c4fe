""" "Still right" with one tap: a new revision, only by who may, only of what they saw (R1, R9)."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from school import NOW, School, at_school, due

from signpost_bot.actions.still_right import NOTE, confirm
from signpost_bot.answering.offering_vectors import MADE_BY
from signpost_bot.model.offering import Offering, State
from signpost_bot.model.staff import (
    AlreadyRight,
    ChangedSince,
    Confirmed,
    NotConfirmed,
    Role,
    Staff,
    Verdict,
)
from signpost_bot.store import documents

TODAY = date(2026, 11, 23)


async def tap(
    school: School, member: Staff, revision: int, now: datetime = NOW, slug: str = "huiskamer"
) -> Verdict:
    async with school.database.transaction() as tx:
        return await confirm(tx, school.doubts, member, slug, revision, now)


def test_a_tap_makes_a_revision_that_was_checked_today(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due())
        verdict = await tap(school, noor, number)
        newest = await school.newest("huiskamer")

        checked = due().model_copy(update={"checked_on": TODAY})
        assert verdict == Confirmed(offering=checked)
        assert newest.content == checked
        assert (newest.number, newest.author, newest.note) == (number + 1, "Noor", NOTE)

    at_school(database_url, scenario)


def test_today_is_the_day_it_is_at_the_school(database_url: str) -> None:
    just_after_midnight = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    async def scenario(school: School) -> None:
        noor = await school.hire()
        await tap(school, noor, await school.save(due()), just_after_midnight)
        content = (await school.newest("huiskamer")).content
        assert isinstance(content, Offering)
        assert content.checked_on == date(2026, 11, 24)

    at_school(database_url, scenario)


def test_tapped_twice_nothing_new_happens(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due())
        await tap(school, noor, number)
        again = await tap(school, noor, number)
        later = await tap(school, noor, number, NOW + timedelta(days=3))

        assert isinstance(again, AlreadyRight)
        assert again.offering.checked_on == TODAY
        assert later == again
        assert (await school.newest("huiskamer")).number == number + 1

    at_school(database_url, scenario)


def test_two_who_tap_at_once_make_one_revision(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(), await school.hire(name="Sam")
        number = await school.save(due())
        verdicts = await asyncio.gather(tap(school, noor, number), tap(school, sam, number))

        assert sorted(type(one).__name__ for one in verdicts) == ["AlreadyRight", "Confirmed"]
        assert (await school.newest("huiskamer")).number == number + 1

    at_school(database_url, scenario)


def test_what_changed_meanwhile_is_shown_and_not_confirmed(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due())
        changed = due(contact="06 12345678")
        newer = await school.save(changed)
        school.doubted["voorbeeld", "huiskamer"] = 2
        verdict = await tap(school, noor, number)

        assert verdict == ChangedSince(offering=changed, revision=newer)
        assert (await school.newest("huiskamer")).number == newer
        assert school.doubted, "what they did not look at is not cleared"
        assert isinstance(await tap(school, noor, newer), Confirmed)
        assert not school.doubted

    at_school(database_url, scenario)


def test_an_old_button_confirms_what_still_says_the_same_once_it_is_due_again(
    database_url: str,
) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due())
        await tap(school, noor, number)
        verdict = await tap(school, noor, number, NOW + timedelta(days=90))
        assert isinstance(verdict, Confirmed)
        assert verdict.offering.checked_on == TODAY + timedelta(days=90)

    at_school(database_url, scenario)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MENTOR])
def test_who_reads_may_confirm_only_what_is_in_their_name(database_url: str, role: Role) -> None:
    async def scenario(school: School) -> None:
        anna = await school.hire(name="Anna", role=role)
        theirs = await school.save(due())
        mine = await school.save(due("mine", owner="anna"))

        assert await tap(school, anna, theirs) is NotConfirmed.NOT_THEIRS
        assert isinstance(await tap(school, anna, mine, slug="mine"), Confirmed)
        assert (await school.newest("huiskamer")).number == theirs

    at_school(database_url, scenario)


def test_staff_of_another_school_can_do_nothing_here(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.open("elders")
        number = await school.save(due(owner="Noor"))
        elsewhere = await school.save(due(), "elders")
        assert number == elsewhere
        stranger = await school.hire(institution="elders")
        await tap(school, stranger, number)

        assert (await school.newest("huiskamer")).number == number
        assert (await school.newest("huiskamer", "elders")).number == number + 1

    at_school(database_url, scenario)


@pytest.mark.parametrize("state", [State.DRAFT, State.RETIRED])
def test_what_students_do_not_see_needs_no_check(database_url: str, state: State) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due(state=state))
        assert await tap(school, noor, number) is NotConfirmed.GONE
        assert await tap(school, noor, 1, slug="never-was") is NotConfirmed.GONE

    at_school(database_url, scenario)


def test_a_revision_that_never_was_confirms_nothing(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due())
        for made_up in (0, number + 1, 999_999_999):
            assert isinstance(await tap(school, noor, made_up), ChangedSince)
        assert (await school.newest("huiskamer")).number == number

    at_school(database_url, scenario)


def test_what_the_models_read_stays_with_the_same_words(database_url: str) -> None:
    """Else the offering would only be found by its words until the models had read it again."""

    async def scenario(school: School) -> None:
        noor = await school.hire()
        await school.save(due())
        revision = await school.newest("huiskamer")
        async with school.database.transaction() as tx:
            await documents.save_vectors(tx, [(revision, b"vectors")], MADE_BY)
        await tap(school, noor, revision.number)
        async with school.database.transaction() as tx:
            made = await documents.load_vectors(tx, "voorbeeld", MADE_BY)
        assert made == {"huiskamer": b"vectors"}

    at_school(database_url, scenario)
