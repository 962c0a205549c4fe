"""The page of a one-time link, over real HTTP: looking spends nothing, its button does (R15)."""

import asyncio
import logging
import socket

import httpx
import pytest
from pages import BROKEN, ENGLISH, GOOD, HOST, Links, ask_raw, with_site

from signpost_bot.web.links import link_routes
from signpost_bot.web.serving import CannotListen, serve_web
from signpost_bot.web.site import build_site

OURS = {"sec-fetch-site": "same-origin"}
ORIGIN = "https://wegwijzer.school.nl"


def get(links: Links, path: str, **headers: str) -> httpx.Response:
    return with_site(links, lambda client: client.get(path, headers=headers))


def post(links: Links, path: str, headers: dict[str, str]) -> httpx.Response:
    return with_site(links, lambda client: client.post(path, headers=headers), ORIGIN)


def test_health_is_told() -> None:
    answer = get(Links(), "/healthz")

    assert (answer.status_code, answer.text) == (200, "ok")


def test_a_link_shows_what_it_will_do_with_one_button() -> None:
    links = Links()
    answer = get(links, f"/staff/{GOOD}")

    assert answer.status_code == 200
    assert '<html lang="nl">' in answer.text
    assert "<h1>Klopt dit nog?</h1>" in answer.text
    assert answer.text.count("<button") == 1
    assert "Zo klopt het" in answer.text
    assert links.spent == []


def test_a_page_is_in_the_language_of_the_text() -> None:
    assert '<html lang="en">' in get(Links(), f"/staff/{ENGLISH}").text


def test_words_of_the_catalog_cannot_bring_html() -> None:
    page = get(Links(button="<i>x</i>"), f"/staff/{GOOD}").text

    assert "<strong>Inloop &lt;b&gt;slaap&lt;/b&gt;</strong>" in page
    assert "<i>" not in page


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_programs_that_open_links_in_mails_spend_nothing(method: str) -> None:
    links = Links()

    async def scenario(client: httpx.AsyncClient) -> list[int]:
        return [(await client.request(method, f"/staff/{GOOD}")).status_code for _ in range(3)]

    assert with_site(links, scenario) == [200, 200, 200]
    assert links.spent == []


def test_the_button_spends_it_once() -> None:
    links = Links()

    first = post(links, f"/staff/{GOOD}", OURS)
    again = post(links, f"/staff/{GOOD}", OURS)

    assert first.status_code == 200
    assert "<h1>Dank je. <strong>Inloop slaap</strong> staat als nagekeken.</h1>" in first.text
    assert "<button" not in first.text
    assert again.status_code == 404
    assert links.spent == [GOOD]


NOT_THERE = (
    "/staff/unknown-but-well-formed-token-000000000000",
    *("/staff/short", "/staff/", "/staff", f"/staff/{GOOD}/", f"/staff/{GOOD}%2F"),
    *(f"/staff/..%2Fstaff%2F{GOOD}", f"/staff/{GOOD}%00", f"/staff/{GOOD}%0A", "/staff/%ff"),
    *(f"/staff/../staff/{GOOD}x", "/staff/" + "a" * 20_000, "/staff/%27%20OR%201=1%20--%20aaaaaaa"),
    *("/", "/nothing", "/admin", "/static/", "/static/nothing.css", "/static/../templates/no.html"),
    *("/static/..%2f..%2fsite.py", "/static/%2e%2e/site.py", "/static/..%5csite.py"),
    *("/static//etc/passwd", "/static/%00", "//evil.example/", "//evil.example/%2e%2e"),
)


def test_what_is_not_there_is_one_same_page() -> None:
    """Also for a used link and one that is too old: whoever tries tokens learns nothing."""
    links = Links(spent=[GOOD])

    async def scenario(client: httpx.AsyncClient) -> list[tuple[int, str]]:
        return [await ask_raw(client, path) for path in (f"/staff/{GOOD}", *NOT_THERE)]

    used, *others = with_site(links, scenario)

    assert used[0] == 404
    assert "<h1>Deze link doet niets meer</h1>" in used[1]
    assert [path for path, got in zip(NOT_THERE, others, strict=True) if got != used] == []
    assert links.asked == [GOOD, NOT_THERE[0].removeprefix("/staff/")], (
        "what cannot be a token is not looked up"
    )


