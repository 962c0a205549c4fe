"""Every page in a real Chromium: light, dark, narrow, by keyboard, silent; empty or full (R14).

axe looks at WCAG 2.2 A and AA; what it does not see (scrolling sideways at 320 px, where the focus
is) is looked at beside it.
"""

from pathlib import Path

import pytest
from attacking import addresses
from desking import OpenDesk, with_desk
from sqlalchemy import delete
from sweeping import sweep

from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role
from signpost_bot.store.school_tables import document

ONE = "/desk/offerings/huiskamer"
NO_PAGES = ("xlsx", "csv", "/right")
"""Files, and what only leads home."""
STUDENT = ("/chat/voorbeeld", "/embed/voorbeeld", "/chat/voorbeeld/closed", "/desk/sign-in")
SCHOOL_WITHOUT_OFFERINGS = "leiden"
Wrong = dict[str, list[str]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/sweep.db"


def test_every_page_of_the_desk_with_a_full_catalog(url: str) -> None:
    """A new page joins by itself."""

    async def scenario(desk: OpenDesk) -> Wrong:
        async with sweep(desk, await desk.add_member()) as seen:
            pages = [one for one in addresses(desk, "GET") if not one.endswith(NO_PAGES)]
            assert {"/desk", ONE, f"{ONE}/history", "/desk/offerings/new"} <= {*pages}
            for path in pages:
                await seen.open(path)
            await seen.open("/desk?q=nergens+te+vinden")
            await seen.open(f"{ONE}/not-there", 404)
            return seen.wrong

    assert with_desk(url, scenario) == {}


def test_the_desk_in_english_for_who_only_reads(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        viewer = await desk.add_member(Role.VIEWER, language=Language.EN)
        async with sweep(desk, viewer) as seen:
            for path in ("/desk?q=sleep", ONE, f"{ONE}/history"):
                await seen.page.goto(path)
                await seen.look(path)
            await seen.open("/desk/offerings/new", 403)
            return seen.wrong

    assert with_desk(url, scenario) == {}


def test_the_desk_of_a_school_without_offerings(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        theirs = document.c.institution == SCHOOL_WITHOUT_OFFERINGS
        async with desk.app.database.transaction() as tx:
            await tx.execute(delete(document).where(theirs, document.c.kind == "offering"))
        member = await desk.add_member(institution=SCHOOL_WITHOUT_OFFERINGS)
        async with sweep(desk, member) as seen:
            for path in ("/desk", "/desk/people", "/desk/sheets", "/desk/audit"):
                await seen.page.goto(path)
                await seen.look(path)
            return seen.wrong

    assert with_desk(url, scenario) == {}


def test_pages_for_who_is_not_signed_in(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        async with sweep(desk, None) as seen:
            for path in STUDENT:
                await seen.open(path)
            await seen.open("/nothing", 404)
            await seen.open(await desk.link_of(await desk.add_member()))
            await seen.open("/desk/in/" + "x" * 43, 410)
            return seen.wrong

    assert with_desk(url, scenario) == {}
