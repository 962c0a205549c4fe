"""The page of drafts: where student authors write, and where staff decide about it (R15)."""

import re
from html import escape, unescape
from pathlib import Path

from browsing import browse
from builders import make_offering
from desking import NOW, OpenDesk, with_desk
from httpx import AsyncClient

from signpost_bot.actions.editing import load_offering, offering_of, save_offering
from signpost_bot.actions.story_drafts import MOST_WAITING
from signpost_bot.model.audit import Deed
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering, State
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store import audit, story_drafts

PAGE = "/desk/drafts"
SCRIPT = "<script>alert('x')</script>**\"'"
TYPED = {
    "offering": "huiskamer",
    "name": "Bo",
    "words_nl": "Ik ging voor de koffie.",
    "words_en": "I came for the coffee.",
    "consent_on": "1-11-2026",  # as one writes it in Dutch; the other as in a file
    "show_until": "2027-07-31",
    "do": "send",
}


async def author_of(desk: OpenDesk, name: str = "Sam Peters") -> Staff:
    return await desk.add_member(Role.STUDENT_AUTHOR, name=name)


async def stored(desk: OpenDesk, slug: str = "huiskamer") -> Offering:
    async with desk.app.database.transaction() as tx:
        revision = await load_offering(tx, "voorbeeld", slug)
    assert revision
    return offering_of(revision)


async def number_waiting(desk: OpenDesk) -> int:
    async with desk.app.database.transaction() as tx:
        return len(await story_drafts.list_drafts(tx, "voorbeeld"))


async def draft(desk: OpenDesk, member: Staff, made_from: int = 0, **more: object) -> None:
    new = {"slug": "spelavond", "kind": "activity", "state": "draft"} | more
    async with desk.app.database.transaction() as tx:
        await save_offering(tx, desk.app.doubts, member, make_offering(**new), made_from, NOW)


async def press(browser: AsyncClient, about: str, button: str) -> int:
    """Press a button beside what is called `about`, as the page shows it; the status of that."""
    page = unescape((await browser.get(PAGE)).text)
    part = next(one for one in page.split("<article")[1:] if about in one)
    path = re.search(rf'formaction="([^"]+/{button})"', part)
    seen = re.search(r'name="revision" value="(\d+)"', part)
    assert path
    sent = {"revision": seen[1]} if seen else {}
    return (await browser.post(path[1], data=sent)).status_code


