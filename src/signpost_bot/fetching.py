"""Pages of an Open Education API, fetched within a time, a size and a number of pages."""

import asyncio
from dataclasses import dataclass
from pathlib import PurePosixPath

import httpx

from signpost_bot.catalog.oeapi_pages import SessionPage, finding, parse_page
from signpost_bot.loopback import is_loopback
from signpost_bot.model.finding import Finding

SECONDS = 30.0
"""For all pages together: somebody waits for it at a prompt."""

MAX_PAGES = 50
MAX_BYTES = 5_000_000
"""For all pages together; a school has dozens of sessions, of a few hundred bytes."""

PAGE_SIZE = 100
PATH = "academic-sessions"


@dataclass(frozen=True, kw_only=True)
class FetchedSessions:
    """All pages of `host`; or, with a finding, what went wrong, and then no page counts."""

    host: str
    pages: tuple[SessionPage, ...] = ()
    findings: tuple[Finding, ...] = ()


async def fetch_sessions(
    address: str,
    *,
    seconds: float = SECONDS,
    most_pages: int = MAX_PAGES,
    most_bytes: int = MAX_BYTES,
) -> FetchedSessions:
    """Every page of `GET /academic-sessions`; whatever comes instead is a finding.

    Nothing is followed or guessed: a redirect may lead to a page to sign in on, and half a list
    looks like a year in which nothing happens.
    """
    url = _read_address(address)
    if url is None:
        # What stands before an @ may be a password, and this goes to a screen or a log.
        shown = PurePosixPath(address.split("?")[0].rpartition("@")[2][:80])
        return _failed("", finding(shown, "oeapi.bad_address"))
    fetching = _Fetching(url=url, most_pages=most_pages, most_bytes=most_bytes)
    try:
        async with (
            asyncio.timeout(seconds),
            # Whatever else is set, all of it has to be there within the time above.
            httpx.AsyncClient(timeout=seconds, follow_redirects=False) as client,
        ):
            found = await fetching.all_pages(client)
    except (TimeoutError, httpx.TimeoutException):
        found = finding(fetching.name(0), "oeapi.too_slow", seconds=f"{seconds:g}")
    except httpx.HTTPError:
        found = finding(fetching.name(0), "oeapi.no_answer", host=url.host)
    if isinstance(found, Finding):
        return _failed(url.host, found)
    return FetchedSessions(host=url.host, pages=found)


@dataclass(frozen=True, kw_only=True)
class _Fetching:
    url: httpx.URL
    most_pages: int
    most_bytes: int

    async def all_pages(self, client: httpx.AsyncClient) -> tuple[SessionPage, ...] | Finding:
        pages: list[SessionPage] = []
        left = self.most_bytes
        for number in range(1, self.most_pages + 1):
            body = await self._get(client, number, left)
            if isinstance(body, Finding):
                return body
            left -= len(body)
            page = parse_page(self.name(number), body, number, pages)
            if isinstance(page, Finding):
                return page
            pages.append(page)
            if not page.has_next:
                return tuple(pages)
        return finding(self.name(number), "oeapi.too_many_pages", most=str(self.most_pages))

    async def _get(self, client: httpx.AsyncClient, number: int, left: int) -> bytes | Finding:
        name = self.name(number)
        url = self.url.copy_merge_params({"pageNumber": number, "pageSize": PAGE_SIZE})
        # Not packed: a few bytes can be packed so that they fill the memory of this machine.
        headers = {"accept": "application/json", "accept-encoding": "identity"}
        async with client.stream("GET", url, headers=headers) as answer:
            if answer.is_redirect:
                where = str(answer.headers.get("location", "?")).split("?")[0][:80]
                return finding(name, "oeapi.redirect", where=where)
            if answer.status_code in (401, 403):
                return finding(name, "oeapi.no_access", status=str(answer.status_code))
            if answer.status_code != httpx.codes.OK:
                return finding(name, "oeapi.status", status=str(answer.status_code))
            body = bytearray()
            async for part in answer.aiter_raw():
                body += part
                if len(body) > left:
                    return finding(name, "oeapi.too_big", most=f"{self.most_bytes / 1e6:g}")
        return bytes(body)

    def name(self, number: int) -> PurePosixPath:
        """As a finding calls this page; what else is in the address may be nobody's business."""
        page = f"?pageNumber={number}" if number else ""
        return PurePosixPath(f"{self.url.host}{self.url.path}{page}")


def _failed(host: str, found: Finding) -> FetchedSessions:
    return FetchedSessions(host=host, findings=(found,))


def _read_address(address: str) -> httpx.URL | None:
    """The address of the sessions, from that or from the address of the API."""
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL:
        return None
    in_the_clear = url.scheme == "http" and is_loopback(url.host)
    if not url.host or url.userinfo or not (url.scheme == "https" or in_the_clear):
        return None
    path = url.path.rstrip("/")
    return url.copy_with(path=path if path.endswith(f"/{PATH}") else f"{path}/{PATH}")
