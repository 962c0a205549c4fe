"""Each fault gives the bot the exception python-telegram-bot promises, and is over when it is."""

import asyncio
import time

import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from botapi.driving import STUDENT, with_bot
from botapi.faults import FaultKind
from botapi.server import StandIn

OTHER = 7002


@pytest.fixture(autouse=True)
def _retry_after_as_a_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it python-telegram-bot warns when Telegram floods, and warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.mark.parametrize(
    ("kind", "error", "words", "is_accepted"),
    [
        ("blocked", Forbidden, "bot was blocked by the user", False),
        ("deactivated", Forbidden, "user is deactivated", False),
        ("flood", RetryAfter, "Retry in 0:00:01", False),
        ("broken", NetworkError, "Internal Server Error", False),
        ("bad_gateway", NetworkError, "Bad Gateway", False),
        ("bad_request", BadRequest, "Something is wrong with it", False),
        ("wrong_token", InvalidToken, "Unauthorized", False),
        ("dropped_before", NetworkError, "RemoteProtocolError", False),
        ("dropped_after", NetworkError, "RemoteProtocolError", True),
        ("slow_after", TimedOut, "Timed out", True),
    ],
)
def test_a_fault_happens_once_and_then_all_is_well(
    kind: str, error: type[TelegramError], words: str, is_accepted: bool
) -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.faults.add("sendMessage", kind)
        with pytest.raises(error, match=words) as raised:
            await bot.send_message(STUDENT, "één")
        await bot.send_message(STUDENT, "twee")

        assert type(raised.value) is error
        assert [sent.text for sent in telegram.sent] == ["één"] * is_accepted + ["twee"]
        assert [call.fault for call in telegram.called("sendMessage")] == [kind, None]

    with_bot(scenario, read_timeout=0.4)


def test_every_kind_of_fault_is_tried_above() -> None:
    marks = test_a_fault_happens_once_and_then_all_is_well.pytestmark  # type: ignore[attr-defined]

    assert [case[0] for case in marks[0].args[1]] == sorted(
        FaultKind, key=[case[0] for case in marks[0].args[1]].index
    )


def test_a_dropped_connection_has_the_cause_that_tells_it_from_one_never_made() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.faults.add("sendMessage", "dropped_after")
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(STUDENT, "hoi")

        assert isinstance(raised.value.__cause__, httpx.RemoteProtocolError)

    with_bot(scenario)


def test_a_fault_can_hold_for_one_chat_and_for_so_many_times() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.meet(OTHER)
        telegram.faults.add("sendMessage", "flood", 2, chat_id=STUDENT, retry_after=7)
        await bot.send_message(OTHER, "gaat door")
        for _ in range(2):
            with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
                await bot.send_message(STUDENT, "te snel")
        await bot.send_message(STUDENT, "nu wel")

        assert [sent.text for sent in telegram.sent] == ["gaat door", "nu wel"]

    with_bot(scenario)


def test_faults_are_met_one_after_the_other_until_they_are_cleared() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.faults.add("sendMessage", "broken")
        telegram.faults.add("*", "bad_request", None, text="no")
        with pytest.raises(NetworkError, match="Internal"):
            await bot.send_message(STUDENT, "x")
        for _ in range(3):
            with pytest.raises(BadRequest, match="No"):
                await bot.send_message(STUDENT, "x")
        telegram.faults.clear()

        assert await bot.send_message(STUDENT, "x")

    with_bot(scenario)


def test_a_token_that_is_taken_back_ends_the_poll_that_waits() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await telegram.until(lambda: bool(telegram.called("getUpdates")))
        telegram.faults.add("*", "wrong_token", None)

        assert await asyncio.wait_for(poll, 2) == ()
        with pytest.raises(InvalidToken):
            await bot.get_updates(timeout=30)

    with_bot(scenario)


def test_a_slow_answer_that_is_waited_for_comes() -> None:
    async def scenario(telegram: StandIn, bot: Bot) -> None:
        telegram.faults.add("sendMessage", FaultKind.SLOW_AFTER, seconds=0.3)
        before = time.monotonic()
        await bot.send_message(STUDENT, "hoi")

        assert time.monotonic() - before >= 0.3

    with_bot(scenario)
