"""A story of a student: proposed by a student author, put into its offering or dropped by staff."""

import asyncio
from datetime import date, timedelta

from builders import make_offering
from school import NOW, School, at_school

from signpost_bot.actions.editing import (
    Gone,
    NotTheirs,
    Saved,
)
from signpost_bot.actions.story_drafts import (
    MOST_WAITING,
    Changed,
    Declined,
    Proposed,
    TooMany,
    approve_story,
    decline_story,
    propose_story,
)
from signpost_bot.model.audit import Deed
from signpost_bot.model.language import Both
from signpost_bot.model.offering import StudentStory
from signpost_bot.model.staff import Role, Staff
from signpost_bot.model.story_draft import StoryDraft
from signpost_bot.store import closings, story_drafts
from signpost_bot.store.staff import remove_staff

TODAY = date(2026, 11, 23)
WORDS = Both(nl="Ik ging voor de koffie.", en="I came for the coffee.")


def tell(name: str = "Bo", show_until: date = date(2027, 7, 31)) -> StudentStory:
    return StudentStory(name=name, words=WORDS, consent_on=date(2026, 11, 1), show_until=show_until)


async def propose(
    school: School, member: Staff, story: StudentStory, slug: str = "huiskamer"
) -> object:
    async with school.database.transaction() as tx:
        return await propose_story(tx, member, slug, story, NOW)


async def approve(school: School, member: Staff, draft_id: int, seen: int) -> object:
    async with school.database.transaction() as tx:
        return await approve_story(tx, member, draft_id, seen, NOW)


async def decline(school: School, member: Staff, draft_id: int) -> object:
    async with school.database.transaction() as tx:
        return await decline_story(tx, member, draft_id, NOW)


async def stories(school: School, institution: str = "voorbeeld") -> tuple[StoryDraft, ...]:
    async with school.database.transaction() as tx:
        return await story_drafts.list_drafts(tx, institution)


def test_a_story_waits_and_is_put_into_its_offering_with_who_approved_it(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(), await school.hire_author()
        number = await school.save(make_offering())
        assert await propose(school, sam, tell()) == Proposed()
        assert await propose(school, sam, tell()) == Proposed(), "sent twice is one"
        (waiting,) = await stories(school)
        assert (waiting.author, waiting.offering, waiting.story) == ("Sam", "huiskamer", tell())
        assert (await school.newest("huiskamer")).number == number

        assert await approve(school, noor, waiting.id, number) == Saved(number + 1)
        newest = await school.newest("huiskamer")
        assert newest.content == make_offering(story=tell())
        assert (newest.author, newest.note) == ("Noor", "desk")
        assert await stories(school) == ()
        assert await approve(school, noor, waiting.id, number + 1) == Gone(), "pressed twice"
        assert await school.deeds() == [
            ("Sam", Deed.DRAFTED, "huiskamer"),
            ("Noor", Deed.APPROVED, "huiskamer"),
        ]

    at_school(database_url, scenario)


def test_of_two_who_decide_at_once_one_decides(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, wim = await school.hire(), await school.hire(name="Wim", role=Role.WRITER)
        number = await school.save(make_offering())
        await propose(school, await school.hire_author(), tell())
        (waiting,) = await stories(school)
        found = await asyncio.gather(
            approve(school, noor, waiting.id, number), decline(school, wim, waiting.id)
        )
        newest = await school.newest("huiskamer")
        if isinstance(found[0], Saved):
            assert (found[1], newest.content) == (Gone(), make_offering(story=tell()))
        else:
            assert tuple(found) == (Gone(), Declined())
            assert newest.number == number

    at_school(database_url, scenario)


def test_what_is_declined_or_taken_back_leaves_nothing(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(), await school.hire_author()
        kim = await school.hire_author(name="Kim")
        await school.save(make_offering())
        for who in (noor, sam):
            await propose(school, sam, tell())
            (waiting,) = await stories(school)
            assert await decline(school, kim, waiting.id) == NotTheirs()
            assert await decline(school, who, waiting.id) == Declined()
            assert await stories(school) == ()
        assert (await school.newest("huiskamer")).content == make_offering()
        assert (await school.deeds())[1::2] == [
            ("Noor", Deed.DECLINED, "huiskamer"),
            ("Sam", Deed.DECLINED, "huiskamer"),
        ]
        await propose(school, sam, tell())
        async with school.database.transaction() as tx:
            await remove_staff(tx, sam.id)
        assert await stories(school) == (), "it goes with who proposed it"

    at_school(database_url, scenario)


def test_only_what_was_seen_is_approved_and_only_as_long_as_the_yes_holds(
    database_url: str,
) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(), await school.hire_author()
        await school.save(make_offering())
        await propose(school, sam, tell())
        await propose(school, sam, tell("Al", show_until=TODAY - timedelta(days=1)))
        held, over = await stories(school)
        await school.save(make_offering(contact="06 12345678"))
        assert await approve(school, noor, held.id, 1) == Changed()
        assert await approve(school, noor, over.id, 2) == Gone()
        await school.save(make_offering(state="retired"))
        assert await approve(school, noor, held.id, 3) == Gone()
        assert (await school.newest("huiskamer")).number == 3
        assert len(await stories(school)) == 2

    at_school(database_url, scenario)


def test_who_may_propose_and_who_may_decide(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.open("elders")
        noor, sam = await school.hire(), await school.hire_author()
        law = await school.hire(name="Lex", role=Role.WRITER, scope="law")
        viewer = await school.hire(name="Vera", role=Role.VIEWER)
        stranger = await school.hire(name="Els", institution="elders")
        guest = await school.hire_author(name="Gus", institution="elders")
        scoped = await school.hire_author(name="Lia", scope="law")
        number = await school.save(make_offering())
        await school.save(make_offering(slug="spelavond", state="draft"))

        for who in (noor, viewer, scoped):
            assert await propose(school, who, tell()) == NotTheirs()
        assert await propose(school, sam, tell(), "spelavond") == NotTheirs(), "nobody sees it"
        assert await propose(school, sam, tell(), "nothing") == Gone()
        assert await propose(school, guest, tell()) == Gone()
        assert await stories(school) == ()

        await propose(school, sam, tell())
        (waiting,) = await stories(school)
        for who in (sam, law, viewer):
            assert await approve(school, who, waiting.id, number) == NotTheirs()
        assert await approve(school, stranger, waiting.id, number) == Gone()
        assert await decline(school, stranger, waiting.id) == Gone()
        assert await stories(school, "elders") == ()
        assert await stories(school) == (waiting,)
        async with school.database.transaction() as tx:
            await closings.close(tx, "voorbeeld", NOW)
        assert await propose(school, sam, tell("Al")) == Gone()
        assert await approve(school, noor, waiting.id, number) == Gone()
        assert (await school.newest("huiskamer")).number == number

    at_school(database_url, scenario)


def test_more_than_anybody_would_read_is_not_kept(database_url: str) -> None:
    async def scenario(school: School) -> None:
        sam = await school.hire_author()
        await school.save(make_offering())
        for number in range(MOST_WAITING):
            assert await propose(school, sam, tell(f"Bo {number}")) == Proposed()
        assert await propose(school, sam, tell("Bo")) == TooMany()
        assert len(await stories(school)) == MOST_WAITING

    at_school(database_url, scenario)
