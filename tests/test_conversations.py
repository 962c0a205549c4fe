"""Runs the talks in `conversations/`, as staff would write them, on the real parts."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field
from talking import Chat, new_chat, opened_app, run

from signpost_bot.actions.closing import close
from signpost_bot.channels.terminal.prompt import parse_duration
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel

TALKS = sorted((Path(__file__).parent / "conversations").glob("*.yaml"))
PHONE_SCREEN = 900
"""Characters that fit a phone without much scrolling."""


class Line(BaseModel):
    """One thing the student does, and what must come of it."""

    model_config = ConfigDict(extra="forbid")

    starts: str | None = None
    says: str | None = None
    taps: str | None = None
    waits: str | None = None
    closes: str | None = None
    bot_says: list[str] = Field(default=[], alias="bot says")
    never_says: list[str] = Field(default=[], alias="never says")
    offers: list[str] | None = None
    buttons: list[str] = []
    is_quiet: bool = Field(default=False, alias="is quiet")


class Talk(BaseModel):
    """One talk: who, when, and line by line."""

    model_config = ConfigDict(extra="forbid")

    about: str
    now: datetime = datetime.fromisoformat("2026-11-23T11:00")
    language: Language | None = None
    channel: Channel = Channel.TERMINAL
    never_says: list[str] = Field(default=[], alias="never says")
    talk: list[Line]


@pytest.mark.parametrize("file", TALKS, ids=lambda file: file.stem)
def test_the_talk_goes_as_written(file: Path) -> None:
    talk = Talk.model_validate(yaml.safe_load(file.read_text("utf-8")))

    run(_play(talk))


async def _play(talk: Talk) -> None:
    now = talk.now.replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
    async with opened_app(now) as app:
        chat = new_chat(app, now, hint=talk.language, channel=talk.channel)
        for line in talk.talk:
            await _do(chat, line)
            _check(chat, line, talk)


async def _do(chat: Chat, line: Line) -> None:
    if line.starts is not None:
        await chat.start(line.starts)
    elif line.says is not None:
        await chat.say(line.says)
    elif line.taps is not None:
        await chat.tap(line.taps)
    elif line.waits is not None:
        await chat.wait(parse_duration(line.waits))
    elif line.closes is not None:
        await close(chat.app.database, line.closes, chat.now)
        chat.replies = ()


def _check(chat: Chat, line: Line, talk: Talk) -> None:
    did = line.says or line.taps or line.starts or line.waits or line.closes
    assert bool(chat.replies) is not line.is_quiet, f"{did!r}: {chat.text}"
    for words in line.bot_says:
        assert words in chat.text, f"{did!r} → {chat.text}"
    for words in (*line.never_says, *talk.never_says):
        assert words.casefold() not in chat.text.casefold(), f"{did!r} → {chat.text}"
    for label in line.buttons:
        assert label in chat.labels, f"{did!r} → {chat.labels}"
    if line.offers is not None:
        assert _offered(chat) == line.offers, f"{did!r} → {chat.text}"
    assert all(len(reply.text) <= PHONE_SCREEN for reply in chat.replies)


def _offered(chat: Chat) -> list[str]:
    """Slugs of the offerings whose title was just said, in the order in which they were."""
    catalog = chat.app.catalogs.kept["voorbeeld"][1]
    found: dict[str, Any] = {
        offering.slug: min(chat.text.find(title) for title in titles if title in chat.text)
        for offering in catalog.offerings
        if (titles := [t for t in (offering.title.nl, offering.title.en) if t in chat.text])
    }
    return sorted(found, key=lambda slug: found[slug])
