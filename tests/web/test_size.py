"""What is too large is refused while it comes in, whatever it says of itself."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from pages import HOST
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from signpost_bot.web.headers import allow
from signpost_bot.web.serving import serve_web
from signpost_bot.web.site import build_site
from signpost_bot.web.size import LARGEST, may_be_larger

OURS = {"sec-fetch-site": "same-origin"}


async def take(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def take_more(request: Request) -> Response:
    may_be_larger(request, 2 * LARGEST)
    return await take(request)


async def framed(request: Request) -> Response:
    allow(request, "frame-ancestors", "https://school.example")
    return PlainTextResponse("framed")


ROUTES = [
    Route("/take", take, methods=["POST"]),
    Route("/more", take_more, methods=["POST"]),
    Route("/framed", framed),
]


def ask(method: str, path: str, body: bytes | AsyncIterator[bytes] = b"") -> httpx.Response:
    async def run() -> httpx.Response:
        async with (
            serve_web(build_site(ROUTES, ""), HOST, 0) as port,
            httpx.AsyncClient(base_url=f"http://{HOST}:{port}", headers=OURS) as client,
        ):
            return await client.request(method, path, content=body)

    return asyncio.run(run())


async def without_length(pieces: int) -> AsyncIterator[bytes]:
    for _ in range(pieces):
        yield b"x" * 1024


def test_what_fits_is_taken() -> None:
    assert ask("POST", "/take", b"x" * LARGEST).text == str(LARGEST)


@pytest.mark.parametrize("body", [b"x" * (LARGEST + 1), without_length(LARGEST // 1024 + 1)])
def test_what_is_too_large_is_a_clear_page(body: bytes | AsyncIterator[bytes]) -> None:
    """Also when its sender does not say how long it is."""
    answer = ask("POST", "/take", body)

    assert answer.status_code == 413
    assert "<h1>Dit is te groot</h1>" in answer.text


def test_a_page_may_take_more_and_not_without_end() -> None:
    assert ask("POST", "/more", b"x" * 2 * LARGEST).text == str(2 * LARGEST)
    assert ask("POST", "/more", b"x" * (2 * LARGEST + 1)).status_code == 413


def test_fifty_megabytes_get_a_page_too() -> None:
    """A browser reads nothing while it sends: hung up on, it would only show that it was."""
    answer = ask("POST", "/take", b"x" * 50_000_000)

    assert answer.status_code == 413
    assert "<h1>Dit is te groot</h1>" in answer.text


def test_one_page_may_stand_in_one_frame_and_the_next_in_none() -> None:
    async def run() -> list[httpx.Headers]:
        async with (
            serve_web(build_site(ROUTES, ""), HOST, 0) as port,
            httpx.AsyncClient(base_url=f"http://{HOST}:{port}") as client,
        ):
            return [(await client.get(path)).headers for path in ("/framed", "/healthz")]

    framed_by, plain = asyncio.run(run())

    assert "frame-ancestors https://school.example" in framed_by["content-security-policy"]
    assert "x-frame-options" not in framed_by
    assert "frame-ancestors 'none'" in plain["content-security-policy"]
    assert plain["x-frame-options"] == "DENY"
