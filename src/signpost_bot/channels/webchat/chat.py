"""The pages of the web chat: a talk without a cookie, without an address, and without a trace."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from signpost_bot.actions import web_talks
from signpost_bot.actions.catalog import Catalogs
from signpost_bot.actions.conversation import Talk
from signpost_bot.channels.webchat.inbound import LONGEST, Posted, read_incoming, read_post
from signpost_bot.channels.webchat.leaving import site_of
from signpost_bot.channels.webchat.render import (
    Place,
    all_lines,
    has_begun,
    own_line,
    reply_line,
    to_event,
)
from signpost_bot.meaning.vectors import Embed, embed_one
from signpost_bot.model.institution import Institution
from signpost_bot.model.language import Language
from signpost_bot.model.session import Incoming, Reply
from signpost_bot.safety.card import SpareCards
from signpost_bot.safety.guard import respond
from signpost_bot.store.database import Database, DatabaseUnavailable
from signpost_bot.store.sealing import make_token
from signpost_bot.web.headers import allow
from signpost_bot.web.templates import read_language, render, say_no

CALENDAR = "BEGIN:VCALENDAR"
WAYS = ("chat", "embed")
"""The first part of an address: a page of its own, or one in the frame of another site."""


@dataclass(frozen=True, kw_only=True)
class WebChat:
    """What the chat needs. `talk` gives the line of a token at an institution, `leave_to` is where
    "leave fast" leads, `has_telegram` whether a talk can go on there."""

    database: Database
    catalogs: Catalogs
    talk: Callable[[str, str], Talk]
    spare: SpareCards
    clock: Callable[[], datetime]
    leave_to: str
    has_telegram: bool = False
    embed: Embed = field(default=embed_one, repr=False)


def chat_routes(chat: WebChat) -> list[Route]:
    """The addresses of the chat, and the same ones for a frame."""

    async def show_page(request: Request) -> Response:
        return await _open(chat, request)

    async def say(request: Request) -> Response:
        return await _say(chat, request)

    async def give_file(request: Request) -> Response:
        return await _give_file(request)

    async def end(request: Request) -> Response:
        await _forget(chat, request)
        there = f"{_base(request)}/closed"
        return RedirectResponse(there, 303, {"Clear-Site-Data": '"cache", "storage"'})

    async def closed(request: Request) -> Response:
        await _find(chat, request, read_language(request))
        return render("chat/closed.html", read_language(request), base=_base(request))

    async def leave(request: Request) -> Response:
        await _forget(chat, request)
        return RedirectResponse(chat.leave_to, 303, {"Clear-Site-Data": '"cache", "storage"'})

    parts = (
        ("", show_page, "GET"),
        ("/say", say, "POST"),
        ("/file", give_file, "POST"),
        ("/end", end, "POST"),
        ("/closed", closed, "GET"),
        ("/leave", leave, "POST"),
    )
    return [
        Route(f"/{way}/{{institution}}{part}", answer, methods=[method])
        for way in WAYS
        for part, answer, method in parts
    ]


async def _open(chat: WebChat, request: Request) -> Response:
    language = read_language(request)
    opened = await _find(chat, request, language)
    place = Place(base=_base(request), token=make_token(), has_begun=False, language=language)
    return _page(chat, request, place, opened.institution, all_lines(place, "", opened.replies))


async def _find(chat: WebChat, request: Request, language: Language) -> web_talks.Opened:
    """The institution of an address, whose websites may frame the answer; else a clear page."""
    slug = request.path_params["institution"]
    opened = await web_talks.open_page(chat.database, chat.catalogs, slug, language, chat.clock())
    if opened is None:
        raise HTTPException(404)
    _let_frame(request, opened.institution)
    return opened


async def _say(chat: WebChat, request: Request) -> Response:
    posted = await read_post(request)
    incoming = await read_incoming(posted, chat.embed)
    place = Place(
        base=_base(request),
        token=posted.token,
        has_begun=posted.has_begun,
        language=posted.language,
    )
    if "text/event-stream" in request.headers.get("accept", ""):
        stream = _stream(chat, request, posted, incoming, place)
        return StreamingResponse(stream, media_type="text/event-stream")
    replies, place = await _answer(chat, request, posted, incoming, place)
    institution = None
    try:
        institution = (await _find(chat, request, place.language)).institution
    except DatabaseUnavailable:
        pass  # the replies say so, or name the numbers
    except HTTPException:
        if incoming.alarm is None:
            raise
    lines = all_lines(place, posted.shown, replies)
    return _page(chat, request, place, institution, lines)


async def _stream(
    chat: WebChat, request: Request, posted: Posted, incoming: Incoming, place: Place
) -> AsyncIterator[bytes]:
    """The student's own line at once, then the replies, then what the page must know."""
    if posted.shown:
        yield to_event(own_line(place, posted.shown))
    replies, now = await _answer(chat, request, posted, incoming, place)
    for reply in replies:
        yield to_event(reply_line(now, reply))
    yield to_event(has_begun(now))


async def _answer(
    chat: WebChat, request: Request, posted: Posted, incoming: Incoming, place: Place
) -> tuple[Sequence[Reply], Place]:
    """The replies, whatever breaks, and where the page is now."""
    talk = chat.talk(posted.token, request.path_params["institution"])
    after = place

    async def handle(incoming: Incoming) -> Sequence[Reply]:
        nonlocal after
        said = await web_talks.answer(talk, incoming, chat.clock(), has_begun=posted.has_begun)
        after = replace(place, has_begun=said.has_begun, language=said.language)
        return said.replies

    replies = await respond(
        incoming, handle, lambda reply: reply, lambda text: Reply(text=text), chat.spare
    )
    return replies, after


def _page(
    chat: WebChat,
    request: Request,
    place: Place,
    institution: Institution | None,
    lines: Sequence[str],
) -> HTMLResponse:
    """The whole page. Its forms may be led on to where "leave fast" leads."""
    allow(request, "form-action", f"'self' {site_of(chat.leave_to)}")
    return render(
        "chat/chat.html",
        place.language,
        place=place,
        name=institution.name.text(place.language) if institution else "",
        institution=request.path_params["institution"],
        token=place.token,
        lines=lines,
        longest=LONGEST,
        leave_to=chat.leave_to,
        other=Language.EN if place.language is Language.NL else Language.NL,
        has_telegram=chat.has_telegram,
    )


async def _give_file(request: Request) -> Response:
    """A time for the agenda, back to who was just given it: it is kept nowhere."""
    async with request.form(max_files=0, max_fields=5) as form:
        content = form.get("content")
    if not isinstance(content, str) or not content.startswith(CALENDAR):
        return say_no(request, 400, "wrong_way")
    shown = {"Content-Disposition": 'attachment; filename="wegwijzer.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=shown)


async def _forget(chat: WebChat, request: Request) -> None:
    """Nobody waits for this to leave: what a database that is away keeps is erased as idle."""
    posted = await read_post(request)
    try:
        await web_talks.end(chat.talk(posted.token, request.path_params["institution"]))
    except DatabaseUnavailable:
        return


def _base(request: Request) -> str:
    way = request.url.path.split("/")[1]
    return f"/{way}/{request.path_params['institution']}"


def _let_frame(request: Request, institution: Institution) -> None:
    if _base(request).startswith("/embed/") and institution.embed_on:
        allow(request, "frame-ancestors", " ".join(institution.embed_on))
