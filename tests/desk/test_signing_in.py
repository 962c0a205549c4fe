"""Signing in and out at the desk as a browser does: looking changes nothing, a link works once."""

import logging
import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from desking import NOW, OpenDesk, with_desk
from sqlalchemy import func, select

from signpost_bot.actions.desk_links import PATH, make_sign_in
from signpost_bot.actions.desk_sessions import LONGEST
from signpost_bot.actions.staff_links import make_tie
from signpost_bot.model.language import Language
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import SendResult, Sent
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store import staff
from signpost_bot.store.school_tables import desk_session, staff_link

MAIL = "noor@school.example"


async def new_link(desk: OpenDesk, member: Staff) -> str:
    async with desk.app.database.transaction() as tx:
        return PATH + await make_sign_in(tx, desk.app.seal, member, desk.now)


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
        link, other = await new_link(desk, noor), await new_link(desk, noor)
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
        old = await new_link(desk, noor)
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
            gone = await new_link(desk, noor)
            async with desk.app.database.transaction() as tx:
                await staff.remove_staff(tx, noor.id)
            assert (await browser.post(gone)).status_code == 410
            foreign = await browser.post(gone, headers={"sec-fetch-site": "cross-site"})
            assert foreign.status_code == 403
            assert (await browser.get("/desk/audit")).headers["location"] == "/desk/sign-in"

    with_desk(database(tmp_path), scenario)


def test_a_session_ends_by_signing_out_by_removal_and_by_itself(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        noor = await desk.add_member(name="Noor")
        async with desk.client_of(noor) as here, desk.client_of(noor) as there:
            out = await here.post("/desk/sign-out")
            assert (out.status_code, out.headers["location"]) == (303, "/desk/sign-in")
            assert 'desk=""' in out.headers["set-cookie"]
            assert (await here.get("/desk/audit")).status_code == 303
            assert (await there.get("/desk/audit")).status_code == 200
            async with desk.client_of(noor) as third:
                await third.post("/desk/sign-out-everywhere")
            assert (await there.get("/desk/audit")).status_code == 303

        async with desk.client_of(noor) as browser:
            desk.now = NOW + LONGEST - timedelta(seconds=1)
            assert (await browser.get("/desk/audit")).status_code == 200
            desk.now = NOW + LONGEST
            assert (await browser.get("/desk/audit")).status_code == 303

        async with desk.client_of(noor) as browser:
            assert (await browser.get("/desk/audit")).status_code == 200
            async with desk.app.database.transaction() as tx:
                await staff.remove_staff(tx, noor.id)
                left = await tx.execute(select(func.count()).select_from(desk_session))
            assert left.scalar_one() == 0
            assert (await browser.get("/desk/audit")).status_code == 303
            assert (await browser.post("/desk/language")).status_code == 401

    with_desk(database(tmp_path), scenario)


def test_nobody_goes_on_in_a_session_that_was_there_before(tmp_path: Path) -> None:
    """Session fixation: a cookie that somebody planted is neither used nor left alive."""

    async def scenario(desk: OpenDesk) -> None:
        eva, noor = await desk.add_member(name="Eva"), await desk.add_member(name="Noor")
        planted = await desk.cookie_of(eva)
        link = await new_link(desk, noor)
        async with httpx.AsyncClient(base_url=desk.url) as browser:
            ours = {"sec-fetch-site": "same-origin"}
            spent = await browser.post(link, headers=planted | ours)
            assert spent.headers["set-cookie"].split(";")[0] != planted["cookie"]
        async with httpx.AsyncClient(base_url=desk.url, headers=planted) as attacker:
            assert (await attacker.get("/desk/audit")).status_code == 303

    with_desk(database(tmp_path), scenario)


def test_the_language_is_switched_and_leads_to_no_other_site(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as browser:

            async def switch(language: str, back: str) -> httpx.Response:
                form = {"language": language, "back": back}
                return await browser.post("/desk/language", data=form)

            assert (await switch("en", "/desk/audit")).headers["location"] == "/desk/audit"
            assert "Who did what" in (await browser.get("/desk/audit")).text
            for wrong in ("//evil.nl", "https://evil.nl", "/desk/../x", "/desk\r\nX: 1", "/deskx"):
                assert (await switch("nl", wrong)).headers["location"] == "/desk"
            assert (await switch("de", "/desk")).status_code == 400
            assert "Wie deed wat" in (await browser.get("/desk/audit")).text

    with_desk(database(tmp_path), scenario)


def test_an_approver_sees_what_all_of_their_school_did_and_others_only_themselves(
    tmp_path: Path,
) -> None:
    async def scenario(desk: OpenDesk) -> None:
        approver = await desk.add_member(name="Anouk")
        writer = await desk.add_member(Role.WRITER, name="Wim")
        other = await desk.add_member(name="Olga", institution="mbo-voorbeeld")
        for one in (approver, writer, other):
            async with desk.client_of(None) as browser:
                await browser.post(await new_link(desk, one))
        seen = {}
        for one in (approver, writer):
            async with desk.client_of(one) as browser:
                page = (await browser.get("/desk/audit")).text
                lines = page[page.index("<ol") :]
                seen[one.name] = re.findall(r"<strong>(\w+)</strong>", lines)
        assert seen == {"Anouk": ["Wim", "Anouk"], "Wim": ["Wim"]}

    with_desk(database(tmp_path), scenario)


def test_a_mail_goes_only_to_an_address_of_staff_and_the_page_never_tells(tmp_path: Path) -> None:
    """R15: nobody can find out here who works with the desk, nor write a mail by it."""
    mails: list[Mail] = []

    async def send_mail(mail: Mail) -> SendResult:
        mails.append(mail)
        return Sent()

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
            assert [one.to for one in mails] == [MAIL, MAIL]
            assert {one.subject for one in mails} == {
                "Sign in to Wegwijzer",
                "Aanmelden bij Wegwijzer",
            }
            found = re.search(rf"http://127.0.0.1({PATH}\S+)", mails[0].text)
            assert found
            assert (await browser.post(found[1])).status_code == 303

        async with desk.client_of(None) as browser:
            for _ in range(4):
                answer = await browser.post("/desk/sign-in", data={"mail": MAIL})
                assert answer.status_code == 200
            assert len(mails) == 2 * 3, "three times in half an hour, and then no more"

    with_desk(database(tmp_path), scenario, send_mail)


def test_without_mail_there_is_no_field_and_too_many_tries_are_told_to_wait(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        link = await new_link(desk, await desk.add_member())
        async with desk.client_of(None) as browser:
            page = await browser.get("/desk/sign-in", headers={"accept-language": "en"})
            assert "Sign in" in page.text
            assert "<input" not in page.text
            assert (await browser.post("/desk/sign-in", data={"mail": MAIL})).status_code == 405
            assert (await browser.get("/desk/account")).status_code == 404

            answers = [(await browser.post(PATH + "x" * 43)).status_code for _ in range(20)]
            assert answers == [410] * 19 + [429], "the field that is not there counted too"
            waits = await browser.post(link)
            assert waits.status_code == 429
            assert "Even wachten" in waits.text
            desk.now = NOW + timedelta(minutes=5)
            assert (await browser.post(link)).status_code == 303

    with_desk(database(tmp_path), scenario)
