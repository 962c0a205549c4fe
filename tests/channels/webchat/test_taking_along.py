"""Taking along from the web: by a form of ours, for a talk that is there, telling nobody (R21)."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path

import httpx
import pytest
from browsing import Browsing, browse
from desking import NOW, OURS
from filled import OFFERINGS, SECRET, copy_catalogs
from pages import HOST
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from talking import run
from web_talks import ADDRESS, begin_web_talk

from signpost_bot.app import App, open_app
from signpost_bot.model.language import Language
from signpost_bot.pages import Outside, list_routes
from signpost_bot.web.serving import serve_web
from signpost_bot.web.site import build_site
from signpost_bot.web.templates import render

ORIGIN = "https://weg.example"
CALENDAR, TELEGRAM = "/chat/voorbeeld/calendar", "/chat/voorbeeld/telegram"
FORM = {"token": ADDRESS}


@asynccontextmanager
async def served(
    folder: Path, username: str | None = "wegwijzer_bot"
) -> AsyncIterator[tuple[App, httpx.AsyncClient]]:
    """The pages, and a browser with a talk in which somebody plans to sleep better."""
    url = f"sqlite:///{folder}/web.db"
    await copy_catalogs(url, NOW)
    async with open_app(url, OFFERINGS, SECRET, NOW) as app:
        await begin_web_talk(app.database, app.seal, NOW, plans=["slaap"])
        routes = [
            *list_routes(app, lambda: NOW, ORIGIN, Outside(username=username)),
            Route("/talk", show_further),
        ]
        site = build_site(routes, ORIGIN)
        async with (
            serve_web(site, HOST, 0) as port,
            httpx.AsyncClient(base_url=f"http://{HOST}:{port}", headers=OURS) as client,
        ):
            yield app, client


def further(
    language: Language = Language.NL, token: str = ADDRESS, *, has_telegram: bool = True
) -> str:
    """What stands below a talk."""
    page = render(
        "chat/further.html",
        language,
        token=token,
        institution="voorbeeld",
        has_telegram=has_telegram,
    )
    return bytes(page.body).decode()


STYLES = "".join(
    f'<link rel="stylesheet" href="/static/{name}">' for name in ("pico.min.css", "signpost.css")
)


ICON = '<link rel="icon" href="/static/icon.svg">'


async def show_further(_: Request) -> HTMLResponse:
    """A page of a talk, of which only that is there."""
    head = f'<!doctype html><html lang="nl"><title>x</title>{STYLES}{ICON}'
    return HTMLResponse(f'{head}<main class="container">{further()}</main>')


def address_in(page: str) -> str:
    """The path of the calendar that a page shows."""
    assert f'value="{ORIGIN}/calendar/' in page
    return "/calendar/" + page.split("/calendar/")[-1].split('"')[0]


def test_a_calendar_is_made_and_read_by_its_address_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with served(tmp_path) as (_, client):
            page = await client.post(CALENDAR, data=FORM)
            assert page.status_code == 200
            assert "webcal://weg.example/calendar/" in page.text
            assert "Wie dit adres heeft, kan de tijden lezen" in page.text
            path = address_in(page.text)
            bare = httpx.AsyncClient(base_url=client.base_url)
            async with bare:
                feed, again = [await bare.get(path) for _ in range(2)]
                head = await bare.head(path)
                missing = [await bare.get(one) for one in (path[:-5] + "0.ics", "/calendar/a.ics")]
            assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
            assert feed.headers["content-disposition"] == 'inline; filename="wegwijzer.ics"'
            assert feed.headers["cache-control"] == "no-store"
            assert "noindex" in feed.headers["x-robots-tag"]
            assert feed.content == again.content
            assert head.status_code == 200
            assert head.content == b""
            assert [one.status_code for one in missing] == [404, 404]
            assert "slaap" not in feed.text.replace("\r\n ", "").casefold()
            assert "SUMMARY:Wegwijzer" in feed.text

    run(scenario())


def test_a_link_to_telegram_is_there_when_there_is_a_bot(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with served(tmp_path) as (_, client):
            page = await client.post(TELEGRAM, data=FORM)
            assert page.status_code == 200
            assert "https://t.me/wegwijzer_bot?start=go_" in unescape(page.text)
            assert 'alt="QR-code' in page.text
        (tmp_path / "web.db").unlink()
        async with served(tmp_path, username=None) as (_, client):
            page = await client.post(TELEGRAM, data=FORM)
            assert page.status_code == 404
            assert "Hier is geen Telegram" in page.text
            assert "t.me" not in page.text

    run(scenario())


def test_without_a_talk_from_elsewhere_or_by_a_link_nothing_is_made(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with served(tmp_path) as (_, client):
            for path in (CALENDAR, TELEGRAM):
                for form in ({}, {"token": ""}, {"token": "another"}, {"other": ADDRESS}):
                    page = await client.post(path, data=form)
                    assert page.status_code == 410
                    assert "Dit gesprek is voorbij" in page.text
                    assert 'href="/chat/voorbeeld"' in page.text
                other = await client.post(path.replace("voorbeeld", "leiden"), data=FORM)
                assert other.status_code == 410
                elsewhere = await client.post(
                    path, data=FORM, headers={"sec-fetch-site": "cross-site"}
                )
                assert elsewhere.status_code == 403
                as_file = await client.post(path, files={"token": b"x"})
                assert as_file.status_code == 400
                assert (await client.get(path)).status_code == 405
            english = await client.post(CALENDAR, headers={"accept-language": "en"})
            assert "This talk is over" in english.text

    run(scenario())


def test_no_token_is_logged_or_stored(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> list[str]:
        async with served(tmp_path) as (_, client):
            path = address_in((await client.post(CALENDAR, data=FORM)).text)
            await client.get(path)
            page = unescape((await client.post(TELEGRAM, data=FORM)).text)
            payload = page.split("?start=go_")[1].split('"')[0]
            return [ADDRESS, path.removeprefix("/calendar/").removesuffix(".ics"), payload]

    logging.getLogger("httpx").setLevel(logging.WARNING)  # the browser of the test, not ours
    with caplog.at_level(logging.DEBUG):
        tokens = run(scenario())
    stored = b"".join(one.read_bytes() for one in tmp_path.iterdir())

    assert all(len(token) > 30 for token in tokens)
    assert caplog.text, "something was logged at all"
    assert b"slaap" in stored, "we look in the right file"
    for token in tokens:
        assert token not in caplog.text
        assert token.encode() not in stored


def test_the_forms_are_in_both_languages_and_telegram_only_with_a_bot() -> None:
    dutch, english = further(token='a"b'), further(Language.EN, has_telegram=False)

    assert 'value="a&#34;b"' in dutch
    assert "Verder in Telegram" in dutch
    assert "To my calendar" in english
    assert "elegram" not in english


def test_from_the_chat_each_opens_beside_it_accessible_narrow_and_silent(tmp_path: Path) -> None:
    async def scenario() -> None:
        small = {"width": 320, "height": 640}
        async with served(tmp_path) as (_, client), browse("", viewport=small) as seen:
            await seen.page.goto(f"{client.base_url}/talk")
            for label, heading in (
                ("Naar mijn agenda", "In je agenda"),
                ("Verder in Telegram",) * 2,
            ):
                async with seen.page.expect_popup() as opened:
                    await seen.page.get_by_role("button", name=label).click()
                beside = Browsing(await opened.value, seen.troubles)
                await beside.page.get_by_role("heading", name=heading, level=1).wait_for()
                assert await beside.broken_rules() == []
                assert await beside.width() <= 320
                assert await beside.unseen_stops() == []
            assert seen.page.url.endswith("/talk")
            assert seen.troubles == []

    run(scenario())
