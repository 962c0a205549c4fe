"""How much may be sent to us: what is larger is refused while it comes in, and never kept."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 256 * 1024
"""Bytes of a form: an offering with all its fields in two languages takes a tenth of it."""
PATIENCE = 100 * 1024 * 1024
"""Bytes that are still let through, and thrown away, so that a browser gets to read why not: while
it sends, it reads nothing."""


def with_size_limit(app: ASGIApp) -> ASGIApp:
    """The same pages; reading a body of more than `LARGEST` bytes is a 413, whatever its sender
    says it is. Nothing of the rest is kept; after `PATIENCE` bytes the connection ends."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["size_limit"] = LARGEST
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken <= scope["size_limit"]:
                return message
            while message.get("more_body") and taken <= PATIENCE:
                message = await receive()
                taken += len(message.get("body", b""))
            raise HTTPException(413)

        await app(scope, receive_some, send)

    return answer


def may_be_larger(request: Request, most: int) -> None:
    """The body of this request may hold so many bytes. Say so before anything is read."""
    request.scope["size_limit"] = most
