"""The site: its addresses, the page of a one-time link, and a clear page for what is refused."""

import logging
import re
from collections.abc import Awaitable, Callable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from signpost_bot.web.headers import with_headers
from signpost_bot.web.origin import with_origin_check
from signpost_bot.web.shown import Shown
from signpost_bot.web.templates import say_no, show

log = logging.getLogger(__name__)

OpenLink = Callable[[str], Awaitable[Shown | None]]
"""From a token to a page; None for one that is unknown, used or too old."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


def build_site(look: OpenLink, spend: OpenLink, origin: str) -> ASGIApp:
    """All pages. `look` says what a link would do and changes nothing: programs that read mail
    open links too. `spend` does it. `origin` is the address from outside, without a path."""
    site = Starlette(
        routes=[
            Route("/healthz", _say_healthy, methods=["GET"]),
            Route("/staff/{token}", _page(look, spend), methods=["GET", "POST"]),
            Mount("/static", GZipMiddleware(StaticFiles(directory=_static_folder()))),
        ],
        exception_handlers={HTTPException: _refuse, 500: _say_trouble},
    )
    # It would send people to whatever host a request names.
    site.router.redirect_slashes = False
    checked = with_origin_check(site, origin, lambda request: say_no(request, 403, "elsewhere"))
    return with_headers(_calm(checked))


def _page(look: OpenLink, spend: OpenLink) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        token = request.path_params["token"]
        if not TOKEN.fullmatch(token):
            raise HTTPException(404)
        page = await (spend if request.method == "POST" else look)(token)
        if page is None:
            raise HTTPException(404)
        return show(page)

    return answer


async def _say_healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


def _refuse(request: Request, error: Exception) -> Response:
    """One page for every way in which something is not there, and one for the rest."""
    assert isinstance(error, HTTPException)
    key = "gone" if error.status_code == 404 else "wrong_way"
    page = say_no(request, error.status_code, key)
    page.headers.update(error.headers or {})
    return page


def _say_trouble(request: Request, _: Exception) -> Response:
    return say_no(request, 500, "trouble")


def _calm(app: ASGIApp) -> ASGIApp:
    """The same, without the error that comes up after its page was sent: the server would log
    it whole, with words in it."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception as error:
            log.error("a page failed: %s", type(error).__name__)

    return answer


def _static_folder() -> str:
    return str(files("signpost_bot").joinpath("web", "static"))
