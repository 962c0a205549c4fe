"""Pages over HTTP, inside the running process: started, and ended with what is being answered."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

GRACE_SECONDS = 5
"""How long what is being answered may go on after we were told to stop."""


class CannotListen(Exception):
    """Pages cannot be served there; the message is one sentence for an operator."""


class _Server(uvicorn.Server):
    """Without signal handlers of its own: `run` has them already."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve_web(app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Serve until the end of the block, on the port it gives (port 0 is any that is free).
    `CannotListen` when somebody else is there already."""
    listening = listen(host, port)
    async with serve_on(app, listening):
        yield listening.getsockname()[1]


@asynccontextmanager
async def serve_on(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    """The same where somebody listens already; they answer as soon as the block begins.

    There is no access log: the tokens of links are in the addresses.
    """
    server = _Server(
        uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            lifespan="off",
            ws="none",
            http="h11",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )
    serving = asyncio.create_task(server.serve([listening]))
    try:
        while not (server.started or serving.done()):  # noqa: ASYNC110 uvicorn has no event
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await serving


def listen(host: str, port: int) -> socket.socket:
    """Take the port; `CannotListen` when somebody else is there already."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise CannotListen(
            f"pages cannot be served on {host} port {port}: {error.strerror}"
        ) from None
    # asyncio does so only where a socket says that it is TCP, and this one does not: without it
    # a small page waits 40 ms for the other side to say that it has the head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
