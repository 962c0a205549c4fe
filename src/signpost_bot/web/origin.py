"""Where a post comes from: another site cannot press our buttons in somebody's browser."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

HARMLESS = ("GET", "HEAD", "OPTIONS")


def with_origin_check(app: ASGIApp, origin: str, refuse: Callable[[Request], Response]) -> ASGIApp:
    """The same pages; what changes something must come from a page of ours, at `origin`."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in HARMLESS:
            await app(scope, receive, send)
            return
        request = Request(scope)
        response = app if is_ours(request, origin) else refuse(request)
        await response(scope, receive, send)

    return answer


def is_ours(request: Request, origin: str) -> bool:
    """Whether one of our own pages asked, or somebody typed it ("none").

    Browsers say so in Sec-Fetch-Site since 2020 to 2023. It counts first: with `no-referrer` they
    send `Origin: null` even with our own forms (Fetch standard, "append a request Origin
    header"). Older ones send no Sec-Fetch-Site, and with `null` are refused.
    """
    site = request.headers.getlist("sec-fetch-site")
    if site:
        return site in (["same-origin"], ["none"])
    return request.headers.getlist("origin") == [origin]
