"""Tricks with addresses and headers: out of the folder, to another site, into a header (R15)."""

import asyncio
import itertools
from pathlib import Path

import pytest
from attacking import addresses, kept
from desking import OURS, OpenDesk, with_desk
from pages import HOST

EVIL = "evil.example"
ELSEWHERE = (
    *(f"//{EVIL}", f"/\\{EVIL}", f"https:{EVIL}", f"https://{EVIL}", f"\\\\{EVIL}", f"/{EVIL}"),
    *(f"/desk//{EVIL}", f"/desk@{EVIL}", f"/desk?next=//{EVIL}", f"/desk#//{EVIL}"),
    *(f" //{EVIL}", f"/desk/..//{EVIL}", f"/\t/{EVIL}", "javascript:alert(1)", "data:text/html,x"),
    *(f"/desk\r\nLocation: //{EVIL}", "/desk\n", "/desk\0", f"/desk/%2f%2f{EVIL}", f"/desk.{EVIL}"),
)
LANGUAGE = ("/desk/language",)
"""The one form with a field of where to go back to."""
NAMES = (
    *("../leiden/decaan", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e", "..%5c..%5cwin.ini", "%00"),
    *("huiskamer%00.html", "huiskamer%0a", "a" * 5_000, "<script>alert(1)</script>", "%ff%fe"),
    *("%0d%0aX-Evil: 1", "huiskamer%0d%0aX-Evil:1", "huiskamer%2fhistory%2f..", "HUISKAMER"),
    *("leiden:huiskamer", "' or 1=1 --", "%F0%9F%92%A5", "huiskamer;x", "//huiskamer"),
)
HOSTS = (
    *(EVIL, f"{HOST}@{EVIL}", f"{HOST}:80:80", "", "[", "a b", f'{HOST}"><script>', "x" * 3_000),
)
FIRST_LINES = (
    *("GET /desk", "GET /desk/", f"GET //{EVIL}/desk", f"GET http://{EVIL}/desk"),
    *("GET /desk/sign-in", "GET /static", "POST /desk/language"),
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/tricks.db"


async def ask(desk: OpenDesk, lines: list[str]) -> str:
    """What the server answers to these very lines: a client would tidy them first."""
    reader, writer = await asyncio.open_connection(HOST, int(desk.url.rpartition(":")[2]))
    writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
    try:
        return (await reader.read()).decode()
    finally:
        writer.close()


def test_a_name_that_is_a_trick_is_not_there(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await kept(desk)
        async with desk.client_of(await desk.add_member()) as client:
            for name in NAMES:
                for tail in ("", "/history", "/undo", "/state", "/right"):
                    at = f"/desk/offerings/{name}{tail}"
                    pressed = {"seen": "1", "revision": "1", "state": "retired"}
                    posted = await client.post(at, data=pressed)
                    assert posted.status_code in (404, 405), at
                    got = await client.get(at)
                    # Without a post "right" leads home, whatever the name.
                    assert got.status_code in ((303, 404) if tail == "/right" else (404, 405)), at
                    for one in (posted, got):
                        assert "<script>alert" not in one.text
                        assert "x-evil" not in one.headers
                        assert EVIL not in one.headers.get("location", "")
        assert await kept(desk) == before

    with_desk(url, scenario)


def test_no_form_leads_to_another_site(url: str) -> None:
    """Whatever stands in a field or behind an address, one stays at the desk."""

    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as client:
            led = await client.post(
                "/desk/language", data={"language": "nl", "back": "/desk/audit"}
            )
            assert led.headers["location"] == "/desk/audit", "the field is read at all"
            for there in ELSEWHERE:
                fields = {"language": "nl", "back": there, "next": there, "url": there, "to": there}
                fields |= {"seen": "1", "state": "published", "revision": "1"}
                for path in addresses(desk, "POST") if there in ELSEWHERE[:4] else LANGUAGE:
                    params = {"next": there, "back": there, "saved": there}
                    answer = await client.post(path, data=fields, params=params)
                    if "location" in answer.headers:
                        where = answer.headers["location"].partition("?")[0]
                        assert where in ("/desk", f"{path.rpartition('/')[0]}/history", path), where
                    assert len(answer.headers.get_list("location")) < 2
        async with desk.client_of(None) as nobody:
            for there in ELSEWHERE:
                answer = await nobody.get("/desk", params={"next": there})
                assert answer.headers["location"] == "/desk/sign-in"

    with_desk(url, scenario)


def test_what_is_typed_gets_into_no_header(url: str) -> None:
    bad = "nl\r\nX-Evil: 1\r\nSet-Cookie: desk=stolen"

    async def scenario(desk: OpenDesk) -> None:
        fields = dict.fromkeys(
            ("language", "back", "mail", "state", "name", "slug", "q", "of"), bad
        )
        async with desk.client_of(await desk.add_member()) as client:
            for path in (*addresses(desk, "POST"), "/desk/sign-in"):
                answer = await client.post(path, data=fields, params=fields)
                assert "x-evil" not in answer.headers
                assert "stolen" not in answer.headers.get("set-cookie", "")
            sheet = {"sheet": ('a";\r\nX-Evil: 1.xlsx', b"x")}
            answer = await client.post("/desk/sheets/look", files=sheet)
            assert answer.status_code == 422
            assert "x-evil" not in answer.headers

    with_desk(url, scenario)


def test_a_host_that_is_not_ours_stands_nowhere(url: str) -> None:
    """No link, no redirect and no cookie is made of what a request says of its host."""

    async def scenario(desk: OpenDesk) -> None:
        cookie = (await desk.cookie_of(await desk.add_member()))["cookie"]
        ours = [f"{name}: {value}" for name, value in OURS.items()]
        led = [f"X-Forwarded-Host: {EVIL}", f"Forwarded: host={EVIL}", f"X-Original-URL: //{EVIL}"]
        for host, first in itertools.product(HOSTS, FIRST_LINES):
            lines = [f"{first} HTTP/1.1", f"Host: {host}", f"Cookie: {cookie}", *ours, *led]
            said = await ask(desk, lines)
            assert int(said.split()[1]) < 500, said[:200]
            assert EVIL not in said
            assert "<script>" not in said

    with_desk(url, scenario)
