"""Danger is answered whatever breaks: database, catalog, index, rendering, or a lock that hangs."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TypeVar, cast

import pytest
from filled import OFFERINGS, SECRET
from talking import Chat, new_chat, opened_app, run

from signpost_bot.actions.conversation import handle
from signpost_bot.answering.postings import Postings
from signpost_bot.app import App, open_app
from signpost_bot.meaning.vectors import embed_one, is_there, no_vector
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.language import Language
from signpost_bot.model.national import AlarmKind
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.safety.guard import PATIENCE_SECONDS, _late, read_text, respond
from signpost_bot.safety.reading import find_alarm
from signpost_bot.texts import say

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
NUMBERS = {
    "n112": "112",
    "n113": "113",
    "n_veilig_thuis": "0800-2000",
    "n_csg": "0800-0188",
}
DANGER = "ik wil niet meer leven"
T = TypeVar("T")
Break = Callable[[App, Path], None]


def _break_database(_: App, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE session")


def _break_catalog(app: App, file: Path) -> None:
    app.catalogs.kept.clear()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE document SET body = '{not json'")


def _break_index(app: App, _: Path) -> None:
    version, catalog = app.catalogs.kept["voorbeeld"]
    broken = replace(catalog, fields=cast(Postings, None))
    app.catalogs.kept["voorbeeld"] = (version, broken)


@pytest.mark.parametrize("break_it", [_break_database, _break_catalog, _break_index])
def test_the_card_arrives_when_a_part_is_broken(break_it: Break, tmp_path: Path) -> None:
    async def scenario(chat: Chat, file: Path) -> str:
        await chat.say("ik slaap slecht")
        break_it(chat.app, file)
        await chat.say(DANGER)
        return chat.text

    text = run(_with_file(tmp_path, scenario))

    assert "Wat goed dat je dit schrijft" in text, "the card itself, not the line that we failed"
    assert "112" in text
    assert "113" in text


@pytest.mark.parametrize("break_it", [_break_database, _break_catalog, _break_index])
def test_without_danger_a_broken_part_is_said_and_still_names_the_numbers(
    break_it: Break, tmp_path: Path
) -> None:
    async def scenario(chat: Chat, file: Path) -> str:
        await chat.say("ik slaap slecht")
        break_it(chat.app, file)
        await chat.say("waar kan ik sporten met anderen")
        return chat.text

    text = run(_with_file(tmp_path, scenario))

    assert "Er ging iets mis aan mijn kant" in text
    assert "112" in text


@pytest.mark.parametrize("kind", [*AlarmKind, None])
@pytest.mark.parametrize("hint", [*Language, None])
def test_every_kind_has_a_spare_card_for_when_rendering_fails(
    kind: AlarmKind | None, hint: Language | None
) -> None:
    async def scenario() -> list[str]:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW)
            alarm = Alarm(level=Level.STRONG, kind=kind)
            incoming = Incoming(channel=Channel.TERMINAL, text=DANGER, alarm=alarm, hint=hint)

            async def take(incoming: Incoming) -> Sequence[Reply]:
                return await handle(chat.talk, incoming, NOW)

            return await respond(incoming, take, _cannot_render, str, app.spare)

    (card,) = run(scenario())

    first = say(f"alarm.{kind or 'general'}", hint or Language.NL, **NUMBERS).splitlines()[0]
    assert first.replace("**", "") in card
    assert "112" in card
    assert "113" in card
    assert "**" not in card
    assert "{" not in card


def test_a_database_that_hangs_does_not_hold_up_the_card(tmp_path: Path) -> None:
    async def scenario(chat: Chat, file: Path) -> tuple[str, float]:
        await chat.say("ik slaap slecht")
        lock = sqlite3.connect(file)
        lock.execute("BEGIN EXCLUSIVE")
        started = monotonic()
        await chat.say(DANGER)
        took = monotonic() - started
        lock.rollback()
        lock.close()
        left_behind = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*left_behind, return_exceptions=True)
        return chat.text, took

    text, took = run(_with_file(tmp_path, scenario))

    assert "Wat goed dat je dit schrijft" in text
    assert took < PATIENCE_SECONDS + 1


def test_the_detector_runs_before_anything_is_loaded() -> None:
    loaded: list[str] = []

    async def take(incoming: Incoming) -> Sequence[Reply]:
        loaded.append("started")
        assert incoming.alarm is not None
        raise OSError

    async def scenario() -> list[str]:
        async with opened_app(NOW) as app:
            incoming = read_text(DANGER, Channel.TERMINAL)
            assert incoming.alarm is not None
            assert not loaded
            return await respond(incoming, take, lambda reply: reply.text, str, app.spare)

    assert "ik waarschuw niemand" in run(scenario())[0]


class Stuck:
    """A model that does not come back until the test is over."""

    def __init__(self) -> None:
        self.asked = 0
        self.over = threading.Event()

    def embed(self, _: str) -> None:
        self.asked += 1
        self.over.wait(60)


@pytest.fixture
def stuck() -> Iterator[Stuck]:
    model = Stuck()
    yield model
    model.over.set()


@pytest.mark.skipif(not is_there(), reason="no models here")
@pytest.mark.parametrize(
    "text",
    [
        "ik wil dood",
        "Ik schrijf een essay over huiselijk geweld, waar vind ik bronnen",
        "my project compares overdose statistics between countries, where is the data",
        "zelfmoord",
        "ik slaap slecht",
    ],
)
def test_what_is_measured_is_what_the_talk_reads(text: str) -> None:
    """`evaluate` and every channel find the same alarm."""
    assert read_text(text, Channel.TERMINAL).alarm == find_alarm(text, embed_one(text))


def test_a_strong_pattern_asks_no_model(stuck: Stuck) -> None:
    incoming = read_text(DANGER, Channel.TERMINAL, embed=stuck.embed)

    assert incoming.alarm
    assert incoming.alarm.level is Level.STRONG
    assert stuck.asked == 0


def test_a_model_that_hangs_leaves_it_to_the_words(stuck: Stuck) -> None:
    text = "ik slaap slecht"
    slow = read_text(text, Channel.TERMINAL, embed=stuck.embed, seconds=0.01)

    assert stuck.asked == 1
    assert slow == read_text(text, Channel.TERMINAL, embed=no_vector)
    assert slow.vector is None


def test_while_a_model_hangs_nobody_waits_for_it_again(stuck: Stuck) -> None:
    embed = stuck.embed
    read_text("ik slaap slecht", Channel.TERMINAL, embed=embed, seconds=0.01)
    # Would wait for a minute if it asked.
    read_text("waar kan ik sporten", Channel.TERMINAL, embed=embed, seconds=60)

    assert stuck.asked == 1


def test_a_model_is_asked_again_once_it_came_back(stuck: Stuck) -> None:
    embed = stuck.embed
    read_text("ik slaap slecht", Channel.TERMINAL, embed=embed, seconds=0.01)
    stuck.over.set()
    while any(thread.is_alive() for thread in _late.values()):
        time.sleep(0.01)
    read_text("ik slaap slecht", Channel.TERMINAL, embed=embed)

    assert stuck.asked == 2


def test_a_model_that_fails_says_nothing_of_the_text(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(text: str) -> None:
        raise ValueError(text)

    incoming = read_text("ik slaap slecht", Channel.TERMINAL, embed=fail)

    assert incoming.vector is None
    assert "ValueError" in caplog.text
    assert "slecht" not in caplog.text + "".join(capfd.readouterr())


def _cannot_render(_: Reply) -> str:
    raise ZeroDivisionError


async def _with_file(folder: Path, scenario: Callable[[Chat, Path], Awaitable[T]]) -> T:
    file = folder / "talk.db"
    async with open_app(f"sqlite:///{file}", OFFERINGS, SECRET, NOW) as app:
        return await scenario(new_chat(app, NOW), file)
