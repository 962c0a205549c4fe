"""Makes the pictures of the README again, from the pages as they are served.

    PYTHONPATH=tests python scripts/pictures.py [NAME ...]

Fixed moments, a database of its own, made-up people: what changes in a picture changed on the
page. A page that is not there is named, and its picture left as it was.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from browsing import browse
from desking import NOW, OpenDesk, open_desk
from playwright.async_api import Page

from signpost_bot.model.language import Language
from signpost_bot.model.staff import Staff
from signpost_bot.texts import say

NL = Language.NL

HOME = Path(__file__).resolve().parent.parent
FOLDER = HOME / "docs" / "pictures"
LARGEST = 150_000
"""Bytes: small enough for a page that is read on a phone."""

CHAT, DESK, EDIT = "/chat/voorbeeld", "/desk", "/desk/offerings/slaap"
QUESTION = "slaap slecht en volgende week tentamens"
LATER = datetime(2027, 2, 16, 9, 0, tzinfo=UTC)
"""A morning on which something waits for staff."""
SETTLE_MILLISECONDS = 400
"""After the last answer the page scrolls to it."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture: the page, when, what is done on it first, and the size of the window."""

    name: str
    path: str
    width: int
    height: int
    act: Callable[[Page], Awaitable[None]]
    at: datetime = NOW
    is_dark: bool = False
    scale: float = 1.5
    """Sharp on a good screen; a large window would be too large a file for it."""


async def look(_: Page) -> None:
    """Nothing is done on the page."""


async def ask(page: Page) -> None:
    """A student asks something, and has the answer."""
    field = page.get_by_role("textbox").first
    await field.fill(QUESTION)
    await field.press("Enter")
    await page.get_by_text("Rustig slapen").first.wait_for()


async def join(page: Page) -> None:
    """A student asks something, and says "I'm in" to the first place: what, where, who and how."""
    await ask(page)
    await page.get_by_role("button", name=say("ask.join", NL, number=1)).first.click()
    await page.get_by_role("button", name=say("agenda.button", NL)).first.wait_for()


PICTURES = (
    Picture(name="chat", path=CHAT, width=480, height=760, act=ask),
    Picture(name="card", path=CHAT, width=480, height=760, act=join),
    Picture(name="desk", path=DESK, width=960, height=800, act=look, at=LATER, scale=1),
    Picture(name="edit", path=EDIT, width=1100, height=760, act=look, at=LATER, scale=1),
)


async def main(names: list[str]) -> int:
    """Make these pictures, or all; 1 when one of them could not be made."""
    chosen = [one for one in PICTURES if not names or one.name in names]
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with open_desk(f"sqlite:///{folder}/pictures.db") as desk:
            member = await desk.add_member()
            made = [await make(desk, member, picture) for picture in chosen]
    return 0 if all(made) else 1


async def make(desk: OpenDesk, member: Staff, picture: Picture) -> bool:
    """Make one picture; False, with a line that says why, when it could not be made."""
    desk.now = picture.at
    name, _, token = (await desk.cookie_of(member))["cookie"].partition("=")
    async with browse(
        desk.url,
        {name: token},
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme="dark" if picture.is_dark else "light",
        reduced_motion="reduce",
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
    ) as browsing:
        answer = await browsing.page.goto(picture.path)
        if answer is None or answer.status != 200:
            print(f"{picture.name}: {picture.path} is not there")
            return False
        await picture.act(browsing.page)
        await browsing.page.wait_for_timeout(SETTLE_MILLISECONDS)
        drawn = await browsing.page.screenshot(animations="disabled", caret="hide")
    print(f"{picture.name}: {len(drawn) / 1000:.0f} kB")
    if len(drawn) > LARGEST:
        print(f"{picture.name}: too large, {LARGEST / 1000:.0f} kB is the most; show less of it")
        return False
    (FOLDER / f"{picture.name}.png").write_bytes(drawn)
    return True


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
