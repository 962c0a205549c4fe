"""Signing in at the desk and out again: the page with the ways, the one-time link, the mail."""

from datetime import timedelta

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions import desk_links, desk_sessions
from signpost_bot.desk.frame import HOME, SIGN_IN, Caller, Desk, desk_route
from signpost_bot.desk.limits import client_of
from signpost_bot.desk.paths import is_desk_path
from signpost_bot.model.language import Language
from signpost_bot.store import desk_sessions as sessions
from signpost_bot.store.staff import set_language
from signpost_bot.texts import say
from signpost_bot.web.templates import read_language, render

OFF, OFF_EVERYWHERE, LANGUAGE = "/desk/sign-out", "/desk/sign-out-everywhere", "/desk/language"
LONGEST_TYPED = 254


def routes(desk: Desk) -> list[Route]:
    """Who is not signed in reaches only these, and what they show is nobody's."""

    async def ways(request: Request) -> Response:
        if request.method == "POST":
            return await _ask_mail(desk, request)
        async with desk.database.transaction() as tx:
            token = request.cookies.get(desk.cookie, "")
            if await desk_sessions.find_signed_in(tx, token, desk.clock()):
                return RedirectResponse(HOME, 303)
        return _show_ways(desk, request)

    async def link(request: Request) -> Response:
        if request.method == "POST":
            return await _spend(desk, request)
        return await _look(desk, request)

    return [
        Route(SIGN_IN, ways, methods=["GET", "POST"]),
        Route(f"{desk_links.PATH}{{token}}", link, methods=["GET", "POST"]),
        desk_route(desk, OFF, post=_sign_out),
        desk_route(desk, OFF_EVERYWHERE, post=_sign_out_everywhere),
        desk_route(desk, LANGUAGE, post=_set_language),
    ]


def take_try(desk: Desk, request: Request) -> None:
    """Count one try to sign in; a 429 when there were too many."""
    if not desk.limits.sign_in.take(client_of(request, by_proxy=desk.is_https), desk.clock()):
        raise HTTPException(429)


def let_in(desk: Desk, token: str, to: str = HOME) -> Response:
    """To the desk, with the cookie of a new session; it goes when the browser closes."""
    response = RedirectResponse(to, 303)
    response.set_cookie(
        desk.cookie, token, path="/", secure=desk.is_https, httponly=True, samesite="lax"
    )
    return response


def say_not_in(request: Request, status: int, why: str) -> Response:
    """A page that says why nobody was signed in, with the way back; words `sign_in.<why>`."""
    language = read_language(request)
    heading, text = say(f"sign_in.{why}_title", language), say(f"sign_in.{why}", language)
    return render("desk/not_in.html", language, status, heading=heading, text=text, again=SIGN_IN)


def _show_ways(desk: Desk, request: Request, sent: bool = False) -> Response:
    language = read_language(request)
    return render(
        "desk/sign_in.html",
        language,
        heading=say("sign_in.heading", language),
        has_provider=desk.provider is not None,
        has_mail=desk.send_mail is not None,
        sent=sent,
        minutes=desk_links.MINUTES,
    )


async def _ask_mail(desk: Desk, request: Request) -> Response:
    """The same answer whatever was typed, and as fast: whether we know it is looked up after."""
    take_try(desk, request)
    if desk.send_mail is None:
        raise HTTPException(405)
    async with request.form() as form:
        typed = str(form.get("mail", "")).strip()[:LONGEST_TYPED]
    now = desk.clock()
    response = _show_ways(desk, request, sent=True)
    # What is counted is kept in memory; the address itself is not.
    if desk.limits.mails.take(desk.seal.fingerprint("mail", typed.casefold()), now):
        response.background = BackgroundTask(
            desk_links.mail_sign_in,
            desk.database, desk.seal, desk.send_mail, desk.origin, typed, now,
        )  # fmt: skip
    return response


async def _look(desk: Desk, request: Request) -> Response:
    token = request.path_params["token"]
    async with desk.database.transaction() as tx:
        member = await desk_links.look_at_sign_in(tx, desk.seal, token, desk.clock())
    if member is None:
        return say_not_in(request, 410, "used")
    return render(
        "desk/sign_in_link.html",
        member.language,
        heading=say("sign_in.heading", member.language),
        member=member,
        action=f"{desk_links.PATH}{token}",
        hours=desk_sessions.LONGEST // timedelta(hours=1),
    )


async def _spend(desk: Desk, request: Request) -> Response:
    take_try(desk, request)
    old = request.cookies.get(desk.cookie, "")
    async with desk.database.transaction() as tx:
        token = request.path_params["token"]
        session = await desk_links.spend_sign_in(tx, desk.seal, token, old, desk.clock())
    return let_in(desk, session) if session else say_not_in(request, 410, "used")


async def _sign_out(caller: Caller) -> Response:
    desk = caller.desk
    async with desk.database.transaction() as tx:
        await desk_sessions.sign_out(tx, caller.request.cookies[desk.cookie])
    return _let_out(desk)


async def _sign_out_everywhere(caller: Caller) -> Response:
    async with caller.desk.database.transaction() as tx:
        await sessions.end_all_sessions(tx, caller.member.id)
    return _let_out(caller.desk)


def _let_out(desk: Desk) -> Response:
    response = RedirectResponse(SIGN_IN, 303)
    response.delete_cookie(
        desk.cookie, path="/", secure=desk.is_https, httponly=True, samesite="lax"
    )
    return response


async def _set_language(caller: Caller) -> Response:
    """The other language from now on, and back to the page they came from."""
    async with caller.request.form() as form:
        wanted, back = str(form.get("language", "")), str(form.get("back", ""))
    if wanted not in list(Language):
        raise HTTPException(400)
    async with caller.desk.database.transaction() as tx:
        await set_language(tx, caller.member.id, Language(wanted))
    return RedirectResponse(back if is_desk_path(back) else HOME, 303)
