"""The site: the addresses it is given, its own files, and a clear page for what is refused."""

import logging
from collections.abc import Sequence
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from signpost_bot.web.headers import with_headers
from signpost_bot.web.origin import with_origin_check
from signpost_bot.web.size import with_size_limit
from signpost_bot.web.templates import say_no

log = logging.getLogger(__name__)

REFUSALS = {404: "gone", 413: "too_large", 429: "too_often"}
"""What a page says of these; of all others that it does not work like that."""


def build_site(routes: Sequence[BaseRoute], origin: str) -> ASGIApp:
    """All pages. `origin` is the address from outside, without a path."""
    site = Starlette(
        routes=[
            Route("/healthz", _say_healthy, methods=["GET"]),
            *routes,
            Mount("/static", GZipMiddleware(StaticFiles(directory=_static_folder()))),
        ],
        exception_handlers={
            HTTPException: _refuse,
            UnicodeError: _say_unreadable,
            500: _say_trouble,
        },
    )
    # It would send people to whatever host a request names.
    site.router.redirect_slashes = False
    sized = with_size_limit(site)
    checked = with_origin_check(sized, origin, lambda request: say_no(request, 403, "elsewhere"))
    return with_headers(_calm(checked))


async def _say_healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


def _refuse(request: Request, error: Exception) -> Response:
    """One page for every way in which something is not there, and one for the rest."""
    assert isinstance(error, HTTPException)
    page = say_no(request, error.status_code, REFUSALS.get(error.status_code, "wrong_way"))
    page.headers.update(error.headers or {})
    return page


def _say_unreadable(request: Request, _: Exception) -> Response:
    """A body says by itself how it was written, so that reading it, or showing it again, fails."""
    return say_no(request, 400, "wrong_way")


def _say_trouble(request: Request, _: Exception) -> Response:
    return say_no(request, 500, "trouble")


def _calm(app: ASGIApp) -> ASGIApp:
    """The same, without the error that comes up after its page was sent: the server would log
    it whole, with words in it."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except ClientDisconnect:
            pass  # they went on to another page
        except Exception as error:
            log.error("a page failed: %s", type(error).__name__)

    return answer


def _static_folder() -> str:
    return str(files("signpost_bot").joinpath("web", "static"))
