"""All pages of one process, put together and served: links of mails, the desk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.routing import BaseRoute

from signpost_bot.actions.conditions import Conditions
from signpost_bot.app import App
from signpost_bot.channels.webchat.taking_along import TakeAlong, taking_along_routes
from signpost_bot.desk import drafts, overview, people, sheets
from signpost_bot.desk.frame import Desk, desk_routes
from signpost_bot.settings import BadSetting, Settings
from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import CannotListen, serve_web
from signpost_bot.web.shown import Shown
from signpost_bot.web.site import build_site

Clock = Callable[[], datetime]
DESK_PARTS = (overview.routes, people.routes, sheets.routes, drafts.routes)


def list_routes(
    app: App, clock: Clock, origin: str, username: str | None = None
) -> list[BaseRoute]:
    """Every address there is; `origin` is how the pages are reached from outside, `username` the
    name of the Telegram bot, None without one."""

    async def look(token: str) -> Shown | None:
        return await app.look_at_link(token, clock())

    async def spend(token: str) -> Shown | None:
        return await app.spend_link(token, clock())

    return [
        *link_routes(look, spend),
        *taking_along_routes(open_take_along(app, clock, origin, username)),
        *desk_routes(open_desk(app, clock, origin), *DESK_PARTS),
    ]


def open_desk(app: App, clock: Clock, origin: str) -> Desk:
    """The desk with all it needs."""
    return Desk(
        database=app.database,
        catalogs=app.catalogs,
        seal=app.seal,
        doubts=app.doubts,
        conditions=Conditions(needs={one.slug: one.title for one in app.catalogs.needs.needs}),
        clock=clock,
        origin=origin,
    )


def open_take_along(app: App, clock: Clock, origin: str, username: str | None) -> TakeAlong:
    """What can be taken along from the chat, with all it needs."""
    return TakeAlong(
        database=app.database,
        catalogs=app.catalogs,
        seal=app.seal,
        clock=clock,
        origin=origin,
        username=username,
    )


@asynccontextmanager
async def open_pages(
    app: App, settings: Settings, clock: Clock, username: str | None = None
) -> AsyncIterator[None]:
    """The pages, when there is a port for them; `BadSetting` when they cannot be served."""
    if settings.web_port is None:
        yield
        return
    if not settings.web_url:
        raise BadSetting("SIGNPOST_WEB_URL: SIGNPOST_WEB_PORT needs it; it stands in mails")
    site = build_site(list_routes(app, clock, settings.web_url, username), settings.web_url)
    try:
        async with serve_web(site, settings.web_host, settings.web_port):
            yield
    except CannotListen as error:
        raise BadSetting(f"SIGNPOST_WEB_PORT: {error}") from None
