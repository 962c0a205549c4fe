"""The pages of the demo in a real browser: for everybody, on a narrow screen, light and dark."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

from browsing import browse
from demoing import OpenDemo, with_demo

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_everybody_can_use_them_and_one_click_lets_a_week_pass(tmp_path: Path) -> None:
    async def scenario(demo: OpenDemo) -> None:
        await demo.choose("remind:slaap")
        await demo.line.collect_due(timedelta(days=2))
        demo.clock.let_pass(timedelta(days=100))  # something waits for staff
        # Without motion: else a colour is looked at while it fades.
        async with browse(
            str(demo.browser.base_url),
            viewport={"width": 320, "height": 700},
            reduced_motion="reduce",
        ) as browsing:
            page = browsing.page
            for path in ("/demo", "/demo/desk"):
                for scheme in SCHEMES:
                    await page.emulate_media(color_scheme=scheme)
                    await page.goto(path)
                    assert await browsing.broken_rules() == [], (path, scheme)
                assert await browsing.width() <= 320
                assert await browsing.unseen_stops() == []
            await page.goto("/demo")
            before = demo.clock.ahead
            await page.get_by_role("button", name="Laat een week voorbijgaan").click()
            await page.wait_for_url("**/demo#due")
            assert demo.clock.ahead - before == timedelta(days=7)
            assert browsing.troubles == []
            await page.get_by_role("button", name="Anouk de Vries").click()
            await page.wait_for_url("**/desk")

    with_demo(f"sqlite:///{tmp_path}/demo.db", scenario)
