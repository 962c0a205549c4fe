"""Staff and their links on both databases: found by hash, sealed, gone at once."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from builders import make_staff
from running import with_database
from sqlalchemy import func, select

from signpost_bot.model.session import Channel
from signpost_bot.model.staff import Purpose, Staff, StaffAddress, StaffLink
from signpost_bot.store import staff, staff_links
from signpost_bot.store.database import Database
from signpost_bot.store.school_tables import staff as staff_table
from signpost_bot.store.school_tables import staff_link
from signpost_bot.store.sealing import Seal

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SEAL = Seal.from_secret("a secret of the tests, long enough to be one")
CHAT, MAIL, BOT = "47114711", "noor@school.example", "7"


async def added(database: Database, **changes: object) -> Staff:
    member = make_staff(**changes)
    async with database.transaction() as tx:
        assert await staff.add_staff(tx, member, TODAY)
    return member


def link_of(member: Staff, **changes: object) -> StaffLink:
    whole = {
        "staff_id": member.id,
        "purpose": Purpose.RIGHT,
        "expires_at": NOW + timedelta(days=7),
        "slug": "slaap",
        "revision": 12,
    }
    return StaffLink(**(whole | changes))  # type: ignore[arg-type]


def test_staff_come_back_as_they_were_added(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        noor = await added(database, scope="pabo")
        sam = await added(database, name="Sam", institution="leiden")
        async with database.transaction() as tx:
            assert await staff.list_staff(tx) == (sam, noor)
            assert await staff.list_staff(tx, "voorbeeld") == (noor,)
            assert not await staff.add_staff(tx, make_staff(), TODAY), "the name is taken"

    with_database(database_url, scenario)


def test_a_chat_is_found_by_hash_and_kept_sealed(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        noor = await added(database)
        async with database.transaction() as tx:
            await staff.tie_chat(tx, SEAL, noor.id, CHAT, BOT)
            await staff.tie_mail(tx, SEAL, noor.id, MAIL)
            found = await staff.find_by_chat(tx, staff.chat_hash_of(SEAL, CHAT))
            addresses = await staff.list_addresses(tx, SEAL, "voorbeeld")
            rows = (await tx.execute(select(staff_table))).all()

        assert found
        assert (found.id, found.has_chat, found.has_mail) == (noor.id, True, True)
        assert addresses[noor.id] == StaffAddress(chat=CHAT, bot_id=BOT, mail=MAIL)
        assert CHAT not in str(rows)
        assert MAIL not in str(rows)

    with_database(database_url, scenario)


def test_nobody_can_see_that_a_member_of_staff_is_a_student() -> None:
    assert staff.chat_hash_of(SEAL, CHAT) != SEAL.fingerprint(Channel.TELEGRAM, CHAT)


def test_a_chat_belongs_to_one_member_of_staff(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        noor, sam = await added(database), await added(database, name="Sam")
        async with database.transaction() as tx:
            await staff.tie_chat(tx, SEAL, noor.id, CHAT, BOT)
            await staff.tie_chat(tx, SEAL, sam.id, CHAT, BOT)
            found = await staff.find_by_chat(tx, staff.chat_hash_of(SEAL, CHAT))
            before = await staff.find_staff(tx, noor.id)

        assert found
        assert found.name == "Sam"
        assert before
        assert not before.has_chat

    with_database(database_url, scenario)


def test_a_link_works_once_and_not_when_it_is_too_old(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        noor = await added(database)
        link = link_of(noor, mail=MAIL)
        old = link_of(noor, expires_at=NOW + timedelta(seconds=1))
        async with database.transaction() as tx:
            await staff_links.add_link(tx, SEAL, "hash", link, NOW)
            await staff_links.add_link(tx, SEAL, "old", old, NOW)
            assert await staff_links.find_link(tx, SEAL, "hash", NOW) == link
            assert await staff_links.spend_link(tx, SEAL, "hash", NOW) == link
            assert await staff_links.spend_link(tx, SEAL, "hash", NOW) is None
            late = NOW + timedelta(seconds=1)
            assert await staff_links.find_link(tx, SEAL, "old", late) is None
            assert await staff_links.spend_link(tx, SEAL, "old", late) is None
            await staff_links.add_link(tx, SEAL, "newer", link, late)
            left = (await tx.execute(select(staff_link.c.token_hash))).scalars().all()
            assert left == ["newer"], "what is too old goes"

    with_database(database_url, scenario)


def test_only_links_of_that_purpose_go(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        noor, sam = await added(database), await added(database, name="Sam")
        async with database.transaction() as tx:
            for name, link in (
                ("tie", link_of(noor, purpose=Purpose.TIE)),
                ("right", link_of(noor)),
                ("of-sam", link_of(sam)),
            ):
                await staff_links.add_link(tx, SEAL, name, link, NOW)
            await staff_links.remove_links(tx, noor.id, Purpose.RIGHT, Purpose.LESS)
            left = await tx.execute(select(staff_link.c.token_hash))
            assert sorted(left.scalars()) == ["of-sam", "tie"]

    with_database(database_url, scenario)


def test_who_is_removed_leaves_no_chat_and_no_link(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        noor = await added(database)
        async with database.transaction() as tx:
            await staff.tie_chat(tx, SEAL, noor.id, CHAT, BOT)
            await staff_links.add_link(tx, SEAL, "hash", link_of(noor), NOW)
        async with database.transaction() as tx:
            await staff.remove_staff(tx, noor.id)
        async with database.transaction() as tx:
            assert await staff.find_by_chat(tx, staff.chat_hash_of(SEAL, CHAT)) is None
            assert await staff_links.spend_link(tx, SEAL, "hash", NOW) is None
            count = await tx.execute(select(func.count()).select_from(staff_link))
            assert count.scalar_one() == 0

    with_database(database_url, scenario)


def test_a_reminder_is_claimed_once_until_its_week_is_over(database_url: str) -> None:
    week = timedelta(days=7)

    async def scenario(database: Database) -> list[bool]:
        noor = await added(database)
        claims = []
        for day in (TODAY, TODAY, TODAY + week - timedelta(days=1), TODAY + week):
            async with database.transaction() as tx:
                claims.append(await staff.claim_reminder(tx, noor.id, day - week, day))
        return claims

    assert with_database(database_url, scenario) == [True, False, False, True]


def test_another_secret_opens_no_address(tmp_path: Path, database_url: str) -> None:
    async def scenario(database: Database) -> StaffAddress:
        noor = await added(database)
        async with database.transaction() as tx:
            await staff.tie_chat(tx, SEAL, noor.id, CHAT, BOT)
            other = Seal.from_secret("another secret of the tests, as long as that")
            return (await staff.list_addresses(tx, other, "voorbeeld"))[noor.id]

    assert with_database(database_url, scenario).chat == ""
