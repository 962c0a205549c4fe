"""Saving at the desk: only by who may, and never over what somebody else saved (R1)."""

import asyncio
from datetime import date, timedelta

import pytest
from builders import make_offering
from school import NOW, School, at_school, due

from signpost_bot.actions.editing import (
    Gone,
    Merged,
    NotTheirs,
    Saved,
    SaveVerdict,
    Taken,
    load_offering,
    save_offering,
    set_state,
)
from signpost_bot.answering.offering_vectors import MADE_BY
from signpost_bot.model.audit import Deed
from signpost_bot.model.language import Both
from signpost_bot.model.offering import Offering, State
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store import closings, documents

TODAY = date(2026, 11, 23)
LAW = {"programmes": ["law"]}


async def save(school: School, member: Staff, offering: Offering, made_from: int) -> SaveVerdict:
    async with school.database.transaction() as tx:
        return await save_offering(tx, school.doubts, member, offering, made_from, NOW)


async def move(
    school: School, member: Staff, made_from: int, state: State, slug: str = "huiskamer"
) -> SaveVerdict:
    async with school.database.transaction() as tx:
        return await set_state(tx, member, slug, made_from, state, NOW)


def test_a_new_offering_and_a_change_are_saved_with_who_did_it(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        new = await save(school, noor, due(), 0)
        changed = await save(school, noor, due(contact="06 12345678"), 1)
        unchanged = await save(school, noor, due(contact="06 12345678"), 2)
        async with school.database.transaction() as tx:
            found = await load_offering(tx, "voorbeeld", "huiskamer")
            never = await load_offering(tx, "voorbeeld", "never-was")

        assert (new, changed, unchanged) == (Saved(1), Saved(2), Saved(2))
        assert never is None
        assert found
        assert found.content == due(contact="06 12345678")
        assert (found.number, found.author, found.note) == (2, "Noor", "desk")
        assert await school.deeds() == [
            ("Noor", Deed.PUBLISHED, "huiskamer"),
            ("Noor", Deed.SAVED, "huiskamer"),
        ]

    at_school(database_url, scenario)


def test_a_new_offering_never_takes_the_place_of_another(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        await school.save(due(state=State.RETIRED))
        assert await save(school, noor, due(contact="06 12345678"), 0) == Taken()
        assert (await school.newest("huiskamer")).number == 1

    at_school(database_url, scenario)


def test_of_two_editors_at_once_the_second_sees_what_changed(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(), await school.hire(name="Sam")
        number = await school.save(due())
        by_bo = Both(nl="Bel Bo", en="Call Bo")
        one = due(contact="06 12345678", host=by_bo)
        other = due(contact="06 87654321", seats=8, come_alone=by_bo)
        verdicts = await asyncio.gather(
            save(school, noor, one, number), save(school, sam, other, number)
        )
        newest = await school.newest("huiskamer")
        late = next(verdict for verdict in verdicts if isinstance(verdict, Merged))

        assert Saved(number + 1) in verdicts
        assert (newest.number, late.newest) == (number + 1, newest)
        assert "contact" in late.clashes
        kept, typed = (one, other) if newest.content == one else (other, one)
        assert late.theirs == kept
        assert late.mine.contact == typed.contact, "where both changed it, mine stays mine"
        assert late.mine.host == by_bo == late.mine.come_alone, "nothing of either is lost"

        last = sam if newest.author == "Noor" else noor
        assert await save(school, last, late.mine, newest.number) == Saved(number + 2)

    at_school(database_url, scenario)


def test_what_was_typed_twice_is_saved_once(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due())
        await save(school, noor, due(contact="06 12345678"), number)
        assert await save(school, noor, due(contact="06 12345678"), number) == Saved(number + 1)
        assert (await school.newest("huiskamer")).number == number + 1

    at_school(database_url, scenario)


@pytest.mark.parametrize("made_up", [-1, 7, 2**31 - 1])
def test_a_form_of_a_revision_that_never_was_saves_nothing(database_url: str, made_up: int) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        await school.save(due())
        verdict = await save(school, noor, due(contact="06 12345678"), made_up)
        assert isinstance(verdict, Merged)
        assert (verdict.clashes, verdict.taken_over) == (("contact",), ())
        assert (await school.newest("huiskamer")).number == 1

    at_school(database_url, scenario)


def test_scope_holds_for_what_it_was_and_for_what_it_becomes(database_url: str) -> None:
    async def scenario(school: School) -> None:
        law = await school.hire(name="Lex", role=Role.WRITER, scope="law")
        await school.save(due())
        await school.save(due("moot-court", audience=LAW))

        refused = [
            (due(audience=LAW), 1),
            (due("moot-court"), 1),
            (due("moot-court", owner="Lex"), 1),
            (due("new-one"), 0),
            (due("new-one", owner="Lex"), 0),
        ]
        for offering, made_from in refused:
            assert await save(school, law, offering, made_from) == NotTheirs()
        assert await school.deeds() == []
        changed = due("moot-court", audience=LAW, contact="06 12345678")
        assert await save(school, law, changed, 1) == Saved(2)

    at_school(database_url, scenario)


def test_who_reads_changes_only_what_is_in_their_name_and_publishes_nothing(
    database_url: str,
) -> None:
    async def scenario(school: School) -> None:
        bo = await school.hire(name="Bo", role=Role.VIEWER)
        await school.save(due())
        await school.save(due("mine", owner="bo"))
        assert await save(school, bo, due(owner="bo"), 1) == NotTheirs()
        assert await save(school, bo, due("other", owner="bo"), 0) == NotTheirs()
        assert await save(school, bo, due("mine", owner="Sam"), 1) == NotTheirs()
        assert await save(school, bo, due("mine", owner="bo", state="retired"), 1) == NotTheirs()
        assert await move(school, bo, 1, State.RETIRED, "mine") == NotTheirs()
        assert await save(school, bo, due("mine", owner="bo", contact="06 12345678"), 1) == Saved(2)

    at_school(database_url, scenario)


def test_an_offering_is_of_one_institution_and_of_one_that_is_open(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.open("elders")
        noor, stranger = await school.hire(), await school.hire(institution="elders")
        await school.save(due())
        assert await save(school, stranger, due(contact="06 12345678"), 1) == Gone()
        assert await move(school, stranger, 1, State.RETIRED) == Gone()
        async with school.database.transaction() as tx:
            assert await load_offering(tx, "elders", "huiskamer") is None
            await closings.close(tx, "voorbeeld", NOW)
        assert await save(school, noor, due(contact="06 12345678"), 1) == Gone()
        assert await save(school, noor, due("new"), 0) == Gone()
        assert await move(school, noor, 1, State.RETIRED) == Gone()
        assert (await school.newest("huiskamer")).number == 1

    at_school(database_url, scenario)


def test_publishing_and_retiring_are_of_what_they_saw(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        await school.save(due(state=State.DRAFT))
        assert await move(school, noor, 1, State.PUBLISHED) == Saved(2)
        assert await move(school, noor, 1, State.PUBLISHED) == Saved(2), "tapped twice"
        assert await move(school, noor, 2, State.RETIRED) == Saved(3)
        assert await move(school, noor, 3, State.DRAFT) == Saved(4)
        done = [what for _, what, _ in await school.deeds()]
        assert done == [Deed.PUBLISHED, Deed.RETIRED, Deed.SAVED]

        await school.save(due(state=State.DRAFT, contact="06 12345678"))
        verdict = await move(school, noor, 4, State.PUBLISHED)
        assert isinstance(verdict, Merged)
        assert verdict.taken_over == ("contact",)
        assert (await school.newest("huiskamer")).content == verdict.theirs

    at_school(database_url, scenario)


def test_doubts_are_cleared_by_who_says_that_it_was_checked_today(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        await school.save(due())
        school.doubted["voorbeeld", "huiskamer"] = 2
        await save(school, noor, due(contact="06 12345678"), 1)
        yesterday = {"contact": "06 12345678", "checked_on": TODAY - timedelta(days=1)}
        await save(school, noor, make_offering(**yesterday), 2)
        assert school.doubted
        await save(school, noor, make_offering(**yesterday | {"checked_on": TODAY}), 3)
        assert not school.doubted

    at_school(database_url, scenario)


def test_what_the_models_read_stays_as_long_as_the_texts_do(database_url: str) -> None:
    async def scenario(school: School) -> None:
        async def made() -> dict[str, bytes]:
            async with school.database.transaction() as tx:
                return await documents.load_vectors(tx, "voorbeeld", MADE_BY)

        noor = await school.hire()
        await school.save(due())
        revision = await school.newest("huiskamer")
        async with school.database.transaction() as tx:
            await documents.save_vectors(tx, [(revision, b"vectors")], MADE_BY)
        await save(school, noor, due(contact="06 12345678"), 1)
        assert await made() == {"huiskamer": b"vectors"}
        await save(school, noor, due(title={"nl": "Anders", "en": "Other"}), 2)
        assert await made() == {}

    at_school(database_url, scenario)