def test_a_token_of_a_megabyte_is_refused_and_the_next_one_served() -> None:
    links = Links()

    async def scenario(client: httpx.AsyncClient) -> tuple[int, int]:
        status, _ = await ask_raw(client, "/staff/" + "a" * 1_000_000)
        return status, (await client.get(f"/staff/{GOOD}")).status_code

    status, after = with_site(links, scenario)

    assert status in (0, 400), "it hangs up, with an answer if there was time to read it"
    assert after == 200
    assert links.asked == [GOOD]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_another_method_gets_a_clear_page(method: str) -> None:
    links = Links()
    answer = with_site(links, lambda client: client.request(method, f"/staff/{GOOD}", headers=OURS))

    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]
    assert "<h1>Zo werkt deze pagina niet</h1>" in answer.text
    assert links.spent == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": ORIGIN},
        {"sec-fetch-site": "same-origin, cross-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"{ORIGIN}.evil.example"},
        {"origin": ORIGIN.replace("https", "http")},
        {"referer": ORIGIN},
        {"host": "evil.example", "origin": "http://evil.example"},
    ],
)
def test_another_site_cannot_press_the_button(headers: dict[str, str]) -> None:
    links = Links()
    answer = post(links, f"/staff/{GOOD}", headers)

    assert answer.status_code == 403
    assert "<h1>Dit kwam niet van onze pagina</h1>" in answer.text
    assert links.spent == []


@pytest.mark.parametrize("headers", [OURS, {"sec-fetch-site": "none"}, {"origin": ORIGIN}])
def test_our_own_page_can(headers: dict[str, str]) -> None:
    links = Links()

    assert post(links, f"/staff/{GOOD}", headers).status_code == 200
    assert links.spent == [GOOD]


@pytest.mark.parametrize("path", ["/healthz", f"/staff/{GOOD}", "/nothing", f"/staff/{BROKEN}"])
def test_every_answer_is_closed_to_the_outside_and_not_kept(path: str) -> None:
    headers = get(Links(), path).headers
    policy = headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("name", ["pico.min.css", "signpost.css", "icon.svg"])
def test_what_a_page_looks_like_comes_from_the_package(name: str) -> None:
    answer = get(Links(), f"/static/{name}")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"


def test_a_page_asks_nothing_from_outside() -> None:
    page = get(Links(), f"/staff/{GOOD}").text

    assert "://" not in page
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("asks", "heading"),
    [
        ("en-GB,en;q=0.9,nl;q=0.8", "This link does nothing any more"),
        ("nl-NL,nl;q=0.9,en;q=0.8", "Deze link doet niets meer"),
        ("en;q=0.5,nl;q=0.9", "Deze link doet niets meer"),
        ("de-DE,de", "Deze link doet niets meer"),
        ("de,en;q=nonsense", "This link does nothing any more"),
        (",;q=;;" * 500, "Deze link doet niets meer"),
    ],
)
def test_a_page_without_a_reader_follows_the_browser(asks: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in get(Links(), "/nothing", **{"accept-language": asks}).text


def test_a_failure_is_a_clear_page_and_its_words_are_not_logged(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "signpost_bot")
    answer = get(Links(), f"/staff/{BROKEN}")

    assert answer.status_code == 500
    assert "<h1>Het lukt nu even niet</h1>" in answer.text
    assert "marker" not in answer.text
    assert "a page failed: RuntimeError" in caplog.text
    assert BROKEN not in caplog.text + "".join(capfd.readouterr())


def test_no_log_holds_a_token(caplog: pytest.LogCaptureFixture) -> None:
    """R15: whoever reads the log could press the button."""
    caplog.set_level(logging.DEBUG)
    post(Links(), f"/staff/{GOOD}", OURS)
    post(Links(), f"/staff/{GOOD}", {})

    ours = [record for record in caplog.records if record.name.split(".")[0] not in CLIENT]
    assert GOOD not in " ".join(record.getMessage() for record in ours)


CLIENT = ("httpx", "httpcore")
"""They ask, on the side of the test."""


def test_a_port_that_is_taken_is_a_sentence() -> None:
    async def scenario(port: int) -> None:
        site = build_site(link_routes(Links().look, Links().spend), ORIGIN)
        async with serve_web(site, HOST, port):
            raise AssertionError("it was taken")

    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=f"{HOST} port {port}: Address already in use"):
            asyncio.run(scenario(port))
