"""`signpost-bot campaigns code`: a link and a QR code for one offering on one day (R7)."""

import asyncio
import xml.etree.ElementTree as ET
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from talking import opened_app

from signpost_bot import campaign_codes, cli
from signpost_bot.settings import Settings

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)


def _given(offering: str, *options: str) -> Namespace:
    arguments = ["campaigns", "code", offering, "--institution", "voorbeeld", *options]
    return cli.build_parser().parse_args(arguments)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SIGNPOST_{name.upper()}", raising=False)
    url = f"sqlite:///{tmp_path}/codes.db"
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", url)

    async def fill() -> None:
        async with opened_app(NOW, url):
            pass

    asyncio.run(fill())
    return url


@pytest.mark.usefixtures("url")
def test_it_says_the_same_code_twice_and_how_to_do_without_a_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = _given("faalangst", "--date", "2099-01-07")
    codes = [asyncio.run(campaign_codes.print_code(given)) for _ in range(2)]
    first, second = capsys.readouterr().out.split("The code for")[1:]

    assert codes == [0, 0]
    assert first == second
    assert "faalangst on 7 January 2099" in first
    assert "/start went_" in first


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (_given("gone"), "voorbeeld has no offering ‘gone’"),
        (_given("faalangst", "--date", "2026-01-05"), "that day is over"),
        (_given("faalangst", "--date", "2026-01-05", "--language", "nl"), "die dag is voorbij"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    given: Namespace, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asyncio.run(campaign_codes.print_code(given)) == 2
    assert said in capsys.readouterr().err


def test_the_code_is_a_picture_with_the_link_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = "https://t.me/voorbeeld_bot?start=went_" + "a" * 32

    campaign_codes.show_code(link, tmp_path / "code.svg")

    root = ET.parse(tmp_path / "code.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root[0].text == link
    assert link in capsys.readouterr().out


def test_a_day_is_read_as_a_day() -> None:
    assert _given("faalangst", "--date", "2026-12-02").date == date(2026, 12, 2)
