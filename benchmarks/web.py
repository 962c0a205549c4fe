"""What a page costs: the desk with 300 offerings, its preview, and the first load of the chat.

    PYTHONPATH=tests python benchmarks/web.py [PATH ...]

The pages are served by a process of their own and asked for over HTTP on this machine, one at a
time and in turn, so that a slow second is everybody's. Under them stands a floor of the same run:
`/healthz`, and the frame of a desk page with nothing in it. A page that is not there is named.
"""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

from desking import NOW, OURS, OpenDesk, open_desk
from pages import HOST
from starlette.responses import Response

from signpost_bot.desk.frame import Caller, desk_route, show
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.language import Document
from signpost_bot.model.offering import Offering
from signpost_bot.pages import list_routes
from signpost_bot.pages import open_desk as desk_of
from signpost_bot.store import documents
from signpost_bot.web.serving import serve_web
from signpost_bot.web.site import build_site

OFFERINGS, REQUESTS, SLUG = 300, 200, "slaap"
BARE, FRAME = "/healthz", "/frame"
EDIT, PREVIEW = f"/desk/offerings/{SLUG}", "/desk/offerings/preview"
PATHS = ("/desk", EDIT, "/desk/people", "/desk/sheets", "/desk/audit", "/desk/sign-in", PREVIEW)
CHAT = "/chat/voorbeeld"


@dataclass(frozen=True)
class Site:
    """Where the pages are, and the headers of a browser in which somebody is signed in."""

    port: int
    headers: Mapping[str, str]

    def ask(self, path: str, form: str | None = None, **more: str) -> tuple[int, bytes, float]:
        """Status, body as it was sent, and milliseconds, on a connection of its own."""
        headers = {**self.headers, **more}
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        line = HTTPConnection(HOST, self.port)
        line.connect()
        began = perf_counter()
        line.request("GET" if form is None else "POST", path, form, headers)
        answer = line.getresponse()
        body = answer.read()
        took = (perf_counter() - began) * 1000
        line.close()
        return answer.status, body, took


def main(paths: list[str]) -> None:
    """Print a line for each page, and the bytes of the first load of the chat."""
    with tempfile.TemporaryDirectory() as folder:
        served = subprocess.Popen(
            [sys.executable, __file__, "--serve", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert served.stdout
            site = Site(**json.loads(served.stdout.readline()))
            measure(site, paths or list(PATHS))
            weigh(site)
        finally:
            served.communicate()


def measure(site: Site, paths: list[str]) -> None:
    """Each page against the floor."""
    form = read_form(site.ask(EDIT)[1].decode())
    forms = {path: form if path == PREVIEW else None for path in (BARE, FRAME, *paths)}
    there = []
    for path, sent in forms.items():
        status, _, _ = site.ask(path, sent)
        if status == 200:
            there.append(path)
        else:
            print(f"{path:28} is not there ({status})")
    taken: dict[str, list[float]] = {path: [] for path in there}
    for _ in range(REQUESTS):
        for path in there:
            taken[path].append(site.ask(path, forms[path])[2])
    floor = median(taken[FRAME])
    for path, times in taken.items():
        p95 = quantiles(times, n=20)[18]
        print(
            f"{path:28} p50 {median(times):6.1f} ms  p95 {p95:6.1f} ms"
            f"  {median(times) / floor:5.1f} x the frame"
        )


def weigh(site: Site) -> None:
    """What a phone loads before a student can type."""
    status, page, _ = site.ask(CHAT, **{"accept-encoding": "gzip"})
    if status != 200:
        print(f"{CHAT:28} is not there ({status})")
        return
    bare = site.ask(CHAT)[1].decode()
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', bare)
    sizes = {file: len(site.ask(file, **{"accept-encoding": "gzip"})[1]) for file in files}
    total = (len(page) + sum(sizes.values())) / 1000
    print(f"{CHAT:28} first load {total:.1f} kB as it is sent, in {1 + len(sizes)} files")
    for file, size in sizes.items():
        print(f"  {file:26} {size / 1000:6.1f} kB")


class _Fields(HTMLParser):
    """The fields of the forms on a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kind, name = given.get("type", "text"), given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = name
            self.fields.append((name, ""))
        elif tag == "option" and "selected" in given:
            self.fields.append((self._select, given.get("value", "")))
        elif tag == "input" and kind not in ("submit", "file") and _is_sent(kind, given):
            self.fields.append((name, given.get("value", "on" if kind == "checkbox" else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            name, before = self.fields[-1]
            self.fields[-1] = (name, before + data.removeprefix("\n"))


def _is_sent(kind: str, given: Mapping[str, str]) -> bool:
    return kind not in ("checkbox", "radio") or "checked" in given


def read_form(page: str) -> str:
    """What is on the edit page, as a preview of it is asked for."""
    fields = _Fields()
    fields.feed(page)
    return urlencode([(name, value) for name, value in fields.fields if name])


async def serve(folder: str) -> None:
    """The pages with 300 offerings, until the input ends."""
    async with open_desk(f"sqlite:///{folder}/web.db") as desk:
        await _fill(desk)
        cookie = await desk.cookie_of(await desk.add_member())
        frame = desk_route(desk_of(desk.app, lambda: NOW, f"http://{HOST}"), FRAME, get=_frame)
        routes = [frame, *list_routes(desk.app, lambda: NOW, f"http://{HOST}")]
        async with serve_web(build_site(routes, f"http://{HOST}"), HOST, 0) as port:
            print(json.dumps({"port": port, "headers": OURS | cookie}), flush=True)
            await asyncio.to_thread(sys.stdin.read)


async def _frame(caller: Caller) -> Response:
    return show(caller, "desk.html", heading="")


async def _fill(desk: OpenDesk) -> None:
    """Copies of the offerings of voorbeeld, until there are enough."""
    async with desk.app.database.transaction() as tx:
        newest = await documents.list_newest(tx, "voorbeeld")
        own = [one.content for one in newest if isinstance(one.content, Offering)]
        copies: dict[DocumentKey, Document] = {}
        for number in range(OFFERINGS - len(own)):
            slug = f"{own[number % len(own)].slug}-{number}"
            copy = own[number % len(own)].model_copy(update={"slug": slug})
            copies[DocumentKey(institution="voorbeeld", kind=DocumentKind.OFFERING, slug=slug)] = (
                copy
            )
        await documents.add_revisions(tx, copies, author="files", note="filled", now=NOW)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        asyncio.run(serve(sys.argv[2]))
    else:
        main(sys.argv[1:])
