"""The web chat in a real browser: with scripts and without, narrow, dark, and left quickly."""

from pathlib import Path

from browsing import Browsing, browse
from desking import OpenDesk, with_desk
from playwright.async_api import Page
from web_chatting import count_students

LEFT = "https://www.knmi.nl/"
CLEARED = "Clear-Site-Data"
"""What Chromium says in the console when it does what was asked."""


async def _lines(page: Page, number: int) -> str:
    """The last line of the talk, once there are so many."""
    await page.wait_for_selector(f"#log > li:nth-child({number})")
    return await page.inner_text("#log > li:last-child")


async def _stand_in(browsing: Browsing) -> None:
    """The site one leaves to, without asking anybody outside."""
    await browsing.page.context.route(
        f"{LEFT}**", lambda route: route.fulfill(body="<title>weer</title>")
    )


async def _talk(desk: OpenDesk, browsing: Browsing) -> None:
    page = browsing.page
    await page.goto("/chat/voorbeeld")
    await page.keyboard.type("ik slaap slecht")
    await page.keyboard.press("Enter")
    assert "Rustig slapen" in await _lines(page, 3)
    assert "ik slaap slecht" in await page.inner_text("#log > li:nth-child(2)")
    await page.click("text=1 Ik doe mee")
    assert "Goed plan" in await _lines(page, 5)
    assert "1 Ik doe mee" in await page.inner_text("#log > li:nth-child(4)")
    assert await page.evaluate("document.activeElement.name") == "text"
    assert await page.input_value("[name=text]") == ""
    assert await page.input_value("#begun-say") == "yes"
    assert browsing.troubles == []
    assert await browsing.broken_rules() == []
    await page.emulate_media(color_scheme="dark")
    assert await browsing.broken_rules() == []
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await browsing.width() <= 320
    assert await browsing.unseen_stops() == []
    heights = "[...document.querySelectorAll('button')].map(one => one.offsetHeight)"
    assert min(await page.evaluate(heights)) >= 44
    assert page.url.endswith("/chat/voorbeeld")
    assert await count_students(desk) == 1


async def _erase(desk: OpenDesk, browsing: Browsing) -> None:
    page = browsing.page
    await page.click("text=Wis en sluit")
    await page.wait_for_url("**/closed")
    assert await count_students(desk) == 0
    await page.go_back()
    assert "slaap" not in await page.content()
    assert [one for one in browsing.troubles if CLEARED not in one] == []


async def _leave_by_key(desk: OpenDesk, browsing: Browsing) -> None:
    page = browsing.page
    await page.goto("/chat/voorbeeld")
    await page.keyboard.type("hoi")
    await page.keyboard.press("Enter")
    await _lines(page, 3)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.wait_for_url(LEFT)
    await page.go_back()
    assert "hoi" not in await page.content()
    assert await count_students(desk) == 0


def test_a_talk_with_scripts_and_the_ways_out(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with browse(desk.url, locale="nl-NL", reduced_motion="reduce") as browsing:
            await _stand_in(browsing)
            await _talk(desk, browsing)
            await _erase(desk, browsing)
            await _leave_by_key(desk, browsing)

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_a_talk_without_scripts(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with browse(desk.url, locale="nl-NL", java_script_enabled=False) as browsing:
            page = browsing.page
            await _stand_in(browsing)
            await page.goto("/chat/voorbeeld")
            await page.fill("[name=text]", "ik slaap slecht")
            await page.keyboard.press("Enter")
            assert "Rustig slapen" in await _lines(page, 2)
            await page.click("text=1 Ik doe mee")
            assert "Goed plan" in await _lines(page, 2)
            await page.click("header >> text=English")
            assert "Leave fast" in await page.inner_text("header")
            await page.click("text=Leave fast")
            await page.wait_for_url(LEFT)
            assert await count_students(desk) == 0

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)
