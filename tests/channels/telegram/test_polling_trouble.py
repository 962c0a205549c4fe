"""Trouble in the Telegram channel: faults, late messages, crashes, tokens; nothing is lost."""

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from botapi.faults import FaultKind
from botapi.server import StandIn
from running import with_database
from sqlalchemy import select
from talking import opened_app, run
from telegram_line import NOW, OTHER, STUDENT, Served, count_waiting, serve_for, serving

from signpost_bot.actions import inbox
from signpost_bot.channels.telegram.polling import TokenRefused, _read, read_received, take
from signpost_bot.model.alarm import Level
from signpost_bot.model.inbox import Received
from signpost_bot.model.session import Channel
from signpost_bot.serve import open_bot, open_line
from signpost_bot.store.tables import inbox as inbox_table


@pytest.mark.parametrize(
    "kind", [FaultKind.FLOOD, FaultKind.BROKEN, FaultKind.DROPPED_BEFORE, FaultKind.BLOCKED]
)
def test_after_any_fault_the_next_message_is_answered(database_url: str, kind: FaultKind) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "hoi")
        await telegram.sent_to(STUDENT, 1)
        telegram.faults.add("sendMessage", kind, times=1, chat_id=STUDENT)
        telegram.faults.add("getUpdates", FaultKind.BROKEN, times=1)
        telegram.write(STUDENT, "ik slaap slecht")
        telegram.write(OTHER, "hoi")
        await telegram.sent_to(OTHER, 1, 20)
        telegram.write(STUDENT, "/privacy")
        await telegram.until(
            lambda: any("Wat ik bewaar" in one.text for one in telegram.said_to(STUDENT)), 20
        )

    serve_for(database_url, scenario)


def test_a_flood_delays_a_reply_and_loses_nothing(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.faults.add("sendMessage", FaultKind.FLOOD, times=1, retry_after=1)
        telegram.write(STUDENT, "ik slaap slecht")
        (said,) = await telegram.sent_to(STUDENT, 1, 20)
        assert "Rustig slapen" in said.text

    serve_for(database_url, scenario)

    assert with_database(database_url, count_waiting) == (0, 0)


def test_a_message_from_hours_ago_says_so_and_danger_gets_its_card_first(
    database_url: str,
) -> None:
    async def scenario(served: Served) -> None:
        telegram = served.telegram
        telegram.write(STUDENT, "ik slaap slecht", date=NOW - timedelta(hours=3))
        said = await telegram.sent_to(STUDENT, 2)
        assert "Je schreef dit vandaag 08:00" in said[0].text
        telegram.write(OTHER, "ik wil dood", date=NOW - timedelta(hours=3))
        card, late = await telegram.sent_to(OTHER, 2)
        assert "113" in card.text
        assert "Je schreef dit" in late.text

    serve_for(database_url, scenario)


def test_what_an_earlier_process_left_is_answered_and_sent(database_url: str) -> None:
    """A crash after receiving, and a crash between commit and sending, lose nothing."""

    async def whole() -> None:
        async with StandIn.started(lambda: NOW) as telegram:
            telegram.meet(STUDENT)
            telegram.meet(OTHER)
            api = telegram.url.removesuffix("/bot")
            async with opened_app(NOW, database_url) as app, open_bot(telegram.token, api) as bot:
                line = open_line(app, bot, "voorbeeld", lambda: NOW)
                first = Received(update_id=1, address=str(STUDENT), written_at=NOW, text="hoi")
                second = replace(first, update_id=2, address=str(OTHER))
                await inbox.receive(line.box, [first, second], NOW)
                talk = line.talk(first.address)
                await inbox.answer(line.box, talk, first, read_received(first), NOW)
            assert telegram.sent == []
            async with serving(database_url, telegram):
                await telegram.sent_to(STUDENT, 1)
                await telegram.sent_to(OTHER, 1)

    run(whole())

    assert with_database(database_url, count_waiting) == (0, 0)


def test_a_turn_that_fails_is_said_and_not_tried_for_ever(database_url: str) -> None:
    async def scenario(served: Served) -> None:
        lost = served.app.talk(Channel.TELEGRAM, str(STUDENT), "no-such-school")
        broken = replace(served.line, talk=lambda _: lost)
        one = Received(update_id=900, address=str(STUDENT), written_at=NOW, text="hoi")
        served.telegram.meet(STUDENT)
        # Not before the line has caught up, or it would answer this one as well.
        await served.telegram.until(lambda: bool(served.telegram.called("getUpdates")))
        await inbox.receive(served.line.box, [one], NOW)
        await take(broken, one)
        (said,) = await served.telegram.sent_to(STUDENT, 1)
        assert "Er ging iets mis aan mijn kant" in said.text

    serve_for(database_url, scenario)

    assert with_database(database_url, count_waiting) == (0, 0)


def test_danger_does_not_wait_for_a_model_that_hangs_for_others() -> None:
    over = threading.Event()

    def hang(_: str) -> None:
        over.wait(60)

    async def scenario() -> None:
        # More than there are threads.
        others = [
            asyncio.create_task(_read(_written(number, OTHER, "ik slaap slecht"), hang))
            for number in range(40)
        ]
        await asyncio.sleep(0)
        try:
            incoming = await _read(_written(900, STUDENT, "ik wil niet meer leven"), hang)
            assert not any(one.done() for one in others), "they still wait for their vector"
        finally:
            over.set()
        await asyncio.gather(*others)
        assert incoming.alarm
        assert incoming.alarm.level is Level.STRONG

    run(scenario())


def _written(number: int, chat: int, text: str) -> Received:
    return Received(update_id=number, address=str(chat), written_at=NOW, text=text)


def test_a_token_telegram_does_not_know_is_said_at_the_start(database_url: str) -> None:
    async def whole() -> None:
        async with StandIn.started() as telegram:
            telegram.faults.add("*", FaultKind.WRONG_TOKEN, times=None)
            with pytest.raises(TokenRefused):
                async with open_bot(telegram.token, telegram.url.removesuffix("/bot")):
                    pass

    run(whole())


def test_no_word_of_a_student_stands_in_the_database_while_it_waits(database_url: str) -> None:
    async def whole() -> bytes:
        async with (
            StandIn.started(lambda: NOW) as telegram,
            opened_app(NOW, database_url) as app,
            open_bot(telegram.token, telegram.url.removesuffix("/bot")) as bot,
        ):
            line = open_line(app, bot, "voorbeeld", lambda: NOW)
            one = Received(update_id=5, address="77001", written_at=NOW, text="qzxmarker slaap")
            await inbox.receive(line.box, [one], NOW)
            async with app.database.transaction() as tx:
                rows = await tx.execute(select(inbox_table.c.body, inbox_table.c.address_hash))
                return b"".join(row.body + row.address_hash.encode() for row in rows)

    kept = run(whole())

    assert kept
    assert b"qzxmarker" not in kept
    assert b"77001" not in kept
