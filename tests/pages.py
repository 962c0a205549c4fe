"""The site served for real on this machine, with links that remember what was done to them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx

from signpost_bot.model.language import Language
from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import serve_web
from signpost_bot.web.site import build_site

T = TypeVar("T")
GOOD = "A-good_token-of-43-letters-and-digits-00000"
ENGLISH = "An-English_token-of-43-letters-and-digits-0"
BROKEN = "A-token-that-breaks-the-database-0000000000"
HOST = "127.0.0.1"
NO_BROWSER = "no Chromium can be started here"


@dataclass(frozen=True)
class Page:
    """What a page says, as the staff part makes it."""

    text: str
    language: Language
    button: str = ""
    token: str = ""


@dataclass
class Links:
    """One good link in each language; a list of what was asked."""

    text: str = "Klopt dit nog?\n\n**Inloop <b>slaap</b>**\nDinsdag 12:00, B 1.12"
    button: str = "Zo klopt het"
    asked: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)

    async def look(self, token: str) -> Page | None:
        self.asked.append(token)
        if token == BROKEN:
            raise RuntimeError(f"marker {token}")
        if token not in (GOOD, ENGLISH) or token in self.spent:
            return None
        language = Language.EN if token == ENGLISH else Language.NL
        return Page(self.text, language, self.button, token)

    async def spend(self, token: str) -> Page | None:
        page = await self.look(token)
        if page is None:
            return None
        self.spent.append(token)
        return Page("Dank je. **Inloop slaap** staat als nagekeken.", page.language)


def with_site(
    links: Links, scenario: Callable[[httpx.AsyncClient], Awaitable[T]], origin: str = ""
) -> T:
    """What `scenario` returns, with a client of the site as it is served."""

    async def run() -> T:
        site = build_site(link_routes(links.look, links.spend), origin)
        async with (
            serve_web(site, HOST, 0) as port,
            httpx.AsyncClient(base_url=f"http://{HOST}:{port}") as client,
        ):
            return await scenario(client)

    return asyncio.run(run())


async def ask_raw(client: httpx.AsyncClient, target: str) -> tuple[int, str]:
    """Status and page of an address sent as it stands: a client would tidy it first. 0 when the
    server hangs up while we still talk."""
    reader, writer = await asyncio.open_connection(HOST, client.base_url.port)
    writer.write(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    try:
        answer = (await reader.read()).decode()
    except ConnectionResetError:
        return 0, ""
    finally:
        writer.close()
    head, _, page = answer.partition("\r\n\r\n")
    return int(head.split()[1]), page
