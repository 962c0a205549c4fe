"""Offerings that student authors draft: theirs to go on with, never to publish."""

from builders import make_offering
from school import NOW, School, at_school

from signpost_bot.actions.drafting import list_waiting
from signpost_bot.actions.editing import NotTheirs, Saved, SaveVerdict, save_offering, set_state
from signpost_bot.model.audit import Deed
from signpost_bot.model.offering import Offering, State
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store.staff import remove_staff


def draft_of(slug: str = "spelavond", **more: object) -> Offering:
    return make_offering(**{"slug": slug, "kind": "activity", "state": "draft"} | more)


async def save(school: School, member: Staff, offering: Offering, made_from: int) -> SaveVerdict:
    async with school.database.transaction() as tx:
        return await save_offering(tx, school.doubts, member, offering, made_from, NOW)


async def move(school: School, member: Staff, slug: str, made_from: int, state: State) -> object:
    async with school.database.transaction() as tx:
        return await set_state(tx, member, slug, made_from, state, NOW)


def test_a_student_author_drafts_and_nothing_more(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(), await school.hire_author()
        kim = await school.hire_author(name="Kim")
        await school.save(draft_of("of-staff", owner="Sam"))
        await school.save(make_offering(owner="Sam"))

        refused = [
            (draft_of(state="published"), 0),
            (draft_of(state="retired"), 0),
            (draft_of(kind="walk_in"), 0),
            (draft_of("of-staff", owner="Sam", contact="06 12345678"), 1),
            (make_offering(owner="Sam", contact="06 12345678"), 1),
            (make_offering(owner="Sam", kind="activity", state="draft"), 1),
        ]
        for offering, made_from in refused:
            assert await save(school, sam, offering, made_from) == NotTheirs()
        assert await school.deeds() == []

        assert await save(school, sam, draft_of(), 0) == Saved(1)
        assert await save(school, kim, draft_of(contact="06 12345678"), 1) == NotTheirs()
        assert await save(school, sam, draft_of(state="published"), 1) == NotTheirs()
        assert await save(school, sam, draft_of(kind="person"), 1) == NotTheirs()
        for state in (State.PUBLISHED, State.RETIRED):
            assert await move(school, sam, "spelavond", 1, state) == NotTheirs()
        assert await save(school, sam, draft_of(contact="06 12345678"), 1) == Saved(2)
        assert await save(school, noor, draft_of(contact="06 87654321"), 2) == Saved(3)
        assert await save(school, sam, draft_of(seats=8), 3) == Saved(4), "it is still theirs"

        async with school.database.transaction() as tx:
            (waiting,) = await list_waiting(tx, "voorbeeld")
            assert await list_waiting(tx, "elders") == ()
        assert (waiting.author, waiting.revision.number) == ("Sam", 4)

        assert await move(school, noor, "spelavond", 4, State.PUBLISHED) == Saved(5)
        assert await save(school, sam, draft_of(seats=9), 5) == NotTheirs()
        assert await move(school, noor, "spelavond", 5, State.DRAFT) == Saved(6)
        assert await save(school, sam, draft_of(seats=9), 6) == NotTheirs(), "it was seen once"
        assert [what for _, what, _ in await school.deeds()] == [
            *(Deed.DRAFTED, Deed.DRAFTED, Deed.SAVED, Deed.DRAFTED),
            *(Deed.PUBLISHED, Deed.SAVED),
        ]

    at_school(database_url, scenario)


def test_a_draft_of_a_colleague_of_the_same_name_is_not_theirs(database_url: str) -> None:
    async def scenario(school: School) -> None:
        before = await school.hire(name="Sam", role=Role.WRITER)
        assert await save(school, before, draft_of(), 0) == Saved(1)
        async with school.database.transaction() as tx:
            await remove_staff(tx, before.id)
        sam = await school.hire_author()
        assert await save(school, sam, draft_of(contact="06 12345678"), 1) == NotTheirs()
        async with school.database.transaction() as tx:
            assert await list_waiting(tx, "voorbeeld") == ()

    at_school(database_url, scenario)
