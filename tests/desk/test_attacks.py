"""Every address of the desk against who should not be there; a new one joins by itself (R15)."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx
import pytest
from attacking import FILLED, PRESSED, addresses, kept
from desking import OURS, OpenDesk, with_desk
from sqlalchemy import update

from signpost_bot.model.staff import Role, Staff
from signpost_bot.store.school_tables import staff
from signpost_bot.store.staff import remove_staff

HARMLESS_POSTS = ("/desk/language", "/desk/offerings/preview")
"""What a viewer may post: it changes nothing but their own page."""
LEADS_HOME = ("/desk/offerings/huiskamer/right",)
"""Without a post there is nothing here: it leads to the list, whatever the name."""
CROSS_SITE: tuple[dict[str, str], ...] = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {},
)


async def answers(
    desk: OpenDesk,
    member: Staff | None,
    method: str,
    headers: Mapping[str, str] = OURS,
    under: str = "/desk",
) -> dict[str, httpx.Response]:
    """What each address answers to who asks with this method and these headers."""
    found = {}
    async with desk.client_of(member) as client:
        for name in OURS:
            del client.headers[name]
        data = PRESSED if method == "POST" else None
        for path in addresses(desk, method, under):
            found[path] = await client.request(method, path, headers=headers, data=data)
    return found


def expect(found: Mapping[str, httpx.Response], wanted: Sequence[int]) -> None:
    statuses = {path: one.status_code for path, one in found.items()}
    assert {path: one for path, one in statuses.items() if one not in wanted} == {}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/attacks.db"


def test_who_may_press_changes_something(url: str) -> None:
    """Else the tests below would be kept by a form that does nothing."""

    async def scenario(desk: OpenDesk) -> None:
        before = await kept(desk)
        posted = await answers(desk, await desk.add_member(), "POST")
        done = [path for path, one in posted.items() if one.status_code in (200, 303)]
        assert "/desk/offerings/huiskamer" in done
        assert (await kept(desk))[0] > before[0]

    with_desk(url, scenario)


def test_nobody_gets_in_who_is_not_signed_in(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await kept(desk)
        got, posted = await answers(desk, None, "GET"), await answers(desk, None, "POST")

        expect(got, [303])
        assert {one.headers["location"] for one in got.values()} == {"/desk/sign-in"}
        expect(posted, [401])
        for cookie in ("desk=", "desk=" + "x" * 43, "desk=" + "x" * 9_000, 'desk="\x01'):
            expect(await answers(desk, None, "POST", OURS | {"cookie": cookie}), [401, 400])
        assert await kept(desk) == before

    with_desk(url, scenario)


def test_a_session_ends_with_the_removal_of_its_owner(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        member = await desk.add_member()
        cookie = await desk.cookie_of(member)
        async with desk.app.database.transaction() as tx:
            await remove_staff(tx, member.id)
        before = await kept(desk)

        expect(await answers(desk, None, "GET", OURS | cookie), [303])
        expect(await answers(desk, None, "POST", OURS | cookie), [401])
        assert await kept(desk) == before

    with_desk(url, scenario)


def test_who_loses_a_role_loses_it_in_the_session_that_runs(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        member = await desk.add_member()
        cookie = await desk.cookie_of(member)
        async with desk.app.database.transaction() as tx:
            mine = staff.c.name == member.name
            await tx.execute(update(staff).where(mine).values(role=Role.VIEWER.value))
        before = await kept(desk)
        posted = await answers(desk, None, "POST", OURS | cookie)

        expect({path: one for path, one in posted.items() if path not in HARMLESS_POSTS}, [403])
        assert await kept(desk) == before

    with_desk(url, scenario)


def test_a_link_that_two_press_at_once_lets_one_in(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        link = await desk.link_of(await desk.add_member())
        async with desk.client_of(None) as one, desk.client_of(None) as two:
            pressed = await asyncio.gather(*(who.post(link) for who in (one, two, one, two)))
            assert sorted(answer.status_code for answer in pressed) == [303, 410, 410, 410]
            let_in = [answer for answer in pressed if "set-cookie" in answer.headers]
            assert [answer.status_code for answer in let_in] == [303]

    with_desk(url, scenario)


def test_another_site_can_press_no_button(url: str) -> None:
    """On no page at all: also not on that of a link in a mail, nor in the chat."""

    async def scenario(desk: OpenDesk) -> None:
        member = await desk.add_member()
        before = await kept(desk)
        for headers in CROSS_SITE:
            found = await answers(desk, member, "POST", headers, under="/")
            assert any(path.startswith("/staff/") for path in found)
            assert any(path.startswith("/chat/") for path in found)
            expect(found, [403])
        assert await kept(desk) == before

    with_desk(url, scenario)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MENTOR])
def test_who_only_reads_changes_nothing(url: str, role: Role) -> None:
    async def scenario(desk: OpenDesk) -> None:
        viewer = await desk.add_member(role)
        before = await kept(desk)
        posted = await answers(desk, viewer, "POST")

        expect({path: one for path, one in posted.items() if path not in HARMLESS_POSTS}, [403])
        assert await kept(desk) == before

    with_desk(url, scenario)


def test_another_school_is_not_there(url: str) -> None:
    """The same addresses, for somebody of Leiden: `huiskamer` is of voorbeeld."""

    async def scenario(desk: OpenDesk) -> None:
        stranger = await desk.add_member(institution="leiden")
        before = await kept(desk)
        for method in ("GET", "POST"):
            found = await answers(desk, stranger, method)
            about_one = {path: one for path, one in found.items() if FILLED["slug"] in path}
            assert about_one
            for path in LEADS_HOME if method == "GET" else ():
                expect({path: about_one.pop(path)}, [303])
            expect(about_one, [404])
            assert not any("Huiskamer" in one.text for one in found.values())
        # What they download of their own school is written down.
        assert (await kept(desk))[0] == before[0]

    with_desk(url, scenario)
