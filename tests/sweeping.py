"""Pages looked at in a browser one after the other, and what was wrong with each."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from browsing import NARROW, Browsing, browse
from desking import OpenDesk
from playwright.async_api import Page, Response

from signpost_bot.model.staff import Staff

WIDE = (1200, NARROW)


@dataclass
class Sweep:
    """A browser, and what it found: nothing of good pages."""

    browsing: Browsing
    wrong: dict[str, list[str]] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        """The page as it stands."""
        return self.browsing.page

    async def open(self, path: str, status: int = 200) -> None:
        """Go there and look at all of it."""
        await self.look(path, await self.page.goto(path), status, WIDE)

    async def look(
        self,
        name: str,
        answer: Response | None = None,
        status: int = 200,
        widths: Sequence[int] = (NARROW,),
    ) -> None:
        """Look at what is there now; `answer` brought it, with this status."""
        found = await self.browsing.faults(widths)
        if answer and answer.status != status:
            found.append(f"status {answer.status}")
        # A browser itself says in the console of an answer that is a refusal, that it is one.
        refusal = f"status of {status} "
        found += [one for one in self.browsing.troubles if not (status >= 400 and refusal in one)]
        self.browsing.troubles.clear()
        if found:
            self.wrong[name] = found

    async def press(self, name: str, button: str, status: int = 200) -> None:
        """Press a button that leads to another page, and look at that."""
        async with self.page.expect_navigation() as led:
            await self.page.locator(button).first.click()
        await self.look(name, await led.value, status)


@asynccontextmanager
async def sweep(desk: OpenDesk, member: Staff | None) -> AsyncIterator[Sweep]:
    """One browser, with somebody signed in; None is nobody."""
    cookie = (await desk.cookie_of(member))["cookie"].partition("=")[2] if member else ""
    async with browse(desk.url, {"desk": cookie} if cookie else {}, locale="nl-NL") as browsing:
        yield Sweep(browsing)
