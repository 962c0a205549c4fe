"""The command `demo`: where its pages are, and that a program that reads the talk is not told."""

import asyncio
import io
import re
import socket
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from demoing import open_tried
from pages import HOST

from signpost_bot import demo
from signpost_bot.cli import build_parser


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, with one question in a pipe."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"geld op\n")))
    return tmp_path


def test_the_addresses_stand_beside_the_talk_and_a_taken_port_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server((HOST, 0)) as taken:
        wanted = taken.getsockname()[1]
        assert asyncio.run(demo.demo(Namespace(language=None, port=wanted))) == 0
    talk, beside = capsys.readouterr()

    assert "budgetcoach" in talk
    assert "http" not in talk
    assert f"Poort {wanted} is al bezet." in beside
    ports = set(re.findall(rf"http://{HOST}:(\d+)/", beside))
    assert len(ports) == 1
    assert str(wanted) not in ports
    for path in ("/chat/voorbeeld", "/demo/desk", "/demo"):
        assert re.search(rf":\d+{path}\n", beside), path
    assert [path.name for path in folder.iterdir()] == [".demo"]


def test_the_port_that_was_asked_for_is_taken_when_it_is_free(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as found:
        wanted = found.getsockname()[1]

    async def scenario() -> int:
        async with open_tried(f"sqlite:///{tmp_path}/demo.db", wanted) as tried:
            assert (await tried.browser.get("/healthz")).text == "ok"
            return tried.port

    assert asyncio.run(scenario()) == wanted


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "²", "1" * 5000])
def test_what_is_no_port_is_said_so(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["demo", f"--port={port}"])

    assert "a port is a number from 1 to 65535" in capsys.readouterr().err
