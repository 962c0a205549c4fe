"""The page of a one-time link in a real Chromium: readable, reached by key, spent once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from browsing import browse
from pages import GOOD, HOST, Links
from playwright.async_api import Page

from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import serve_web
from signpost_bot.web.site import build_site

LONG = Links(text="Klopt dit nog?\n\n**" + "Meervoudigepersoonlijkheid" * 8 + "**\nB 1.12\n\nTwee")


@asynccontextmanager
async def browser_page(links: Links, **options: Any) -> AsyncIterator[tuple[Page, list[str]]]:
    """A page on the site, and all that went wrong or went elsewhere while it was open."""
    site = build_site(link_routes(links.look, links.spend), "https://another.address")
    async with (
        serve_web(site, HOST, 0) as port,
        browse(f"http://{HOST}:{port}", **options) as browsing,
    ):
        yield browsing.page, browsing.troubles


def test_the_button_is_reached_by_key_and_spends_the_link() -> None:
    """Also that a browser's own form passes the check of where a post comes from."""
    links = Links()

    async def scenario() -> tuple[str | None, str | None, str | None, list[str]]:
        async with browser_page(links) as (page, troubles):
            await page.goto(f"/staff/{GOOD}")
            before = await page.text_content("h1")
            await page.keyboard.press("Tab")
            focused = await page.evaluate("document.activeElement.textContent")
            await page.keyboard.press("Enter")
            await page.wait_for_selector("text=Dank je.")
            return before, focused, await page.text_content("h1"), troubles

    before, focused, after, troubles = asyncio.run(scenario())

    assert (before, focused) == ("Klopt dit nog?", "Zo klopt het")
    assert after == "Dank je. Inloop slaap staat als nagekeken."
    assert links.spent == [GOOD]
    assert troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen_in_the_colours_one_likes(scheme: str) -> None:
    async def scenario() -> tuple[int, str, float, list[str]]:
        options = {"viewport": {"width": 320, "height": 600}, "color_scheme": scheme}
        async with browser_page(LONG, **options) as (page, troubles):
            await page.goto(f"/staff/{GOOD}")
            width = await page.evaluate("document.documentElement.scrollWidth")
            colour = await page.evaluate(
                "getComputedStyle(document.documentElement).backgroundColor"
            )
            box = await page.locator("button").bounding_box()
            return width, colour, box["height"] if box else 0, troubles

    width, colour, height, troubles = asyncio.run(scenario())

    assert width <= 320
    assert (colour == "rgb(255, 255, 255)") is (scheme == "light")
    assert height >= 44
    assert troubles == []
