"""Links that work once: looking spends nothing, pressing does, and nothing else is said."""

import asyncio
from datetime import timedelta

import pytest
from school import NOW, SEAL, School, at_school, due
from sqlalchemy import select

from signpost_bot.actions import staff as acting
from signpost_bot.actions.staff_links import (
    PREFIX,
    make_link,
    make_tie,
    press_button,
    show_page,
    spend_tie,
    until,
)
from signpost_bot.model.staff import LinkPage, Purpose, Staff, StaffLink
from signpost_bot.store import staff
from signpost_bot.store.school_tables import staff_link

MAIL = "noor@school.example"


async def show(school: School, token: str) -> LinkPage | None:
    return await show_page(school.database, SEAL, school.doubts, token, NOW)


async def press(school: School, token: str) -> LinkPage | None:
    return await press_button(school.database, SEAL, school.doubts, token, NOW)


async def new_link(
    school: School, member: Staff, purpose: Purpose, slug: str = "", revision: int = 0
) -> str:
    link = StaffLink(
        staff_id=member.id,
        purpose=purpose,
        expires_at=until(NOW, 7),
        slug=slug,
        revision=revision,
    )
    async with school.database.transaction() as tx:
        return await make_link(tx, SEAL, link, NOW)


async def new_tie(school: School, member: Staff, mail: str = "") -> str:
    async with school.database.transaction() as tx:
        return await make_tie(tx, SEAL, member, mail, NOW)


async def address_of(school: School, member: Staff) -> str:
    async with school.database.transaction() as tx:
        return (await staff.list_addresses(tx, SEAL, "voorbeeld"))[member.id].mail


def test_a_token_fits_telegram_and_only_its_hash_is_kept(database_url: str) -> None:
    async def scenario(school: School) -> None:
        token = await new_tie(school, await school.hire())
        async with school.database.transaction() as tx:
            rows = (await tx.execute(select(staff_link))).all()

        assert len(PREFIX + token) == 49
        assert token not in str(rows)

    at_school(database_url, scenario)


def test_a_mail_address_is_tied_by_pressing_and_not_by_looking(database_url: str) -> None:
    """Programs that guard a mailbox open every link in it."""

    async def scenario(school: School) -> None:
        noor = await school.hire()
        token = await new_tie(school, noor, MAIL)
        page = await show(school, token)
        assert page
        assert page.button == "Ja, op dit adres"
        assert MAIL not in page.text
        assert await show(school, token) == page
        assert await address_of(school, noor) == ""
        done = await press(school, token)
        assert done
        assert "Gelukt, Noor" in done.text
        assert await address_of(school, noor) == MAIL
        assert await press(school, token) is None
        assert await show(school, token) is None

    at_school(database_url, scenario)


def test_pressed_twice_at_once_it_works_once(database_url: str) -> None:
    async def scenario(school: School) -> None:
        token = await new_tie(school, await school.hire(), MAIL)
        pages = await asyncio.gather(press(school, token), press(school, token))
        assert [page is None for page in pages].count(True) == 1

    at_school(database_url, scenario)


def test_a_new_link_replaces_the_one_before(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        before = await new_tie(school, noor, MAIL)
        after = await new_tie(school, noor, MAIL)
        assert await press(school, before) is None
        assert await press(school, after)

    at_school(database_url, scenario)


def test_a_link_for_a_chat_is_not_spent_on_a_page(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        token = await new_tie(school, noor)
        page = await press(school, token)
        assert page
        assert page.button == ""
        assert "Telegram" in page.text
        async with school.database.transaction() as tx:
            assert await spend_tie(tx, SEAL, PREFIX + token, NOW) == noor

    at_school(database_url, scenario)


@pytest.mark.parametrize("purpose", [Purpose.RIGHT, Purpose.LESS])
def test_a_link_from_a_mail_ties_no_chat(database_url: str, purpose: Purpose) -> None:
    """A mail is forwarded easily; with it nobody becomes a member of staff."""

    async def scenario(school: School) -> None:
        noor = await school.hire()
        await school.save(due())
        token = await new_link(school, noor, purpose, "huiskamer", 1)
        async with school.database.transaction() as tx:
            assert await spend_tie(tx, SEAL, PREFIX + token, NOW) is None
        assert await show(school, token), "and it is not spent by trying"

    at_school(database_url, scenario)


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 44, "é" * 43, "A" * 43 + "\n", "%00"])
def test_a_wrong_token_opens_nothing(database_url: str, token: str) -> None:
    async def scenario(school: School) -> None:
        await new_tie(school, await school.hire(), MAIL)
        assert await show(school, token) is None
        assert await press(school, token) is None
        async with school.database.transaction() as tx:
            assert await spend_tie(tx, SEAL, PREFIX + token, NOW) is None

    at_school(database_url, scenario)


def test_still_right_from_a_mail(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        number = await school.save(due(contact="06 12345678"))
        token = await new_link(school, noor, Purpose.RIGHT, "huiskamer", number)
        page = await show(school, token)
        assert page
        assert "06 12345678" in page.text
        assert page.text.startswith("Klopt dit nog?\n\n**De Huiskamer**\n")
        assert (await school.newest("huiskamer")).number == number
        done = await press(school, token)
        assert done
        assert "nagekeken op 23 november 2026" in done.text
        assert (await school.newest("huiskamer")).number == number + 1

    at_school(database_url, scenario)


def test_what_changed_since_the_mail_gets_a_button_for_how_it_is_now(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        token = await new_link(school, noor, Purpose.RIGHT, "huiskamer", await school.save(due()))
        newer = await school.save(due(contact="06 12345678"))
        page = await press(school, token)
        assert page
        assert "06 12345678" in page.text
        assert page.button == "Zo klopt het"
        assert (await school.newest("huiskamer")).number == newer
        done = await press(school, page.token)
        assert done
        assert done.text.startswith("Dank je. **De Huiskamer**")

    at_school(database_url, scenario)


def test_removing_somebody_ends_their_links_at_once(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        await school.save(due(owner="NOOR"))
        tokens = [
            await new_tie(school, noor, MAIL),
            await new_link(school, noor, Purpose.RIGHT, "huiskamer", 1),
            await new_link(school, noor, Purpose.LESS),
        ]
        async with school.database.transaction() as tx:
            overview = await acting.look(tx, school.doubts, "voorbeeld", NOW)
            left = await acting.remove(tx, overview, noor)
        assert [offering.slug for offering in left] == ["huiskamer"]
        for token in tokens:
            assert await show(school, token) is None
            assert await press(school, token) is None
        assert (await school.newest("huiskamer")).number == 1

    at_school(database_url, scenario)


def test_less_keeps_silent_for_four_weeks(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        assert await press(school, await new_link(school, noor, Purpose.LESS))
        async with school.database.transaction() as tx:
            found = await staff.find_staff(tx, noor.id)
        assert found
        assert found.reminded_on
        assert found.reminded_on + timedelta(days=7) == NOW.date() + timedelta(weeks=4)

    at_school(database_url, scenario)
