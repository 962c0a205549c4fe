"""Every page in a real Chromium: light, dark, narrow, by keyboard, silent; empty or full (R14).

axe looks at WCAG 2.2 A and AA; what it does not see (scrolling sideways at 320 px, where the focus
is) is looked at beside it.
"""

from pathlib import Path

import pytest
from browsing import Browsing, browse
from desking import OpenDesk, with_desk
from sqlalchemy import delete

from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store.school_tables import document

ONE = "/desk/offerings/huiskamer"
DESK = (
    "/desk",
    "/desk?q=nergens+te+vinden",
    "/desk/offerings/new",
    ONE,
    f"{ONE}/history",
    f"{ONE}/history/1",
    "/desk/people",
    "/desk/sheets",
    "/desk/drafts",
    "/desk/audit",
    f"{ONE}/not-there",
)
STUDENT = ("/chat/voorbeeld", "/embed/voorbeeld", "/desk/sign-in", "/nothing")
SCHOOL_WITHOUT_OFFERINGS = "leiden"


Wrong = dict[str, list[str]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/sweep.db"


async def sweep(desk: OpenDesk, member: Staff | None, paths: tuple[str, ...]) -> Wrong:
    """What is wrong with each of these pages, for who is signed in; nothing of good ones."""
    cookie = (await desk.cookie_of(member))["cookie"].partition("=")[2] if member else ""
    wrong: Wrong = {}
    async with browse(desk.url, {"desk": cookie} if cookie else {}) as browsing:
        for path in paths:
            answer = await browsing.page.goto(path)
            status = answer.status if answer else 0
            found = await browsing.faults()
            if status != expected_status(path):
                found.append(f"status {status}")
            if found or spoke(browsing, status):
                wrong[path] = [*found, *browsing.troubles]
            browsing.troubles.clear()
    return wrong


def expected_status(path: str) -> int:
    return 404 if path.startswith(("/nothing", f"{ONE}/not-there")) else 200


def spoke(browsing: Browsing, status: int) -> bool:
    """Whether the console or the network said anything; a browser itself says of a page that is
    not there, that it is not."""
    if status != 200:
        browsing.troubles[:] = [one for one in browsing.troubles if "404" not in one]
    return bool(browsing.troubles)


def test_the_desk_with_a_full_catalog(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        return await sweep(desk, await desk.add_member(), DESK)

    assert with_desk(url, scenario) == {}


def test_the_desk_in_english_for_who_only_reads(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        viewer = await desk.add_member(Role.VIEWER, language=Language.EN)
        return await sweep(desk, viewer, ("/desk", ONE, f"{ONE}/history", "/desk/people"))

    assert with_desk(url, scenario) == {}


def test_the_desk_of_a_school_without_offerings(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        theirs = document.c.institution == SCHOOL_WITHOUT_OFFERINGS
        async with desk.app.database.transaction() as tx:
            await tx.execute(delete(document).where(theirs, document.c.kind == "offering"))
        member = await desk.add_member(institution=SCHOOL_WITHOUT_OFFERINGS)
        pages = ("/desk", "/desk/people", "/desk/sheets", "/desk/drafts", "/desk/audit")
        return await sweep(desk, member, pages)

    assert with_desk(url, scenario) == {}


def test_pages_for_who_is_not_signed_in(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        return await sweep(desk, None, STUDENT)

    assert with_desk(url, scenario) == {}
