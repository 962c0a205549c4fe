"""All pages of one process, put together and served: links of mails, the desk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.routing import BaseRoute

from signpost_bot.actions.staff_reminders import SendMail
from signpost_bot.app import App
from signpost_bot.desk import audit, oidc, signing_in
from signpost_bot.desk.frame import Desk, desk_routes
from signpost_bot.desk.provider import Provider
from signpost_bot.settings import BadSetting, Settings, read_provider
from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import CannotListen, serve_web
from signpost_bot.web.shown import Shown
from signpost_bot.web.site import build_site

Clock = Callable[[], datetime]
PARTS = (
    signing_in.routes,
    oidc.routes,
    audit.routes,
)
"""The parts of the desk."""


def list_routes(
    app: App,
    clock: Clock,
    origin: str,
    send_mail: SendMail | None = None,
    provider: Provider | None = None,
) -> list[BaseRoute]:
    """Every address there is; `origin` is how the pages are reached from outside. Staff sign in
    by mail and at a provider where there are such."""

    async def look(token: str) -> Shown | None:
        return await app.look_at_link(token, clock())

    async def spend(token: str) -> Shown | None:
        return await app.spend_link(token, clock())

    desk = open_desk(app, clock, origin, send_mail, provider)
    return [*link_routes(look, spend), *desk_routes(desk, *PARTS)]


def open_desk(
    app: App,
    clock: Clock,
    origin: str,
    send_mail: SendMail | None = None,
    provider: Provider | None = None,
) -> Desk:
    """The desk with all it needs."""
    return Desk(
        database=app.database,
        catalogs=app.catalogs,
        seal=app.seal,
        doubts=app.doubts,
        clock=clock,
        origin=origin,
        send_mail=send_mail,
        provider=provider,
    )


@asynccontextmanager
async def open_pages(
    app: App, settings: Settings, clock: Clock, send_mail: SendMail | None = None
) -> AsyncIterator[None]:
    """The pages, when there is a port for them; `BadSetting` when they cannot be served."""
    if settings.web_port is None:
        yield
        return
    if not settings.web_url:
        raise BadSetting("SIGNPOST_WEB_URL: SIGNPOST_WEB_PORT needs it; it stands in mails")
    provider = read_provider(settings)
    routes = list_routes(app, clock, settings.web_url, send_mail, provider)
    site = build_site(routes, settings.web_url)
    try:
        async with serve_web(site, settings.web_host, settings.web_port):
            yield
    except CannotListen as error:
        raise BadSetting(f"SIGNPOST_WEB_PORT: {error}") from None
