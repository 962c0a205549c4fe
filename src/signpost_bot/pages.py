"""All pages of one process, put together and served: links of mails, the desk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.routing import BaseRoute

from signpost_bot.app import App
from signpost_bot.desk import history, offering_page, preview
from signpost_bot.desk.frame import Desk, desk_routes
from signpost_bot.settings import BadSetting, Settings
from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import CannotListen, serve_web
from signpost_bot.web.shown import Shown
from signpost_bot.web.site import build_site

Clock = Callable[[], datetime]


def list_routes(app: App, clock: Clock, origin: str) -> list[BaseRoute]:
    """Every address there is; `origin` is how the pages are reached from outside."""

    async def look(token: str) -> Shown | None:
        return await app.look_at_link(token, clock())

    async def spend(token: str) -> Shown | None:
        return await app.spend_link(token, clock())

    return [
        *link_routes(look, spend),
        *desk_routes(
            open_desk(app, clock, origin), history.routes, preview.routes, offering_page.routes
        ),
    ]


def open_desk(app: App, clock: Clock, origin: str) -> Desk:
    """The desk with all it needs."""
    return Desk(
        database=app.database,
        catalogs=app.catalogs,
        seal=app.seal,
        doubts=app.doubts,
        clock=clock,
        origin=origin,
    )


@asynccontextmanager
async def open_pages(app: App, settings: Settings, clock: Clock) -> AsyncIterator[None]:
    """The pages, when there is a port for them; `BadSetting` when they cannot be served."""
    if settings.web_port is None:
        yield
        return
    if not settings.web_url:
        raise BadSetting("SIGNPOST_WEB_URL: SIGNPOST_WEB_PORT needs it; it stands in mails")
    site = build_site(list_routes(app, clock, settings.web_url), settings.web_url)
    try:
        async with serve_web(site, settings.web_host, settings.web_port):
            yield
    except CannotListen as error:
        raise BadSetting(f"SIGNPOST_WEB_PORT: {error}") from None
