"""What a student takes along from the web chat: a calendar to follow, and the talk to Telegram."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from signpost_bot.actions.catalog import Catalogs
from signpost_bot.actions.continuing import find_web_talk, make_continuation
from signpost_bot.actions.feeds import make_feed, read_feed
from signpost_bot.calendar import say_date
from signpost_bot.catalog.ics import NAME
from signpost_bot.model.language import Language
from signpost_bot.store.database import Database
from signpost_bot.store.sealing import Seal
from signpost_bot.texts import say
from signpost_bot.web.templates import read_language, render

SQUARE = 5
"""Pixels of one square of a QR code: large enough for a phone held before a screen."""


@dataclass(frozen=True, kw_only=True)
class TakeAlong:
    """What these pages need. `origin` is the address from outside; `username` the bot's name in
    `t.me/NAME`, None where there is no bot."""

    database: Database
    catalogs: Catalogs
    seal: Seal
    clock: Callable[[], datetime]
    origin: str
    username: str | None


def taking_along_routes(needed: TakeAlong) -> list[Route]:
    """The addresses of what can be taken along, and of the calendars that were."""

    async def to_calendar(request: Request) -> Response:
        return await _to_calendar(needed, request)

    async def to_telegram(request: Request) -> Response:
        return await _to_telegram(needed, request)

    async def give_feed(request: Request) -> Response:
        async with needed.database.transaction() as tx:
            token, now = request.path_params["token"], needed.clock()
            feed = await read_feed(tx, needed.catalogs, token, needed.origin, now)
        if feed is None:
            raise HTTPException(404)
        shown = {"Content-Disposition": f'inline; filename="{NAME}"'}
        return Response(feed, media_type="text/calendar; charset=utf-8", headers=shown)

    return [
        Route("/chat/{institution}/calendar", to_calendar, methods=["POST"]),
        Route("/chat/{institution}/telegram", to_telegram, methods=["POST"]),
        Route("/calendar/{token}.ics", give_feed, methods=["GET"]),
    ]


async def _to_calendar(needed: TakeAlong, request: Request) -> Response:
    institution, address = await _read(request)
    async with needed.database.transaction() as tx:
        made = await make_feed(
            tx, needed.catalogs, needed.seal, institution, address, needed.clock()
        )
    if made is None:
        return _say_over(request, institution)
    token, feed = made
    link = f"{needed.origin}/calendar/{token}.ics"
    return render(
        "chat/calendar.html",
        feed.language,
        heading=say("further.feed_title", feed.language),
        institution=institution,
        link=link,
        # What a calendar program opens as something to follow, not as a file to copy once.
        follow=urlsplit(link)._replace(scheme="webcal").geturl(),
        has_times=bool(feed.offerings),
        until=say_date(feed.keep_to, feed.language),
    )


async def _to_telegram(needed: TakeAlong, request: Request) -> Response:
    institution, address = await _read(request)
    payload = None
    async with needed.database.transaction() as tx:
        talk = await find_web_talk(tx, needed.seal, institution, address)
        if talk and needed.username:
            payload = await make_continuation(tx, talk[0], needed.clock())
    if talk is None:
        return _say_over(request, institution)
    language = talk[1].language
    if needed.username is None:
        return _say_no(
            institution, 404, language, "further.no_telegram_title", "further.no_telegram"
        )
    if payload is None:
        return _say_over(request, institution)
    link = f"https://t.me/{needed.username}?start={payload}"
    # White in the dark too: a camera looks for dark squares on a light ground.
    code = segno.make_qr(link, error="m").svg_data_uri(scale=SQUARE, light="white")
    return render(
        "chat/telegram.html",
        language,
        heading=say("further.telegram_title", language),
        institution=institution,
        link=link,
        code=code,
    )


async def _read(request: Request) -> tuple[str, str]:
    """The institution of the address, and the talk that the form names."""
    async with request.form(max_files=0, max_fields=5) as form:
        token = form.get("token")
    return request.path_params["institution"], token if isinstance(token, str) else ""


def _say_over(request: Request, institution: str) -> HTMLResponse:
    """The talk was ended, or nobody said anything for long."""
    language = read_language(request)
    return _say_no(institution, 410, language, "further.over_title", "further.over")


def _say_no(
    institution: str, status: int, language: Language, heading: str, text: str
) -> HTMLResponse:
    return render(
        "chat/cannot.html",
        language,
        status,
        heading=say(heading, language),
        text=say(text, language),
        institution=institution,
    )
