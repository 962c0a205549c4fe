"""The headers of every answer: nothing from outside, nothing kept, in nobody's frame."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Pico draws its arrows and ticks as data:
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}
STATIC = "/static/"


def allow(request: Request, directive: str, sources: str) -> None:
    """Another source for one directive of the policy, in the answer to this request only."""
    request.scope["policy"][directive] = sources


def with_headers(app: ASGIApp) -> ASGIApp:
    """The same pages with these headers; only files of the package may be kept for a while."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        policy = scope["policy"] = dict(POLICY)

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["Content-Security-Policy"] = "; ".join(
                    f"{directive} {sources}" for directive, sources in policy.items()
                )
                if policy["frame-ancestors"] != POLICY["frame-ancestors"]:
                    # It knows no list of sites, and an older browser obeys it first.
                    del headers["X-Frame-Options"]
                fixed = scope["path"].startswith(STATIC) and message["status"] in (200, 304)
                headers["Cache-Control"] = "public, max-age=3600" if fixed else "no-store"
            await send(message)

        await app(scope, receive, send_more)

    return answer
