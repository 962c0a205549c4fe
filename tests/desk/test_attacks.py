"""Every address of the desk against who should not be there; a new one joins by itself (R15)."""

from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest
from desking import OURS, OpenDesk, with_desk
from sqlalchemy import func, select
from starlette.routing import Route

from signpost_bot.model.staff import Role, Staff
from signpost_bot.pages import list_routes
from signpost_bot.store.school_tables import audit, document
from signpost_bot.store.staff import remove_staff

OPEN = ("/desk/sign-in", "/desk/in/{token}", "/desk/sign-out")
"""Addresses for who is not signed in."""
HARMLESS_POSTS = ("/desk/language", "/desk/offerings/preview")
"""What a viewer may post: it changes nothing but their own page."""
FILLED = {
    "slug": "huiskamer",
    "number": "1",
    "revision": "1",
    "id": "1",
    "token": "x" * 43,
    "file": "aanbod.xlsx",
}
CROSS_SITE: tuple[dict[str, str], ...] = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {},
)


def addresses(desk: OpenDesk, method: str) -> list[str]:
    """Every address of the desk that takes this method, filled in."""
    routes = list_routes(desk.app, lambda: desk.now, "http://127.0.0.1")
    ours = [one for one in routes if isinstance(one, Route) and one.path.startswith("/desk")]
    assert len(ours) > 10
    return [
        one.path.format(**FILLED)
        for one in ours
        if method in (one.methods or ()) and one.path not in OPEN
    ]


async def kept(desk: OpenDesk) -> tuple[int, int]:
    """How much there is that a page could have changed."""
    async with desk.app.database.transaction() as tx:
        counts = [
            (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (document, audit)
        ]
    return counts[0], counts[1]


async def answers(
    desk: OpenDesk, member: Staff | None, method: str, headers: dict[str, str] = OURS
) -> dict[str, httpx.Response]:
    """What each address answers to who asks with this method and these headers."""
    found = {}
    async with desk.client_of(member) as client:
        for name in OURS:
            del client.headers[name]
        for path in addresses(desk, method):
            found[path] = await client.request(method, path, headers=headers)
    return found


def statuses(found: dict[str, httpx.Response]) -> dict[str, int]:
    return {path: one.status_code for path, one in found.items()}


def expect(found: dict[str, httpx.Response], wanted: Sequence[int]) -> None:
    wrong = {path: status for path, status in statuses(found).items() if status not in wanted}
    assert wrong == {}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/attacks.db"


def test_nobody_gets_in_who_is_not_signed_in(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await kept(desk)
        got, posted = await answers(desk, None, "GET"), await answers(desk, None, "POST")

        expect(got, [303])
        assert {one.headers["location"] for one in got.values()} == {"/desk/sign-in"}
        expect(posted, [401])
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


def test_another_site_can_press_no_button(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        member = await desk.add_member()
        before = await kept(desk)
        for headers in CROSS_SITE:
            expect(await answers(desk, member, "POST", headers), [403])
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
            expect(about_one, [404])
            assert not any("Huiskamer" in one.text for one in found.values())
        assert await kept(desk) == before

    with_desk(url, scenario)


@pytest.mark.parametrize(
    "slug",
    ["../leiden/decaan", "..%2f..%2fetc%2fpasswd", "%00", "a" * 5_000, "<script>", "%0d%0aX: y"],
)
def test_a_name_that_is_a_trick_is_not_there(url: str, slug: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        member = await desk.add_member()
        async with desk.client_of(member) as client:
            answer = await client.get(f"/desk/offerings/{slug}")
        assert answer.status_code == 404
        assert "<script>" not in answer.text
        assert "x" not in answer.headers

    with_desk(url, scenario)
