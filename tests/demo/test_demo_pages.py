"""The pages of the demo: a button that lets a week pass, and one click to be somebody (R22)."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from demoing import OpenDemo, with_demo
from desking import NOW, OURS, OpenDesk, with_desk

from signpost_bot.actions.desk_sessions import find_signed_in
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store.staff import list_staff, remove_staff


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder}/demo.db"


async def who(demo: OpenDemo) -> Staff | None:
    """Who is signed in in this browser, as the desk sees it."""
    async with demo.app.database.transaction() as tx:
        token = demo.browser.cookies.get("desk") or ""
        return await find_signed_in(tx, token, demo.clock.now())


async def names(demo: OpenDemo) -> list[str]:
    async with demo.app.database.transaction() as tx:
        return [member.name for member in await list_staff(tx, "voorbeeld")]


def test_a_week_passes_for_the_student_for_staff_and_for_who_is_signed_in(tmp_path: Path) -> None:
    async def scenario(demo: OpenDemo) -> None:
        await demo.choose("remind:slaap")
        before = await demo.page()
        assert "24 november 2026" in before
        assert "Nog niets." in before

        await demo.browser.post("/demo/sign-in", data={"role": "approver"})
        pressed = await demo.browser.post("/demo/week")
        assert (pressed.status_code, pressed.headers["location"]) == (303, "/demo#due")
        member = await who(demo)
        assert member is not None, "a working day is over, and still she is signed in"
        assert member.name == "Anouk de Vries"

        after = await demo.page()
        assert "1 december 2026" in after
        # On the way, when it was due: at the end of the week it would be too late.
        assert after.count("Je vroeg me hieraan te denken") == 1

    with_demo(url_of(tmp_path), scenario)


def test_staff_see_what_came_up_since(tmp_path: Path) -> None:
    """Nothing is due when the demo begins; after a year all is, and the desk has the rest."""

    async def scenario(demo: OpenDemo) -> None:
        assert "Er is niets te bekijken." in await demo.page()
        demo.clock.let_pass(timedelta(days=365))
        page = await demo.page()
        assert page.count("<mark>nieuw</mark>") == page.count('<a href="/desk/offerings/') == 8
        assert "Aan de desk staan ze allemaal" in page

    with_demo(url_of(tmp_path), scenario)


def test_the_terminal_moves_the_same_clock(tmp_path: Path) -> None:
    async def scenario(demo: OpenDemo) -> None:
        await demo.choose("remind:slaap")
        (reply,) = await demo.line.collect_due(timedelta(days=1))
        assert "Je vroeg me hieraan te denken" in reply.text
        assert "25 november 2026" in await demo.page()
        assert "Je vroeg me hieraan te denken" in await demo.page()

    with_demo(url_of(tmp_path), scenario)


def test_one_click_signs_in_as_each_of_them_and_as_nobody_else(tmp_path: Path) -> None:
    async def scenario(demo: OpenDemo) -> None:
        for role, name in ((Role.APPROVER, "Anouk de Vries"), (Role.VIEWER, "Joris Bakker")):
            assert f'value="{role}"' in (await demo.browser.get("/demo/desk")).text
            pressed = await demo.browser.post("/demo/sign-in", data={"role": role.value})
            assert (pressed.status_code, pressed.headers["location"]) == (303, "/desk")
            member = await who(demo)
            assert member
            assert (member.name, member.role) == (name, role)
        demo.browser.cookies.clear()
        for wrong in ("mentor", "admin", ""):
            refused = await demo.browser.post("/demo/sign-in", data={"role": wrong})
            assert (refused.status_code, await who(demo)) == (404, None), wrong

    with_demo(url_of(tmp_path), scenario)


def test_who_was_removed_at_the_desk_can_be_somebody_again(tmp_path: Path) -> None:
    async def scenario(demo: OpenDemo) -> None:
        await demo.browser.post("/demo/sign-in", data={"role": "viewer"})
        member = await who(demo)
        assert member
        async with demo.app.database.transaction() as tx:
            await remove_staff(tx, member.id)
        assert await who(demo) is None
        await demo.browser.post("/demo/sign-in", data={"role": "viewer"})
        assert (await names(demo)).count("Joris Bakker") == 1

    with_demo(url_of(tmp_path), scenario)


def test_who_is_not_signed_in_chooses_who_to_be(tmp_path: Path) -> None:
    async def scenario(demo: OpenDemo) -> None:
        for path, leads_to in (("/", "/demo"), ("/desk/sign-in", "/demo/desk")):
            answer = await demo.browser.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, leads_to)

    with_demo(url_of(tmp_path), scenario)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"sec-fetch-site": "cross-site"}, id="another site"),
        pytest.param({"sec-fetch-site": "same-site"}, id="another port of this machine"),
        pytest.param({"origin": "http://evil.example"}, id="another site in an old browser"),
        pytest.param(OURS | {"host": "evil.example"}, id="a name that leads to this machine now"),
    ],
)
def test_another_page_in_the_browser_presses_nothing(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    async def scenario(demo: OpenDemo) -> None:
        for path in ("/demo/week", "/demo/sign-in"):
            async with httpx.AsyncClient(base_url=demo.browser.base_url) as browser:
                refused = await browser.post(path, data={"role": "approver"}, headers=headers)
            assert refused.status_code in (400, 403)
            assert "set-cookie" not in refused.headers
        assert demo.clock.now() - NOW < timedelta(hours=1)

    with_demo(url_of(tmp_path), scenario)


def test_looking_changes_nothing(tmp_path: Path) -> None:
    async def scenario(demo: OpenDemo) -> None:
        for path in ("/demo/week", "/demo/sign-in"):
            assert (await demo.browser.get(path)).status_code == 405
        before = await names(demo)
        for path in ("/demo", "/demo/desk"):
            answer = await demo.browser.get(path)
            assert "set-cookie" not in answer.headers
        assert await names(demo) == before
        assert demo.clock.now() - NOW < timedelta(hours=1)

    with_demo(url_of(tmp_path), scenario)


def test_a_real_school_has_none_of_this(tmp_path: Path) -> None:
    """`run` serves what `list_routes` gives: no page of the demo, and no button to be somebody."""

    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(None) as browser:
            for path in ("/demo", "/demo/desk"):
                assert (await browser.get(path)).status_code == 404
            for path in ("/demo/week", "/demo/sign-in"):
                answer = await browser.post(path, data={"role": "approver"})
                assert answer.status_code == 404

    with_desk(url_of(tmp_path), scenario)
