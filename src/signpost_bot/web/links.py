"""The page of a one-time link: looking at it changes nothing, its button spends it."""

import re
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from signpost_bot.web.shown import Shown
from signpost_bot.web.templates import show

OpenLink = Callable[[str], Awaitable[Shown | None]]
"""From a token to a page; None for one that is unknown, used or too old."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


def link_routes(look: OpenLink, spend: OpenLink) -> list[Route]:
    """The addresses of links. `look` says what a link would do and changes nothing: programs that
    read mail open links too. `spend` does it."""

    async def answer(request: Request) -> Response:
        token = request.path_params["token"]
        if not TOKEN.fullmatch(token):
            raise HTTPException(404)
        page = await (spend if request.method == "POST" else look)(token)
        if page is None:
            raise HTTPException(404)
        return show(page)

    return [Route("/staff/{token}", answer, methods=["GET", "POST"])]
