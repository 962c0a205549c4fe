"""A talk over plain lines: what moves the clock, and what is somebody's own words (R15)."""

import asyncio
import io
from collections.abc import Sequence
from datetime import timedelta

import pytest
from builders import make_national
from pydantic import ValidationError

from signpost_bot.channels.terminal.inbound import CollectDue, Line
from signpost_bot.channels.terminal.prompt import parse_duration, talk_lines
from signpost_bot.model.language import Language
from signpost_bot.model.session import Button, Incoming, Reply
from signpost_bot.safety.card import build_spare_cards
from signpost_bot.texts import say

SPARE = build_spare_cards(make_national())
NL = Language.NL


async def _echo(incoming: Incoming) -> Sequence[Reply]:
    """What came in, with a button; danger is said in capitals."""
    if incoming.alarm:
        return (Reply(text="DANGER"),)
    said = incoming.choice or incoming.text or "welcome"
    return (Reply(text=said, buttons=(Button(id="tapped", label="Tap"),)),)


async def _waited(length: timedelta) -> Sequence[Reply]:
    """One reply for each day that passed."""
    return [Reply(text=f"day {day + 1}") for day in range(length.days)]


async def _away(_: timedelta) -> Sequence[Reply]:
    raise OSError("the database is away")


def _said(*lines: str, wait: CollectDue = _waited) -> list[str]:
    """What is printed after the welcome, without buttons and empty lines."""
    line = Line(handle=_echo, collect_due=wait, spare=SPARE, language=NL)
    out = io.StringIO()
    asyncio.run(talk_lines(line, io.StringIO("\n".join(lines)), out))
    rows = [row for row in out.getvalue().splitlines() if row and not row.startswith("  ")]
    return rows[1:]


@pytest.mark.parametrize(
    "text",
    ["/wait ik wil dood", "/wait zelfmoord", "/waitik wil dood", " /wait\tP1D ik wil dood"],
)
def test_danger_behind_a_wait_reaches_the_detector(text: str) -> None:
    assert _said(text) == ["DANGER"]


def test_only_a_wait_with_one_length_moves_the_clock() -> None:
    assert _said("/wait P2D", " /wait  P1D ", "/wait", "/waiting room", "/wait P1D please") == [
        "day 1",
        "day 2",
        "day 1",
        "/wait",
        "/waiting room",
        "/wait P1D please",
    ]


@pytest.mark.parametrize("length", ["P731D", "P1000000Y", "P99999999999999999D", "-P1D", "week"])
def test_a_wait_that_cannot_be_is_explained_and_the_talk_goes_on(length: str) -> None:
    assert _said(f"/wait {length}", "hoi") == [say("terminal.bad_wait", NL), "hoi"]


def test_a_wait_in_which_nothing_falls_due_says_so_and_keeps_the_buttons() -> None:
    assert _said("hoi", "/wait PT1H", "a") == ["hoi", say("terminal.quiet", NL), "tapped"]


def test_a_wait_that_fails_says_sorry_and_the_talk_goes_on() -> None:
    assert _said("/wait P1D", "hoi", wait=_away) == [SPARE.sorry(NL), "hoi"]


def test_a_length_is_two_years_at_most() -> None:
    assert parse_duration("P730D") == timedelta(days=730)
    with pytest.raises(ValidationError, match="two years"):
        parse_duration("P730DT1S")
