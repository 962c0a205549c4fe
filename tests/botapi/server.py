"""The door of the stand-in: HTTP/1.1 on loopback, in the event loop of the test.

    async with StandIn.started() as telegram:
        bot = Bot(telegram.token, base_url=telegram.url)
        telegram.write(7, "hoi")
        ...
        assert [sent.text for sent in await telegram.sent_to(7)] == ["Hoi!"]

A test that blocks its event loop blocks Telegram too.
"""

import asyncio
import inspect
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any, Self

from botapi import refusals
from botapi.chats import Call
from botapi.faults import Fault, FaultKind
from botapi.methods import METHODS
from botapi.refusals import Refusal
from botapi.requests import Request, read_request
from botapi.telegram import Telegram

NAMES = {name.lower(): name for name in METHODS}
LOOKS_LIKE_A_TOKEN = re.compile(r"\d+:[\w-]{20,}")
BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n"


class StandIn(Telegram):
    """Telegram behind an address: `url` goes to the bot as its base URL, followed by the token."""

    url: str = ""

    @classmethod
    @asynccontextmanager
    async def started(cls, clock: Callable[[], datetime] | None = None) -> AsyncIterator[Self]:
        """A stand-in that listens on a free port, and stops afterwards whatever happens."""
        telegram = cls(clock) if clock else cls()
        connections: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            connections.add(task)
            await telegram.serve(reader, writer)
            connections.discard(task)

        server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
        telegram.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
        try:
            yield telegram
        finally:
            server.close()
            for task in connections:
                task.cancel()
            await asyncio.gather(*connections)
            await server.wait_closed()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until the bot or a fault closes it."""
        try:
            while request := await read_request(reader):
                answer = await self._answer(request)
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            # The bot has gone, or the test is over; either way nobody listens any more.
            pass
        finally:
            writer.close()

    async def _answer(self, request: Request) -> bytes | None:
        """What goes back over the wire; None closes the connection without a word."""
        try:
            method = self._method(request.path)
        except Refusal as refusal:
            return self._refused(request.path.rpartition("/")[2], refusal)
        given = request.parameters
        fault = self.faults.take(method, given.get("chat_id"))
        self.record(Call(method, given, self.clock(), fault.kind.value if fault else None))
        if fault and not fault.kind.is_accepted:
            return self._fault(method, fault)
        answer = await self._perform(method, given)
        if fault and fault.kind is FaultKind.DROPPED_AFTER:
            return None
        if fault:
            await asyncio.sleep(fault.seconds)
        return answer

    def _method(self, path: str) -> str:
        token, _, name = path.removeprefix("/bot").partition("/")
        if token != self.token:
            is_like_one = LOOKS_LIKE_A_TOKEN.fullmatch(token)
            raise refusals.unauthorized() if is_like_one else refusals.no_such_address()
        if name.lower() not in NAMES:
            raise refusals.no_such_method()
        return NAMES[name.lower()]

    def _fault(self, method: str, fault: Fault) -> bytes | None:
        if fault.kind is FaultKind.DROPPED_BEFORE:
            return None
        if fault.kind is FaultKind.BAD_GATEWAY:
            self.refuse(method, "Bad Gateway")
            return _http(502, "text/html", BAD_GATEWAY)
        return self._refused(method, fault.refusal())

    async def _perform(self, method: str, given: dict[str, Any]) -> bytes:
        try:
            result = METHODS[method](self, given)
            if inspect.isawaitable(result):
                result = await result
        except Refusal as refusal:
            return self._refused(method, refusal)
        self.signal.give()
        return _json(200, {"ok": True, "result": result})

    def _refused(self, method: str, refusal: Refusal) -> bytes:
        self.refuse(method, refusal.description)
        return _json(refusal.code, refusal.body())


def _json(status: int, content: dict[str, Any]) -> bytes:
    return _http(status, "application/json", json.dumps(content).encode())


def _http(status: int, media_type: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        f"Server: nginx/1.18.0\r\n"
        f"Content-Type: {media_type}\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Connection: keep-alive\r\n\r\n"
    )
    return head.encode() + body
