"""All pages of one process, put together and served: links of mails, the chat, the desk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.routing import BaseRoute

from signpost_bot.app import App
from signpost_bot.channels.webchat.chat import WebChat, chat_routes
from signpost_bot.channels.webchat.leaving import NEUTRAL_SITE
from signpost_bot.desk.frame import Desk, desk_routes
from signpost_bot.model.session import Channel
from signpost_bot.settings import BadSetting, Settings
from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import CannotListen, serve_web
from signpost_bot.web.shown import Shown
from signpost_bot.web.site import build_site

Clock = Callable[[], datetime]


def list_routes(
    app: App, clock: Clock, origin: str, leave_to: str = NEUTRAL_SITE
) -> list[BaseRoute]:
    """Every address there is; `origin` is how the pages are reached from outside, `leave_to` where
    who leaves the chat quickly is sent."""

    async def look(token: str) -> Shown | None:
        return await app.look_at_link(token, clock())

    async def spend(token: str) -> Shown | None:
        return await app.spend_link(token, clock())

    chat = chat_routes(open_chat(app, clock, leave_to))
    return [*link_routes(look, spend), *chat, *desk_routes(open_desk(app, clock, origin))]


def open_chat(app: App, clock: Clock, leave_to: str) -> WebChat:
    """The web chat with all it needs. An institution in trial answers guests only, and nobody in
    a page is one."""
    return WebChat(
        database=app.database,
        catalogs=app.catalogs,
        talk=lambda token, institution: app.talk(Channel.WEB, token, institution, frozenset()),
        spare=app.spare,
        clock=clock,
        leave_to=leave_to,
    )


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
    site = build_site(
        list_routes(app, clock, settings.web_url, settings.web_exit), settings.web_url
    )
    try:
        async with serve_web(site, settings.web_host, settings.web_port):
            yield
    except CannotListen as error:
        raise BadSetting(f"SIGNPOST_WEB_PORT: {error}") from None
