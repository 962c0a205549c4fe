"""Staff in Telegram over the real library: tied by a link, one tap, and never a student (R15)."""

import pytest
from builders import make_staff
from sqlalchemy import func, select
from telegram_line import NOW, OTHER, STUDENT, Served, serve_for

from signpost_bot import serve
from signpost_bot.actions import staff as acting
from signpost_bot.actions.staff_links import PREFIX, make_tie
from signpost_bot.actions.staff_reminders import Reached
from signpost_bot.channels.telegram.pacing import Pace
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.offering import Offering
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store import documents, staff
from signpost_bot.store.tables import student

STAFF = STUDENT
NO_LINK = "Deze link werkt niet, of niet meer."


async def hire(served: Served, **changes: object) -> tuple[Staff, str]:
    """Somebody of the staff, and what their link says behind `/start`."""
    member = make_staff(**changes)
    async with served.app.database.transaction() as tx:
        await staff.add_staff(tx, member, NOW.date())
        return member, PREFIX + await make_tie(tx, served.app.seal, member, "", NOW)


async def count_students(served: Served) -> int:
    async with served.app.database.transaction() as tx:
        counted = await tx.execute(select(func.count()).select_from(student))
        return int(counted.scalar_one())


async def newest(served: Served, slug: str = "slaap") -> tuple[Offering, int]:
    async with served.app.database.transaction() as tx:
        rows = await documents.list_newest(tx, "voorbeeld")
    found = next(row for row in rows if row.key.slug == slug)
    assert isinstance(found.content, Offering)
    return found.content, found.number


async def grow_old(served: Served, slug: str = "slaap", **changes: object) -> int:
    """Let the check of an offering be long ago; gives its revision."""
    offering, _ = await newest(served, slug)
    key = DocumentKey(institution="voorbeeld", kind=DocumentKind.OFFERING, slug=slug)
    old = Offering.model_validate(offering.model_dump() | {"checked_on": "2025-01-01"} | changes)
    async with served.app.database.transaction() as tx:
        return await documents.add_revision(tx, key, old, author="t", note="", now=NOW)


async def tie(served: Served, chat: int = STAFF, **changes: object) -> Staff:
    member, payload = await hire(served, **changes)
    served.telegram.write(chat, f"/start {payload}")
    await served.telegram.sent_to(chat, 1)
    return member


