"""A student in the web chat as it is served: reads the fields of the page, and posts them."""

import re
from dataclasses import dataclass, field
from html import unescape

import httpx
from desking import OpenDesk
from sqlalchemy import func, select

from signpost_bot.store.tables import student

STREAM = {"accept": "text/event-stream"}


@dataclass
class Visitor:
    """Somebody at a page of the chat; `page` is what they see now."""

    client: httpx.AsyncClient
    base: str = "/chat/voorbeeld"
    page: httpx.Response = field(init=False)
    fields: dict[str, str] = field(default_factory=dict)

    async def open(self) -> str:
        """A new page."""
        self.page = await self.client.get(self.base)
        self._read()
        return self.page.text

    async def say(self, text: str, **fields: str) -> str:
        """Type something, without scripts."""
        return await self.post("say", text=text, **fields)

    async def tap(self, choice: str) -> str:
        """Tap a button, by its id and the label it has."""
        label = re.search(rf'value="{re.escape(choice)} ([^"]+)"', self.page.text)
        return await self.post("say", tap=f"{choice} {unescape(label[1])}" if label else choice)

    async def post(self, part: str, **fields: str) -> str:
        """Post to an address of the page."""
        self.page = await self.client.post(f"{self.base}/{part}", data=self.fields | fields)
        self._read()
        return self.page.text

    async def stream(self, **fields: str) -> list[str]:
        """What comes one by one, for a page that stays."""
        data = self.fields | fields
        answer = await self.client.post(f"{self.base}/say", data=data, headers=STREAM)
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = [event.replace("data: ", "") for event in answer.text.split("\n\n") if event]
        if 'value="yes"' in events[-1]:
            self.fields["begun"] = "yes"
        return events

    def _read(self) -> None:
        found = re.findall(r'name="(token|language|begun)"[^>]* value="([^"]*)"', self.page.text)
        self.fields |= dict(found)


def visitor(client: httpx.AsyncClient, base: str = "/chat/voorbeeld") -> Visitor:
    """Somebody who did nothing yet."""
    return Visitor(client, base)


async def count_students(desk: OpenDesk) -> int:
    """How many students the database knows."""
    async with desk.app.database.transaction() as tx:
        return int((await tx.execute(select(func.count()).select_from(student))).scalar_one())