def test_a_story_is_looked_at_proposed_approved_and_seen(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        sam, noor = await author_of(desk), await desk.add_member()
        async with desk.client_of(sam) as browser:
            looked = await browser.post(PAGE, data=TYPED | {"do": "look"})
            assert "Bo: “Ik ging voor de koffie.”" in looked.text
            assert "Bo: “I came for the coffee.”" in looked.text
            assert await number_waiting(desk) == 0, "looking keeps nothing"
            sent = await browser.post(PAGE, data=TYPED)
            assert sent.headers["location"] == f"{PAGE}?done=proposed"
            assert "Het wacht nu" in (await browser.get(sent.headers["location"])).text
        async with desk.client_of(noor) as browser:
            page = (await browser.get(PAGE)).text
            assert "Geschreven door Sam Peters" in page
            assert "Bo: “Ik ging voor de koffie.”" in page
            before = await stored(desk)
            assert await press(browser, "Verhaal bij: De Huiskamer", "approve") == 303
            assert "Er wacht niets." in (await browser.get(PAGE)).text
        after = await stored(desk)
        assert after.story
        assert after == before.model_copy(update={"story": after.story})
        async with desk.app.database.transaction() as tx:
            catalog = await desk.app.catalogs.load(tx, "voorbeeld")
            done = await audit.list_entries(tx, "voorbeeld", 5)
        assert after in catalog.offerings
        assert [one.what for one in done] == [Deed.APPROVED, Deed.DRAFTED]

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_what_is_wrong_stands_at_its_field_and_script_is_text(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        sam = await author_of(desk)
        async with desk.client_of(sam) as browser:
            wrong = {
                "offering": "spelavond",
                "name": "x" * 61,
                "words_nl": "  ",
                "consent_on": "2026-11-25",
                "show_until": "morgen",
            }
            page = (await browser.post(PAGE, data=TYPED | wrong)).text
            for name in wrong:
                assert re.search(rf'id="{name}"[^>]*aria-invalid="true"', page)
                assert f'id="{name}-fault"' in page
            assert 'id="words_en-fault"' not in page
            assert TYPED["words_en"] in page, "what was typed stays"
            for day in ("2026-11-24", "31-10-2026", "2026-02-30", "30-02-2027", "11/30/2027"):
                page = (await browser.post(PAGE, data=TYPED | {"show_until": day})).text
                assert 'id="show_until-fault"' in page
            for name in TYPED:
                page = (await browser.post(PAGE, data={name: SCRIPT})).text
                assert "<script>alert" not in page
            assert await number_waiting(desk) == 0

            scripted = TYPED | {"name": SCRIPT, "words_nl": SCRIPT, "words_en": SCRIPT}
            looked = (await browser.post(PAGE, data=scripted | {"do": "look"})).text
            await browser.post(PAGE, data=scripted)
            own = (await browser.get(PAGE)).text
        async with desk.client_of(await desk.add_member()) as browser:
            decided = (await browser.get(PAGE)).text
        for page in (looked, own, decided):
            assert "<script>alert" not in page
            assert str(escape(SCRIPT))[:30] in page.replace("&#39;", "&#x27;")

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_a_draft_of_an_offering_is_published_or_gone(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        sam, noor = await author_of(desk), await desk.add_member()
        await draft(desk, sam, title={"nl": "Spelavond", "en": "Game night"})
        await draft(desk, sam, slug="tweede", title={"nl": "Tweede", "en": "Second"})
        await draft(desk, noor, slug="van-staf", title={"nl": "Van staf", "en": "Of staff"})
        async with desk.client_of(sam) as browser:
            page = (await browser.get(PAGE)).text
            assert 'href="/desk/offerings/spelavond"' in page
            assert "van-staf" not in page
            for what in ("approve", "decline"):
                path = f"{PAGE}/offerings/spelavond/{what}"
                assert (await browser.post(path, data={"revision": "1"})).status_code == 403
            assert (await browser.get("/desk/sheets")).status_code == 200
            assert (await browser.post("/desk/sheets/look")).status_code == 403
        async with desk.client_of(noor) as browser:
            assert "Van staf" not in (await browser.get(PAGE)).text
            for slug in ("van-staf", "huiskamer", "nothing"):
                path = f"{PAGE}/offerings/{slug}/decline"
                assert (await browser.post(path, data={"revision": "1"})).status_code == 404
            await draft(desk, sam, title={"nl": "Spellen", "en": "Games"}, made_from=1)
            path = f"{PAGE}/offerings/spelavond/approve"
            changed = await browser.post(path, data={"revision": "1"})
            assert changed.status_code == 409
            assert "Kijk nog een keer" in changed.text
            assert await press(browser, "Spellen", "approve") == 303
            assert await press(browser, "Tweede", "decline") == 303
        assert (await stored(desk, "spelavond")).state is State.PUBLISHED
        assert (await stored(desk, "tweede")).state is State.RETIRED
        assert (await stored(desk)).state is State.PUBLISHED
        async with desk.client_of(sam) as browser:
            assert 'href="/desk/offerings/spelavond"' not in (await browser.get(PAGE)).text

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_who_decides_about_what(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        sam, kim = await author_of(desk), await author_of(desk, "Kim Smit")
        stranger = await desk.add_member(name="Els", institution="leiden")
        scoped = await desk.add_member(Role.WRITER, name="Lee", scope="elsewhere")
        viewer = await desk.add_member(Role.VIEWER, name="Vera", language=Language.EN)
        async with desk.client_of(sam) as browser:
            await browser.post(PAGE, data=TYPED)
        for member, status in ((stranger, 404), (scoped, 403), (viewer, 403), (kim, 403)):
            async with desk.client_of(member) as browser:
                assert "Ik ging voor de koffie" not in (await browser.get(PAGE)).text
                for what in ("approve", "decline"):
                    path = f"{PAGE}/stories/1/{what}"
                    answer = await browser.post(path, data={"revision": "1"})
                    assert answer.status_code == status
                if member is not kim:
                    assert (await browser.post(PAGE, data=TYPED)).status_code == 403
        noor = await desk.add_member()
        async with desk.client_of(noor) as browser:
            for odd in ("0", "2", "x", "9" * 10, "9" * 40):
                answer = await browser.post(f"{PAGE}/stories/{odd}/approve", data={"revision": "1"})
                assert answer.status_code == 404
            changed = await browser.post(f"{PAGE}/stories/1/approve", data={"revision": "x"})
            assert changed.status_code == 409
            assert "Kijk nog een keer" in changed.text
        assert await number_waiting(desk) == 1
        async with desk.app.database.transaction() as tx:
            (waiting,) = await story_drafts.list_drafts(tx, "voorbeeld")
            for number in range(1, MOST_WAITING):
                story = waiting.story.model_copy(update={"name": f"Bo {number}"})
                await story_drafts.add_draft(tx, sam, "huiskamer", story, NOW)
        async with desk.client_of(sam) as browser:
            full = await browser.post(PAGE, data=TYPED | {"name": "Al"})
            assert f"Er wachten al {MOST_WAITING} verhalen" in full.text
            assert await press(browser, "Verhaal bij", "decline") == 303
        assert await number_waiting(desk) == MOST_WAITING - 1

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_the_page_of_a_student_author_in_a_browser(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> list[str]:
        sam = await author_of(desk)
        async with desk.client_of(sam) as browser:
            await browser.post(PAGE, data=TYPED)
        cookie = (await desk.cookie_of(sam))["cookie"].partition("=")[2]
        async with browse(desk.url, {"desk": cookie}) as browsing:
            await browsing.page.goto(PAGE)
            await browsing.page.click("button[value=send]")
            assert await browsing.page.inner_text("#name-fault") == "Vul dit in."
            return [*await browsing.faults(), *browsing.troubles]

    assert with_desk(f"sqlite:///{tmp_path}/x.db", scenario) == []
