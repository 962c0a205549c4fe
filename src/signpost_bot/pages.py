"""All pages of one process, put together and served: links of mails, the web chat, the desk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from starlette.routing import BaseRoute

from signpost_bot.actions.conditions import Conditions
from signpost_bot.actions.staff_reminders import SendMail
from signpost_bot.app import App
from signpost_bot.channels.webchat.chat import WebChat, chat_routes
from signpost_bot.channels.webchat.leaving import NEUTRAL_SITE
from signpost_bot.channels.webchat.taking_along import TakeAlong, taking_along_routes
from signpost_bot.desk import (
    audit,
    drafts,
    history,
    offering_page,
    oidc,
    overview,
    people,
    preview,
    sheets,
    signing_in,
)
from signpost_bot.desk.frame import Desk, desk_routes
from signpost_bot.desk.provider import Provider
from signpost_bot.model.session import Channel
from signpost_bot.settings import BadSetting, Settings
from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import CannotListen, serve_web
from signpost_bot.web.shown import Shown
from signpost_bot.web.site import build_site

Clock = Callable[[], datetime]
DESK_PARTS = (
    signing_in.routes,
    oidc.routes,
    overview.routes,
    preview.routes,
    history.routes,
    offering_page.routes,
    people.routes,
    sheets.routes,
    drafts.routes,
    audit.routes,
)
"""The parts of the desk."""


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What the pages reach beyond this process; the first three may be missing.

    `send_mail` mails links to staff, `provider` is the sign-in of institutions, `username` the
    name of the Telegram bot in `t.me/NAME`. `leave_to` is where who leaves the chat fast is sent.
    """

    send_mail: SendMail | None = None
    provider: Provider | None = None
    username: str | None = None
    leave_to: str = NEUTRAL_SITE


ALONE = Outside()
"""Pages without anything outside."""


def list_routes(app: App, clock: Clock, origin: str, outside: Outside = ALONE) -> list[BaseRoute]:
    """Every address there is; `origin` is how the pages are reached from outside."""

    async def look(token: str) -> Shown | None:
        return await app.look_at_link(token, clock())

    async def spend(token: str) -> Shown | None:
        return await app.spend_link(token, clock())

    return [
        *link_routes(look, spend),
        *chat_routes(open_chat(app, clock, outside)),
        *taking_along_routes(open_take_along(app, clock, origin, outside)),
        *desk_routes(open_desk(app, clock, origin, outside), *DESK_PARTS),
    ]


def open_chat(app: App, clock: Clock, outside: Outside) -> WebChat:
    """The web chat with all it needs. An institution in trial answers guests only, and nobody in
    a page is one."""
    return WebChat(
        database=app.database,
        catalogs=app.catalogs,
        talk=lambda token, institution: app.talk(Channel.WEB, token, institution, frozenset()),
        spare=app.spare,
        clock=clock,
        leave_to=outside.leave_to,
        has_telegram=outside.username is not None,
    )


def open_desk(app: App, clock: Clock, origin: str, outside: Outside = ALONE) -> Desk:
    """The desk with all it needs."""
    return Desk(
        database=app.database,
        catalogs=app.catalogs,
        seal=app.seal,
        doubts=app.doubts,
        conditions=Conditions(needs={one.slug: one.title for one in app.catalogs.needs.needs}),
        clock=clock,
        origin=origin,
        send_mail=outside.send_mail,
        provider=outside.provider,
    )


def open_take_along(app: App, clock: Clock, origin: str, outside: Outside) -> TakeAlong:
    """What can be taken along from the chat, with all it needs."""
    return TakeAlong(
        database=app.database,
        catalogs=app.catalogs,
        seal=app.seal,
        clock=clock,
        origin=origin,
        username=outside.username,
    )


@asynccontextmanager
async def open_pages(
    app: App, settings: Settings, clock: Clock, outside: Outside = ALONE
) -> AsyncIterator[None]:
    """The pages, when there is a port for them; `BadSetting` when they cannot be served."""
    if settings.web_port is None:
        yield
        return
    if not settings.web_url:
        raise BadSetting("SIGNPOST_WEB_URL: SIGNPOST_WEB_PORT needs it; it stands in mails")
    routes = list_routes(app, clock, settings.web_url, outside)
    site = build_site(routes, settings.web_url)
    try:
        async with serve_web(site, settings.web_host, settings.web_port):
            yield
    except CannotListen as error:
        raise BadSetting(f"SIGNPOST_WEB_PORT: {error}") from None
