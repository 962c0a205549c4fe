"""Pages inside `run`: served when there is a port, and a sentence when they cannot be."""

import asyncio
import socket
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from filled import OFFERINGS, SECRET
from pages import GOOD, HOST

from signpost_bot import clock
from signpost_bot.app import open_app
from signpost_bot.pages import open_pages
from signpost_bot.settings import BadSetting, Settings

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)


@pytest.fixture
def free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


def statuses(settings: Settings, folder: Path, *paths: str) -> list[int]:
    async def scenario() -> list[int]:
        async with (
            open_app(f"sqlite:///{folder}/pages.db", OFFERINGS, SECRET, NOW) as app,
            open_pages(app, settings, clock.now),
            httpx.AsyncClient(base_url=f"http://{HOST}:{settings.web_port or 1}") as client,
        ):
            return [(await client.get(path)).status_code for path in paths]

    return asyncio.run(scenario())


def test_pages_are_served_when_there_is_a_port(tmp_path: Path, free_port: int) -> None:
    settings = Settings(web_port=free_port, web_url=f"http://{HOST}:{free_port}")

    assert statuses(settings, tmp_path, "/healthz", f"/staff/{GOOD}") == [200, 404]


def test_without_a_port_there_are_none(tmp_path: Path) -> None:
    assert statuses(Settings(web_port=None), tmp_path) == []


def test_a_port_without_an_address_from_outside_is_a_sentence(
    tmp_path: Path, free_port: int
) -> None:
    with pytest.raises(BadSetting, match="SIGNPOST_WEB_URL: SIGNPOST_WEB_PORT needs it"):
        statuses(Settings(web_port=free_port), tmp_path)


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        settings = Settings(web_port=port, web_url=f"http://{HOST}:{port}")
        with pytest.raises(BadSetting, match=f"SIGNPOST_WEB_PORT: pages cannot be .* port {port}"):
            statuses(settings, tmp_path)
