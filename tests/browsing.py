"""A real Chromium on our pages, and what is asked of each of them: accessible, narrow, silent."""

import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from pages import NO_BROWSER
from playwright.async_api import Error, Page, async_playwright

NO_COOKIES: Mapping[str, str] = MappingProxyType({})
NARROW = 320
LOOKS = {"reduced_motion": "reduce"}
"""A colour that still changes while axe looks has a contrast of its own."""
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
AXE_LOOK = """async options => {
  const found = await axe.run(options);
  return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 150)}`);
}"""
"""All that is asked of it comes back in words: what it makes of a long list is megabytes."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TAB_WALK = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect(), style = getComputedStyle(it);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    || style.boxShadow !== 'none';
  return {what: it.outerHTML.slice(0, 120), seen: box.width > 0 && box.height > 0
    && box.bottom > 0 && box.right > 0 && ring};
}"""


@dataclass
class Browsing:
    """One page in a browser, and all that went wrong or went elsewhere while it was open."""

    page: Page
    troubles: list[str] = field(default_factory=list)

    async def broken_rules(self, *, only_colours: bool = False) -> list[str]:
        """What axe finds against WCAG 2.2 AA on the page as it stands."""
        rules = {"type": "tag", "values": list(AXE_TAGS)}
        if only_colours:
            rules = {"type": "rule", "values": ["color-contrast"]}
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE_SCRIPT)
        found: list[str] = await self.page.evaluate(AXE_LOOK, options)
        return found

    async def width(self) -> int:
        """How wide the page is; axe does not see that it scrolls sideways."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth"))

    async def faults(self, widths: Sequence[int] = (1200, NARROW)) -> list[str]:
        """All that is wrong with the page as it stands, in light and dark, wide and narrow."""
        found: list[str] = []
        for scheme in ("light", "dark"):
            await self.page.emulate_media(color_scheme=scheme)
            for width in widths:
                await self.page.set_viewport_size({"width": width, "height": 800})
                # The dark changes nothing else.
                rules = await self.broken_rules(only_colours=scheme == "dark")
                found += [f"{scheme}, {width} px: {one}" for one in rules]
        if (wide := await self.width()) > NARROW:
            found.append(f"it is {wide} px wide on a screen of {NARROW}")
        found += [f"Tab reaches unseen: {one}" for one in await self.unseen_stops()]
        return found

    async def unseen_stops(self, most: int = 200) -> list[str]:
        """What Tab reaches without anybody seeing where they are. It walks the page once."""
        unseen: list[str] = []
        first = None
        for _ in range(most):
            await self.page.keyboard.press("Tab")
            at = await self.page.evaluate(TAB_WALK)
            if at is None or at["what"] == first:
                return unseen
            first = first or at["what"]
            if not at["seen"]:
                unseen.append(at["what"])
        return unseen


@asynccontextmanager
async def browse(
    url: str, cookies: Mapping[str, str] = NO_COOKIES, **options: Any
) -> AsyncIterator[Browsing]:
    """A new browser on the pages at `url`; skipped, loudly, where no Chromium can be started."""
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(QUIET)
            )
        except Error as error:
            pytest.skip(f"{NO_BROWSER}: {error.message.splitlines()[0]}")
        context = await browser.new_context(**{**LOOKS, "base_url": url, **options})
        for name, value in cookies.items():
            await context.add_cookies([{"name": name, "value": value, "url": url}])
        page = await context.new_page()
        browsing = Browsing(page)
        troubles = browsing.troubles
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(url) else troubles.append(asked.url),
        )
        try:
            yield browsing
        finally:
            await browser.close()
