"""An Open Education API on this machine: real bytes over a real socket, right or wrong."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from signpost_bot.fetching import FetchedSessions, fetch_sessions

Answer = bytes | Callable[[asyncio.StreamWriter], Any]
"""What comes back for a page: whole bytes, or something that writes them in its own way."""

HOST = "127.0.0.1"


def session(title: str = "Tentamens blok 2", uid: str = "s1", **fields: Any) -> dict[str, object]:
    """One session of v5; other fields take the place of its own."""
    whole: dict[str, object] = {
        "academicSessionId": uid,
        "academicSessionType": "testing period",
        "name": [{"language": "nl-NL", "value": title}],
        "startDate": "2027-01-18",
        "endDate": "2027-01-29",
    }
    return {key: value for key, value in (whole | fields).items() if value is not None}


def moments(start: str, end: str) -> dict[str, Any]:
    """The fields by which a session of v6 differs from one of v5."""
    return {
        "startDate": None,
        "endDate": None,
        "startDateTime": start,
        "endDateTime": end,
        "academicSessionType": "testing_period",
    }


def page(
    *sessions: Mapping[str, object], number: int = 1, of: int | None = 1, **more: Any
) -> bytes:
    """A page as the specification wants it, as a whole answer."""
    body = {
        "pageSize": 100,
        "pageNumber": number,
        "hasPreviousPage": number > 1,
        "hasNextPage": of is not None and number < of,
        "totalPages": of,
        "items": sessions,
    }
    return answer(json.dumps(body | more).encode())


def answer(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """An answer with this body."""
    head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


PACKED = answer(b"\x1f\x8b\x08\x00", "200 OK", "content-encoding: gzip")


async def silence(writer: asyncio.StreamWriter) -> None:
    """Takes the question and never answers it."""
    await asyncio.sleep(60)


async def drip(writer: asyncio.StreamWriter) -> None:
    """A good answer of which a byte comes now and then, so that no single wait is long."""
    for byte in page(session()):
        await asyncio.sleep(0.01)
        writer.write(bytes([byte]))
        await writer.drain()


async def pour(writer: asyncio.StreamWriter) -> None:
    """An answer without an end, as fast as it is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"[" * 65536)
        await writer.drain()


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """The half of an answer."""
    writer.write(page(session())[:-40])


@contextmanager
def serving(*answers: Answer) -> Iterator[tuple[str, list[str]]]:
    """The address of an API that gives these answers, page by page, the last one for all pages
    after it; and the targets that were asked for. In a thread: whoever asks has a loop of its own.
    """
    asked: list[str] = []
    writers: list[asyncio.StreamWriter] = []
    loop = asyncio.new_event_loop()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        with suppress(ConnectionError):
            head = await reader.readuntil(b"\r\n\r\n")
            asked.append(head.split()[1].decode())
            number = int(parse_qs(urlsplit(asked[-1]).query)["pageNumber"][0])
            given = answers[min(number, len(answers)) - 1]
            if b"accept-encoding: identity" not in head.lower():
                given = PACKED
            if isinstance(given, bytes):
                writer.write(given)
            else:
                await given(writer)
            await writer.drain()
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(serve, HOST, 0))
    port = server.sockets[0].getsockname()[1]
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        yield f"http://{HOST}:{port}", asked
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server, writers), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server: asyncio.Server, writers: list[asyncio.StreamWriter]) -> None:
    server.close()
    for writer in writers:
        writer.transport.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)


def ask(
    *answers: Answer, path: str = "/ooapi/v5", **limits: Any
) -> tuple[FetchedSessions, list[str]]:
    """What we make of an API that gives these answers, and the targets that were asked for."""
    with serving(*answers) as (base, asked):
        return asyncio.run(fetch_sessions(f"{base}{path}", **limits)), asked


def told(fetched: FetchedSessions) -> Sequence[str]:
    """The keys of the findings, without their group."""
    return [one.key.removeprefix("oeapi.") for one in fetched.findings]
