"""One HTTP request as it comes in, and its parameters, whichever way they were written."""

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from botapi.chats import Document

# Everything else may be JSON in a form field: numbers, lists, objects, true and false.
WORDS = {
    *("text", "caption", "name", "description", "short_description", "callback_query_id"),
    *("language_code", "url", "secret_token", "parse_mode", "action"),
}


@dataclass(frozen=True)
class Request:
    """What was asked; `path` still holds the token."""

    path: str
    parameters: dict[str, Any]


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request on a connection; None when the bot has gone."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").rstrip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (_split(one) for one in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    path, _, query = first.split(" ")[1].partition("?")
    parameters = _form(query) | _parameters(headers.get("content-type", ""), body)
    return Request(path, parameters)


def _split(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _parameters(content_type: str, body: bytes) -> dict[str, Any]:
    if content_type.startswith("multipart/form-data"):
        boundary = content_type.partition("boundary=")[2].strip('"')
        return dict(_part(part) for part in body.split(b"--" + boundary.encode())[1:-1])
    if content_type.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    return _form(body.decode())


def _form(text: str) -> dict[str, Any]:
    fields = parse_qsl(text, keep_blank_values=True, encoding="utf-8")
    return {name: _value(name, written) for name, written in fields}


def _part(part: bytes) -> tuple[str, Any]:
    """A field or a file of a multipart form."""
    head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    content = content.removesuffix(b"\r\n")
    headers = head.decode()
    name = _found(r'name="([^"]*)"', headers)
    file = _found(r'filename="([^"]*)"', headers)
    if not file:
        return name, _value(name, content.decode())
    media_type = _found(r"(?im)^content-type:\s*(\S+)", headers) or "application/octet-stream"
    return name, Document(file, media_type, content)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


def _value(name: str, written: str) -> Any:
    if name in WORDS:
        return written
    try:
        return json.loads(written)
    except ValueError:
        return written
