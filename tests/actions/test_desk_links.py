"""Signing in, on both databases: once for two who press at once, gone with who is removed."""

import asyncio
from datetime import timedelta

from school import NOW, SEAL, School, at_school
from sqlalchemy import func, select

from signpost_bot.actions.desk_links import make_sign_in, sign_in_by_name, spend_sign_in
from signpost_bot.actions.desk_sessions import find_signed_in
from signpost_bot.model.audit import Deed
from signpost_bot.model.staff import Staff
from signpost_bot.store import audit, staff
from signpost_bot.store.school_tables import desk_session, staff_link


async def link_for(school: School, member: Staff) -> str:
    async with school.database.transaction() as tx:
        return await make_sign_in(tx, SEAL, member, NOW)


async def spend(school: School, token: str, minutes: int = 0) -> str | None:
    async with school.database.transaction() as tx:
        return await spend_sign_in(tx, SEAL, token, "", NOW + timedelta(minutes=minutes))


def test_of_two_who_press_at_once_one_gets_in(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        token = await link_for(school, noor)
        sessions = await asyncio.gather(spend(school, token), spend(school, token))
        (got,) = [one for one in sessions if one]
        async with school.database.transaction() as tx:
            assert await find_signed_in(tx, got, NOW) == noor
            (entry,) = await audit.list_entries(tx, "voorbeeld", 10)
        assert (entry.name, entry.what) == (noor.name, Deed.SIGNED_IN)

    at_school(database_url, scenario)


def test_a_link_to_sign_in_lasts_ten_minutes(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire()
        late, early = await link_for(school, noor), await link_for(school, noor)
        assert await spend(school, late, minutes=10) is None
        assert await spend(school, early, minutes=9)

    at_school(database_url, scenario)


def test_who_is_removed_is_signed_out_and_has_no_link_left(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(name="Noor"), await school.hire(name="Sam")
        for one in (noor, sam):
            assert await spend(school, await link_for(school, one))
            await link_for(school, one)
        async with school.database.transaction() as tx:
            await staff.remove_staff(tx, noor.id)
        async with school.database.transaction() as tx:
            for table in (desk_session, staff_link):
                left = (await tx.execute(select(table.c.staff_id))).scalars().all()
                assert left == [sam.id]
            # What they did stays written down.
            names = [one.name for one in await audit.list_entries(tx, "voorbeeld", 10)]
            assert names == ["Sam", "Noor"]
            assert len(await audit.list_entries(tx, "voorbeeld", 10, "Sam")) == 1

    at_school(database_url, scenario)


def test_a_login_is_of_one_person_and_of_nobody_when_it_is_unknown(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor, sam = await school.hire(name="Noor"), await school.hire(name="Sam")
        hashed = staff.login_hash_of(SEAL, " Noor@school.example ")
        for one in (noor, sam):
            async with school.database.transaction() as tx:
                await staff.set_login(tx, one.id, hashed)
        async with school.database.transaction() as tx:
            token = await sign_in_by_name(tx, SEAL, "noor@school.example", "", NOW)
            assert token
            assert await find_signed_in(tx, token, NOW) == sam
            assert await sign_in_by_name(tx, SEAL, "noor@other.example", "", NOW) is None
            assert await sign_in_by_name(tx, SEAL, "", "", NOW) is None
            rows = await tx.execute(select(func.count()).select_from(desk_session))
            assert rows.scalar_one() == 1

    at_school(database_url, scenario)


def test_an_address_is_found_however_it_is_typed_at_every_school(database_url: str) -> None:
    async def scenario(school: School) -> None:
        mail = "Noor@school.example"
        here = await school.hire(mail=mail)
        there = await school.hire(mail=mail, institution="elders")
        await school.hire(mail="sam@school.example", name="Sam")
        await school.hire(name="Without")
        async with school.database.transaction() as tx:
            found = await staff.list_by_mail(tx, SEAL, "noor@SCHOOL.example")
            assert {one.id: to for one, to in found} == {here.id: mail, there.id: mail}
            for nobody in ("", "noor@school.example\r\nBcc: x@evil.nl", "%"):
                assert await staff.list_by_mail(tx, SEAL, nobody) == ()

    at_school(database_url, scenario)
