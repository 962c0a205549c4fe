"""What a page costs: the desk with 300 offerings, its preview, and the first load of the chat; and
one walk from signing in to a new opening hour that a student reads.

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
from http.client import HTTPConnection
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

import httpx
from desk_forms import fill
from desk_walk import AFTER, ASKED, change_hour
from desking import NOW, OURS, OpenDesk, open_desk
from pages import HOST
from starlette.responses import Response
from web_chatting import visitor

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
WALK_SECONDS = 5


@dataclass(frozen=True)
class Site:
    """Where the pages are, the headers of a browser in which somebody is signed in, and the path of
    a link that signs them in elsewhere."""

    port: int
    headers: Mapping[str, str]
    link: str

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
    """Print a line for each page, the bytes of the first load of the chat, and the walk."""
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
            asyncio.run(walk(site))
        finally:
            served.communicate()


def measure(site: Site, paths: list[str]) -> None:
    """Each page against the floor."""
    form = urlencode(fill(site.ask(EDIT)[1].decode()), doseq=True)
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


async def walk(site: Site) -> None:
    """All that the machine takes while somebody signs in, changes an opening hour, and a student
    reads it: one time, as it goes the first time."""
    base = f"http://{HOST}:{site.port}"
    async with httpx.AsyncClient(base_url=base, headers=OURS) as client:
        student = visitor(client, CHAT)
        await student.open()
        began = perf_counter()
        saved = await change_hour(client, site.link)
        changed = perf_counter()
        await student.say(ASKED["nl"])
        card = await student.tap(f"more:{saved.url.path.rpartition('/')[2]}")
        ended = perf_counter()
    seen = "is seen" if f"{AFTER}–14:00" in card else "IS NOT SEEN"
    print(
        f"an opening hour, from signing in to saved {changed - began:.2f} s, and by a student"
        f" {ended - changed:.2f} s: it {seen} in {ended - began:.2f} s"
        f" ({'under' if ended - began < WALK_SECONDS else 'OVER'} {WALK_SECONDS})"
    )


async def serve(folder: str) -> None:
    """The pages with 300 offerings, until the input ends."""
    async with open_desk(f"sqlite:///{folder}/web.db") as desk:
        await _fill(desk)
        member = await desk.add_member()
        cookie, link = await desk.cookie_of(member), await desk.link_of(member)
        frame = desk_route(desk_of(desk.app, lambda: NOW, f"http://{HOST}"), FRAME, get=_frame)
        routes = [frame, *list_routes(desk.app, lambda: NOW, f"http://{HOST}")]
        async with serve_web(build_site(routes, f"http://{HOST}"), HOST, 0) as port:
            print(json.dumps({"port": port, "headers": OURS | cookie, "link": link}), flush=True)
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