def test_a_link_ties_the_chat_once_and_makes_no_student(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        member, payload = await hire(served)
        served.telegram.write(STAFF, f"/start {payload}")
        (first,) = await served.telegram.sent_to(STAFF, 1)
        served.telegram.write(OTHER, f"/start {payload}")
        (refused,) = await served.telegram.sent_to(OTHER, 1)
        async with served.app.database.transaction() as tx:
            found = await staff.find_staff(tx, member.id)
            addresses = await staff.list_addresses(tx, served.app.seal, "voorbeeld")

        assert "Gelukt, Noor." in first.text
        assert "Hogeschool Voorbeeld" in first.text
        assert refused.text.startswith(NO_LINK)
        assert found
        assert found.has_chat
        assert addresses[member.id].chat == str(STAFF)
        assert addresses[member.id].bot_id == served.line.box.bot_id
        assert await count_students(served) == 0

    serve_for(database_url, scenario)


def test_what_is_wrong_with_a_link_is_never_said(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        _, good = await hire(served)
        payloads = (
            "staff_",
            "staff_nothing",
            good[:-1],
            good + "A",
            PREFIX + good.removeprefix(PREFIX).swapcase(),
            good.replace("staff_", "staff__"),
        )
        for payload in payloads:
            served.telegram.write(OTHER, f"/start {payload}")
        said = await served.telegram.sent_to(OTHER, len(payloads))

        assert {one.text for one in said} == {said[0].text}
        assert said[0].text.startswith(NO_LINK)
        assert await count_students(served) == 0

    serve_for(database_url, scenario)


@pytest.mark.parametrize(
    "payload", ["staff_ ik wil dood", "staff_ik-wil-dood", "ik wil dood staff_x"]
)
def test_danger_behind_a_link_of_staff_gets_the_card(database_url: str, payload: str) -> None:
    async def scenario(served: Served) -> None:
        served.telegram.write(OTHER, f"/start {payload}")
        said = await served.telegram.sent_to(OTHER, 1)
        assert "113" in said[0].text

    serve_for(database_url, scenario)


def test_a_reminder_is_confirmed_with_one_tap(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        await tie(served)
        number = await grow_old(served)
        pace = Pace(per_second=1000)
        counts = await serve.remind(served.app, serve.find_ways(served.line.bot, pace), NOW)
        _, asked = await served.telegram.sent_to(STAFF, 2)
        button = next(one for one in asked.buttons if one.data == f"staff:right:{number}:slaap")
        served.telegram.tap(STAFF, asked, button.data or "")
        *_, done = await served.telegram.sent_to(STAFF, 3)
        served.telegram.tap(STAFF, asked, button.data or "")
        *_, again = await served.telegram.sent_to(STAFF, 4)
        offering, after = await newest(served)

        assert counts == {Reached.SENT: 1}
        assert "Rustig slapen" in asked.text
        assert done.text.startswith("Dank je. Rustig slapen")
        assert "was al nagekeken" in again.text
        assert (offering.checked_on, after) == (NOW.date(), number + 1)

    serve_for(database_url, scenario)


def test_who_is_tied_after_a_round_need_not_wait_a_week(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        member, payload = await hire(served)
        await grow_old(served)
        pace = Pace(per_second=1000)
        before = await serve.remind(served.app, serve.find_ways(served.line.bot, pace), NOW)
        served.telegram.write(STAFF, f"/start {payload}")
        await served.telegram.sent_to(STAFF, 1)
        after = await serve.remind(served.app, serve.find_ways(served.line.bot, pace), NOW)
        assert (before, after) == ({Reached.UNREACHABLE: 1}, {Reached.SENT: 1})
        async with served.app.database.transaction() as tx:
            again = await make_tie(tx, served.app.seal, member, "", NOW)
        served.telegram.write(STAFF, f"/start {PREFIX}{again}")
        await served.telegram.sent_to(STAFF, 3)
        assert not await serve.remind(served.app, serve.find_ways(served.line.bot, pace), NOW), (
            "once a week"
        )

    serve_for(database_url, scenario)


def test_a_button_does_nothing_in_another_chat(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        await tie(served)
        number = await grow_old(served)
        for choice in (f"staff:right:{number}:slaap", "staff:less", "staff:tasks", "staff:x"):
            served.telegram.tap(OTHER, 1, choice)
        said = await served.telegram.sent_to(OTHER, 4)

        assert all(one.text.startswith("Deze knop hoort bij een ander gesprek") for one in said)
        assert (await newest(served))[1] == number
        assert await count_students(served) == 0

    serve_for(database_url, scenario)


def test_what_changed_meanwhile_is_shown_first(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        await tie(served)
        before = await grow_old(served)
        after = await grow_old(served, contact="06 12345678")
        served.telegram.tap(STAFF, 1, f"staff:right:{before}:slaap")
        *_, shown = await served.telegram.sent_to(STAFF, 2)

        assert "06 12345678" in shown.text
        assert [one.data for one in shown.buttons] == [f"staff:right:{after}:slaap"]
        assert (await newest(served))[1] == after

    serve_for(database_url, scenario)


def test_who_was_removed_can_do_nothing_from_then_on(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        member = await tie(served)
        number = await grow_old(served)
        async with served.app.database.transaction() as tx:
            overview = await acting.look(tx, served.app.doubts, "voorbeeld", NOW)
            await acting.remove(tx, overview, member)
        served.telegram.tap(STAFF, 1, f"staff:right:{number}:slaap")
        *_, said = await served.telegram.sent_to(STAFF, 2)

        assert said.text.startswith("Deze knop hoort bij een ander gesprek")
        assert (await newest(served))[1] == number

    serve_for(database_url, scenario)


def test_staff_of_another_school_and_who_reads_change_nothing(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        await tie(served, STAFF, institution="leiden", name="Sam")
        await tie(served, OTHER, role=Role.VIEWER)
        number = await grow_old(served)
        for chat in (STAFF, OTHER):
            served.telegram.tap(chat, 1, f"staff:right:{number}:slaap")
            await served.telegram.sent_to(chat, 2)

        assert (await newest(served))[1] == number

    serve_for(database_url, scenario)


def test_a_member_of_staff_can_ask_as_a_student_too(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        await tie(served)
        served.telegram.write(STAFF, "ik slaap slecht")
        said = await served.telegram.sent_to(STAFF, 2)
        assert "Rustig slapen" in said[1].text
        assert await count_students(served) == 1
        served.telegram.tap(STAFF, said[0], "staff:tasks")
        *_, tasks = await served.telegram.sent_to(STAFF, 3)
        assert tasks.text

    serve_for(database_url, scenario)


def test_who_blocks_the_bot_is_untied(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        member = await tie(served)
        await grow_old(served)
        served.telegram.block(STAFF)
        pace = Pace(per_second=1000)
        counts = await serve.remind(served.app, serve.find_ways(served.line.bot, pace), NOW)
        async with served.app.database.transaction() as tx:
            found = await staff.find_staff(tx, member.id)
        assert counts == {Reached.UNREACHABLE: 1}
        assert found
        assert not found.has_chat

    serve_for(database_url, scenario)
