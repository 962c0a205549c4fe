"""Sessions at the desk: each ends in more than one way, and none is taken over."""

from datetime import timedelta
from pathlib import Path

import httpx
from desking import NOW, OURS, OpenDesk, with_desk
from sqlalchemy import func, select

from signpost_bot.actions.desk_sessions import LONGEST
from signpost_bot.store import staff
from signpost_bot.store.school_tables import desk_session


def database(folder: Path) -> str:
    return f"sqlite:///{folder}/desk.db"


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
        link = await desk.link_of(noor)
        async with httpx.AsyncClient(base_url=desk.url) as browser:
            spent = await browser.post(link, headers=planted | OURS)
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
