"""The edit form in a real browser: an hour changed by keyboard, faults in focus, and no scripts."""

from pathlib import Path

from browsing import browse
from desking import OpenDesk, with_desk

from signpost_bot.actions.editing import load_offering
from signpost_bot.model.offering import Offering

PAGE = "/desk/offerings/huiskamer"


async def hours(desk: OpenDesk) -> list[str]:
    async with desk.app.database.transaction() as tx:
        revision = await load_offering(tx, "voorbeeld", "huiskamer")
    assert revision
    assert isinstance(revision.content, Offering)
    return [f"{one.start:%H:%M}" for one in revision.content.moments]


def test_an_hour_is_changed_by_keyboard_without_scripts(tmp_path: Path) -> None:
    """Enter saves; it presses none of the buttons that stand before the one that says so."""

    async def scenario(desk: OpenDesk) -> None:
        cookies = {"desk": (await desk.cookie_of(await desk.add_member()))["cookie"][5:]}
        narrow = {"width": 320, "height": 800}
        async with browse(desk.url, cookies, java_script_enabled=False, viewport=narrow) as seen:
            page = seen.page
            await page.goto(PAGE)
            await page.get_by_label("Tijd 1", exact=True).fill("dinsdag rond de lunch")
            await page.keyboard.press("Enter")
            await page.get_by_role("link", name="Tijd 1: ").click()
            await page.get_by_label("Tijd 1", exact=True).fill("elke dinsdag 12.30 uur tot 14u")
            await page.keyboard.press("Enter")
            await page.get_by_text("Opgeslagen.").wait_for()
            assert await hours(desk) == ["12:30"]
            await page.get_by_role("button", name="Tijd erbij").click()
            await page.get_by_label("Tijd 2", exact=True).fill("elke vrijdag 9-10u")
            await page.keyboard.press("Enter")
            await page.get_by_text("Opgeslagen.").wait_for()
            assert await hours(desk) == ["12:30", "09:00"]
            assert seen.troubles == []

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_faults_are_in_focus_and_the_page_is_for_everybody(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        cookies = {"desk": (await desk.cookie_of(await desk.add_member()))["cookie"][5:]}
        async with browse(desk.url, cookies, viewport={"width": 320, "height": 800}) as seen:
            page = seen.page
            await page.goto(PAGE)
            await page.get_by_label("Titel (Engels)").fill("")
            await page.keyboard.press("Enter")
            await page.get_by_text("Nog niet opgeslagen").wait_for()
            assert await page.evaluate("document.activeElement.id") == "summary"
            assert await seen.width() == 320
            assert await seen.broken_rules() == []
            await page.get_by_role("link", name="Titel (Engels)").click()
            assert await page.evaluate("document.activeElement.name") == "title.en"
            await page.get_by_text("In het Nederlands").wait_for()
            assert seen.troubles == []

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)
