"""Signing in and out at the desk as a browser does: looking changes nothing, a link works once."""

import asyncio
import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest
from desking import NOW, OpenDesk, with_desk
from sqlalchemy import func, select

from signpost_bot.actions.desk_links import PATH
from signpost_bot.actions.staff_links import make_tie
from signpost_bot.model.language import Language
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import SendResult, Sent
from signpost_bot.model.staff import Role
from signpost_bot.store import staff
from signpost_bot.store.school_tables import staff_link

MAIL = "noor@school.example"


async def count_links(desk: OpenDesk) -> int:
    async with desk.app.database.transaction() as tx:
        return (await tx.execute(select(func.count()).select_from(staff_link))).scalar_one()


def database(folder: Path) -> str:
    return f"sqlite:///{folder}/desk.db"


def test_a_link_signs_in_once_and_looking_does_not_burn_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """R15: programs that guard a mailbox open every link in it."""
    caplog.set_level(logging.DEBUG)
    for ours in ("httpx", "httpcore", "aiosqlite", "asyncio"):
        # What the test asks with, and what `logs` keeps quiet.
        caplog.set_level(logging.WARNING, logger=ours)

    async def scenario(desk: OpenDesk) -> tuple[str, str]:
        noor = await desk.add_member(Role.VIEWER, name="Noor")
        link, other = await desk.link_of(noor), await desk.link_of(noor)
        async with desk.client_of(None) as browser:
            looked = [await browser.get(link) for _ in range(3)]
            assert {one.status_code for one in looked} == {200}
            assert "Hoi Noor" in looked[0].text
            assert not any(one.cookies for one in looked)
            assert (await browser.get("/desk/audit")).headers["location"] == "/desk/sign-in"

            spent = await browser.post(link)
            assert (spent.status_code, spent.headers["location"]) == (303, "/desk")
            cookie = spent.headers["set-cookie"]
            assert re.fullmatch(r"desk=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie)
            # A viewer may change nothing, and reads.
            assert "Noor</strong> meldde zich aan" in (await browser.get("/desk/audit")).text
            assert (await browser.get("/desk/sign-in")).headers["location"] == "/desk"

            # The same link, and another one that was made before, are worth nothing now.
            for used in (link, other):
                again = await browser.post(used)
                assert again.status_code == 410
                assert "werkt niet meer" in again.text
                assert "set-cookie" not in again.headers
            assert (await browser.get(link)).status_code == 410
        return link, cookie

    link, cookie = with_desk(database(tmp_path), scenario)

    token = link.removeprefix(PATH)
    assert token not in caplog.text
    assert cookie[5:40] not in caplog.text
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Noor" in kept, "we look in the right files"
    assert token.encode() not in kept
    assert cookie[5:48].encode() not in kept


def test_links_that_do_not_sign_in_say_so_and_change_nothing(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        noor = await desk.add_member(name="Noor")
        old = await desk.link_of(noor)
        async with desk.app.database.transaction() as tx:
            tie = PATH + await make_tie(tx, desk.app.seal, noor, MAIL, NOW)
        async with desk.client_of(None) as browser:
            # One that ties does not sign in, and one that signs in has no other page.
            assert (await browser.post(tie)).status_code == 410
            elsewhere = old.replace(PATH, "/staff/")
            assert (await browser.get(elsewhere)).status_code == 404
            assert (await browser.post(elsewhere)).status_code == 404
            assert await count_links(desk) == 2
            for wrong in (PATH + "x" * 43, PATH + "x", PATH + "%00", PATH + "é"):
                assert (await browser.post(wrong)).status_code == 410
            desk.now = NOW + timedelta(minutes=10)
            assert (await browser.get(old)).status_code == 410
            assert (await browser.post(old)).status_code == 410

            desk.now = NOW
            gone = await desk.link_of(noor)
            async with desk.app.database.transaction() as tx:
                await staff.remove_staff(tx, noor.id)
            assert (await browser.post(gone)).status_code == 410
            crossed = await browser.post(gone, headers={"sec-fetch-site": "cross-site"})
            assert crossed.status_code == 403
            assert (await browser.get("/desk/audit")).headers["location"] == "/desk/sign-in"

    with_desk(database(tmp_path), scenario)


def test_a_mail_goes_only_to_an_address_of_staff_and_the_page_never_tells(tmp_path: Path) -> None:
    """R15: nobody can find out here who works with the desk, nor write a mail by it."""
    sent: asyncio.Queue[Mail] = asyncio.Queue()

    async def send_mail(mail: Mail) -> SendResult:
        await sent.put(mail)
        return Sent()

    async def take(number: int) -> list[Mail]:
        """They go out after the page: how fast it comes must tell nothing either."""
        async with asyncio.timeout(10):
            return [await sent.get() for _ in range(number)]

    async def scenario(desk: OpenDesk) -> None:
        noor = await desk.add_member(name="Noor", language=Language.EN)
        twin = await desk.add_member(name="Noor", institution="mbo-voorbeeld")
        async with desk.app.database.transaction() as tx:
            for one in (noor, twin):
                await staff.tie_mail(tx, desk.app.seal, one.id, MAIL)
        async with desk.client_of(None) as browser:
            pages = []
            injected = f"{MAIL}\r\nBcc: all@evil.nl"
            for typed in (
                "nobody@school.example",
                "",
                "x" * 5000,
                injected,
                " NOOR@School.Example ",
            ):
                answer = await browser.post("/desk/sign-in", data={"mail": typed})
                pages.append((answer.status_code, answer.text))
            assert len(set(pages)) == 1
            assert "Kennen we dit adres?" in pages[0][1]
            # Once for each school where they work; in the language of each.
            mails = await take(2)
            assert [one.to for one in mails] == [MAIL, MAIL]
            assert {one.subject for one in mails} == {
                "Sign in to Signpost",
                "Aanmelden bij Wegwijzer",
            }
            found = re.search(rf"http://127.0.0.1({PATH}\S+)", mails[0].text)
            assert found
            assert (await browser.post(found[1])).status_code == 303

        async with desk.client_of(None) as browser:
            for _ in range(4):
                answer = await browser.post("/desk/sign-in", data={"mail": MAIL})
                assert answer.status_code == 200
            await take(2 * 2)
            await browser.get("/desk/sign-in")
            assert sent.empty(), "three times in half an hour, and then no more"

    with_desk(database(tmp_path), scenario, send_mail)


def test_without_mail_there_is_no_field_and_too_many_tries_are_told_to_wait(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        link = await desk.link_of(await desk.add_member())
        async with desk.client_of(None) as browser:
            page = await browser.get("/desk/sign-in", headers={"accept-language": "en"})
            assert "Sign in" in page.text
            assert "<input" not in page.text
            assert (await browser.post("/desk/sign-in", data={"mail": MAIL})).status_code == 405
            assert (await browser.get("/desk/account")).status_code == 404

            answers = [(await browser.post(PATH + "x" * 43)).status_code for _ in range(60)]
            assert answers == [410] * 59 + [429], "the field that is not there counted too"
            waits = await browser.post(link)
            assert waits.status_code == 429
            assert "Even wachten" in waits.text
            desk.now = NOW + timedelta(minutes=5)
            assert (await browser.post(link)).status_code == 303

    with_desk(database(tmp_path), scenario)
