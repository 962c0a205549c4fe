"""A step back at the desk: of what they saw, and only by who may (R1)."""

from school import NOW, School, at_school, due

from signpost_bot.actions.editing import Gone, NotTheirs, Saved
from signpost_bot.actions.undoing import NothingBefore, Overtaken, UndoVerdict, undo_offering
from signpost_bot.model.audit import Deed
from signpost_bot.model.offering import State
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store import audit


async def undo(school: School, member: Staff, seen: int, to: int | None = None) -> UndoVerdict:
    async with school.database.transaction() as tx:
        return await undo_offering(tx, member, "huiskamer", seen, NOW, to=to)


def test_a_step_back_is_a_new_revision_of_what_they_saw(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        for phone in ("06 11111111", "06 22222222", "06 33333333"):
            await school.save(due(contact=phone))
        late = await undo(school, noor, 2)
        assert isinstance(late, Overtaken)
        assert late.newest.number == 3
        assert await undo(school, noor, 3) == Saved(4)
        assert await undo(school, noor, 4) == Saved(5)
        assert (await school.newest("huiskamer")).content == due(contact="06 11111111")
        assert await undo(school, noor, 5) == NothingBefore()
        assert await undo(school, noor, 5, to=99) == NothingBefore()
        assert await undo(school, noor, 5, to=3) == Saved(6)
        async with school.database.transaction() as tx:
            entries = await audit.list_entries(tx, "voorbeeld", 10)
        assert [one.what for one in entries] == [Deed.UNDONE] * 3

    at_school(database_url, scenario)


def test_who_may_not_save_what_it_said_may_not_go_back_to_it(database_url: str) -> None:
    async def scenario(school: School) -> None:
        law = await school.hire(name="Lex", role=Role.WRITER, scope="law")
        bo = await school.hire(name="Bo", role=Role.VIEWER)
        stranger = await school.hire(institution="elders")
        await school.save(due(owner="Bo", state=State.DRAFT))
        await school.save(due(owner="Bo", audience={"programmes": ["law"]}))
        assert await undo(school, law, 2) == NotTheirs()
        assert await undo(school, bo, 2) == NotTheirs(), "it would take it from students"
        assert await undo(school, stranger, 2) == Gone()
        assert (await school.newest("huiskamer")).number == 2

    at_school(database_url, scenario)
