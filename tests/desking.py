"""The desk served for real on this machine, with somebody signed in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

import httpx
from filled import OFFERINGS, SECRET, copy_catalogs
from pages import HOST

from signpost_bot.actions.desk_links import PATH, make_sign_in
from signpost_bot.actions.desk_sessions import sign_in
from signpost_bot.actions.staff_reminders import SendMail
from signpost_bot.app import App, open_app
from signpost_bot.desk.provider import Provider
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role, Staff, StaffId
from signpost_bot.pages import Outside, list_routes
from signpost_bot.store.staff import add_staff
from signpost_bot.web.serving import serve_web
from signpost_bot.web.site import build_site

T = TypeVar("T")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday, 10:00 at the institution."""
OURS = {"sec-fetch-site": "same-origin"}
"""What a browser says of a form on one of our own pages."""


@dataclass
class OpenDesk:
    """A desk that runs: its app, its address, and a clock that can be set."""

    app: App
    url: str
    now: datetime = NOW

    async def add_member(
        self,
        role: Role = Role.APPROVER,
        *,
        name: str = "Anouk de Vries",
        institution: str = "voorbeeld",
        scope: str | None = None,
        language: Language = Language.NL,
    ) -> Staff:
        """A new member of staff."""
        member = Staff(
            id=StaffId(uuid4()),
            institution=institution,
            name=name,
            role=role,
            scope=scope,
            language=language,
        )
        async with self.app.database.transaction() as tx:
            assert await add_staff(tx, member, self.now.date())
        return member

    async def link_of(self, member: Staff) -> str:
        """The path of a new link that signs them in."""
        async with self.app.database.transaction() as tx:
            return PATH + await make_sign_in(tx, self.app.seal, member, self.now)

    async def cookie_of(self, member: Staff) -> dict[str, str]:
        """The header that a browser of theirs sends along."""
        async with self.app.database.transaction() as tx:
            return {"cookie": f"desk={await sign_in(tx, member, self.now)}"}

    @asynccontextmanager
    async def client_of(self, member: Staff | None) -> AsyncIterator[httpx.AsyncClient]:
        """A browser in which they are signed in; None is nobody."""
        headers = OURS | (await self.cookie_of(member) if member else {})
        async with httpx.AsyncClient(base_url=self.url, headers=headers) as client:
            yield client


@asynccontextmanager
async def open_desk(
    url: str, send_mail: SendMail | None = None, provider: Provider | None = None
) -> AsyncIterator[OpenDesk]:
    """All pages on this database, which gets the catalogs of the files."""
    await copy_catalogs(url, NOW)
    async with open_app(url, OFFERINGS, SECRET, NOW) as app:
        desk = OpenDesk(app, "")
        # Over http, so the cookie bears no `__Host-`; no test relies on that being weaker.
        origin = f"http://{HOST}"
        outside = Outside(send_mail=send_mail, provider=provider)
        routes = list_routes(app, lambda: desk.now, origin, outside)
        async with serve_web(build_site(routes, origin), HOST, 0) as port:
            desk.url = f"http://{HOST}:{port}"
            yield desk


def with_desk(
    url: str,
    scenario: Callable[[OpenDesk], Awaitable[T]],
    send_mail: SendMail | None = None,
    provider: Provider | None = None,
) -> T:
    """What `scenario` returns, with the desk running on this database; staff sign in by mail and
    at a provider where there are such."""

    async def run() -> T:
        async with open_desk(url, send_mail, provider) as desk:
            return await scenario(desk)

    return asyncio.run(run())
