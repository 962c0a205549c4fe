"""The list of offerings: how each stands, found again, and confirmed by whom it belongs to."""

import re
from datetime import timedelta
from pathlib import Path

from builders import make_offering
from desking import NOW, OpenDesk, with_desk

from signpost_bot.model.audit import Deed
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role
from signpost_bot.store.audit import list_entries
from signpost_bot.store.documents import add_revision, list_newest

RIGHT = "/desk/offerings/{}/right"
SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'


async def save(desk: OpenDesk, institution: str = "voorbeeld", **changes: object) -> None:
    """An offering that was last checked the day before, at one of the schools."""
    yesterday = (NOW - timedelta(days=1)).date()
    offering = make_offering(**{"slug": "nieuw", "checked_on": yesterday, **changes})
    key = DocumentKey(institution=institution, kind=DocumentKind.OFFERING, slug=offering.slug)
    async with desk.app.database.transaction() as tx:
        await add_revision(tx, key, offering, author="test", note="", now=NOW)


def titles(page: str) -> list[str]:
    """The slugs in the list, in its order."""
    return re.findall(r'id="o-([\w-]+)"', page)


def test_the_list_says_how_each_stands_and_is_narrowed(tmp_path: Path) -> None:
    async def look(desk: OpenDesk) -> None:
        await save(desk, slug="laat", checked_on="2026-01-05", owner="Anouk de Vries")
        await save(desk, slug="los", title={"nl": "Los", "en": "Loose"}, effort=None, owner=None)
        await save(desk, slug="plan", state="draft", owner="Bo")
        await save(desk, slug="weg", state="retired")
        member = await desk.add_member()
        async with desk.client_of(member) as browser:
            page = (await browser.get("/desk")).text
            assert len(titles(page)) == 52
            assert "Mist nog: wat het van je vraagt en beheerder" in page
            assert "Concept: studenten zien het niet" in page
            assert 'id="task-laat"' in page
            assert 'href="/desk/offerings/new"' in page

            async def find(**asked: str) -> list[str]:
                return titles((await browser.get("/desk", params=asked)).text)

            assert await find(state="overdue") == ["laat"]
            assert await find(state="retired") == ["weg"]
            assert await find(state="lacking") == ["los"]
            assert await find(q="Loose") == ["los"]
            assert await find(q="Looze", state="lacking") == ["los"]
            assert len(await find(state="nonsense")) == 52
            nothing = (await browser.get("/desk", params={"q": SCRIPT})).text
            assert "Niets gevonden" in nothing
            assert SCRIPT not in nothing

    with_desk(f"sqlite:///{tmp_path}/x.db", look)


def test_still_right_is_one_tap_and_is_written_down(tmp_path: Path) -> None:
    async def tap(desk: OpenDesk) -> None:
        await save(desk)
        member = await desk.add_member(language=Language.EN)
        async with desk.client_of(member) as browser:
            assert 'formaction="/desk/offerings/nieuw/right"' in (await browser.get("/desk")).text
            said = await browser.post(RIGHT.format("nieuw"), data={"revision": "1"})
            assert said.status_code == 200
            assert "now stands as checked on 24 November 2026" in said.text
            assert 'formaction="/desk/offerings/nieuw/right"' not in said.text
            await save(desk, title={"nl": "Anders", "en": "Changed"})
            said = await browser.post(RIGHT.format("nieuw"), data={"revision": "1"})
            assert said.status_code == 409
            assert 'value="3">Right as it is now' in said.text
            for wrong in ("", "x", "-1", "²", "9" * 12):
                said = await browser.post(RIGHT.format("nieuw"), data={"revision": wrong})
                assert said.status_code == 400
            assert (await browser.get(RIGHT.format("nieuw"))).status_code == 303
        async with desk.app.database.transaction() as tx:
            done = await list_entries(tx, "voorbeeld", 10)
        assert [(one.what, one.about) for one in done] == [(Deed.CONFIRMED, "nieuw")]

    with_desk(f"sqlite:///{tmp_path}/x.db", tap)


def test_a_viewer_sees_no_button_and_nothing_of_another_school(tmp_path: Path) -> None:
    async def try_it(desk: OpenDesk) -> None:
        await save(desk)
        await save(desk, "leiden", slug="elders", title={"nl": "Elders", "en": "Elsewhere"})
        viewer = await desk.add_member(Role.VIEWER)
        async with desk.client_of(viewer) as browser:
            page = (await browser.get("/desk")).text
            assert "/right" not in page
            assert '/offerings/new"' not in page
            assert "elders" not in titles(page)
            assert (
                await browser.post(RIGHT.format("nieuw"), data={"revision": "1"})
            ).status_code == 403
        approver = await desk.add_member(name="Bo")
        async with desk.client_of(approver) as browser:
            said = await browser.post(RIGHT.format("elders"), data={"revision": "1"})
            assert said.status_code == 404
        async with desk.client_of(None) as nobody:
            assert (await nobody.get("/desk")).headers["location"] == "/desk/sign-in"
        async with desk.app.database.transaction() as tx:
            saved = [*await list_newest(tx, "voorbeeld"), *await list_newest(tx, "leiden")]
            assert all(one.note != "still right" for one in saved)
            assert await list_entries(tx, "voorbeeld", 10) == ()

    with_desk(f"sqlite:///{tmp_path}/x.db", try_it)


def test_script_in_every_field_is_text(tmp_path: Path) -> None:
    async def look(desk: OpenDesk) -> None:
        for slug, bad in (("een", SCRIPT), ("twee", IMAGE)):
            both = {"nl": bad, "en": bad}
            person = {"name": bad, "role": both, "where": both, "hello": both}
            await save(
                desk, slug=slug, title=both, owner=bad, persons=[person],
                place={"where": both}, checked_on="2026-01-05",
            )  # fmt: skip
        member = await desk.add_member(name=IMAGE)
        async with desk.client_of(member) as browser:
            for page in ("/desk", "/desk/people", "/desk?q=script"):
                text = (await browser.get(page)).text
                assert "alert(1)" in text
                assert SCRIPT not in text
                assert "<img" not in text

    with_desk(f"sqlite:///{tmp_path}/x.db", look)
