"""A whole talk on real parts: files, database, guard; only the clock is told."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from filled import OFFERINGS, SECRET, copy_catalogs, filled_file

from signpost_bot.actions.conversation import Talk, collect_due, handle
from signpost_bot.actions.delivery import deliver_due
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App, open_app
from signpost_bot.channels.terminal.render import to_plain
from signpost_bot.model.language import Language
from signpost_bot.model.outbox import OutboxState, SendResult, Sent
from signpost_bot.model.session import Button, Channel, Incoming, Reply
from signpost_bot.model.student import StudentId
from signpost_bot.safety.guard import read_text, respond
from signpost_bot.store import students

BOT = "7"


@asynccontextmanager
async def opened_app(now: datetime, url: str | None = None) -> AsyncIterator[App]:
    """The app on a database of its own, filled from the real `offerings/`."""
    with tempfile.TemporaryDirectory() as folder:
        if url is None:
            shutil.copy(await asyncio.to_thread(filled_file), f"{folder}/talk.db")
            url = f"sqlite:///{folder}/talk.db"
        else:
            await copy_catalogs(url, now)
        async with open_app(url, OFFERINGS, SECRET, now) as app:
            yield app


@dataclass
class Post:
    """A sender for tests: remembers what it sent, and answers as it is told."""

    answers: list[SendResult] = field(default_factory=list)
    guests: frozenset[str] | None = None
    sent: list[tuple[str, Reply]] = field(default_factory=list)

    async def send(self, address: str, reply: Reply) -> SendResult:
        """Take a message; without an answer for it, it was sent."""
        self.sent.append((address, reply))
        await asyncio.sleep(0)
        return self.answers.pop(0) if self.answers else Sent()

    async def deliver(self, app: App, now: datetime) -> Counter[OutboxState]:
        """One round of delivery."""
        return await deliver_due(
            app.database, app.catalogs, app.seal, BOT, now, self.send, guests=self.guests
        )


async def reach(chat: "Chat") -> StudentId:
    """Let the student be somebody the bot can write to, as the channel does."""
    async with chat.app.database.transaction() as tx:
        student = await students.find_student(tx, chat.channel, chat.talk.address_hash)
        assert student
        await students.save_address(tx, chat.app.seal, student, chat.talk.address, BOT)
        return student


@dataclass
class Chat:
    """One student's talk; remembers the last replies so that buttons can be tapped by label."""

    app: App = field(repr=False)
    talk: Talk = field(repr=False)
    now: datetime
    hint: Language | None = None
    channel: Channel = Channel.TERMINAL
    replies: Sequence[Reply] = ()
    seen: list[Button] = field(default_factory=list)

    async def say(self, text: str) -> Sequence[Reply]:
        """Type something."""
        return await self._take(read_text(text, self.channel, self.hint))

    async def start(self, payload: str) -> Sequence[Reply]:
        """Come in by a link."""
        return await self._take(Incoming(channel=self.channel, start=payload, hint=self.hint))

    async def tap(self, label: str) -> Sequence[Reply]:
        """Tap a button that was shown, by its label."""
        found = [button for button in self.seen if button.label == label]
        assert found, f"no button {label!r}; there are {[button.label for button in self.seen]}"
        return await self.choose(found[-1].id)

    async def choose(self, choice: str) -> Sequence[Reply]:
        """Press a button by its id, also one that was never shown."""
        return await self._take(Incoming(channel=self.channel, choice=choice, hint=self.hint))

    async def wait(self, length: timedelta) -> Sequence[Reply]:
        """Let time pass; gives what fell due."""
        self.now += length
        if self.channel.speaks_first:
            self.replies = await self._deliver()
        else:
            self.replies = await collect_due(self.talk, self.now)
        self.seen += [button for reply in self.replies for button in reply.buttons]
        return self.replies

    async def _deliver(self) -> Sequence[Reply]:
        """What the bot sends of its own accord to this student by now."""
        post = Post()
        await reach(self)
        await plan_ahead(self.app.database, self.app.catalogs, BOT, self.now)
        while await post.deliver(self.app, self.now):
            pass
        return [reply for address, reply in post.sent if address == self.talk.address]

    async def _take(self, incoming: Incoming) -> Sequence[Reply]:
        async def take(incoming: Incoming) -> Sequence[Reply]:
            return await handle(self.talk, incoming, self.now)

        self.replies = await respond(
            incoming, take, lambda reply: reply, lambda text: Reply(text=text), self.app.spare
        )
        self.seen += [button for reply in self.replies for button in reply.buttons]
        return self.replies

    @property
    def text(self) -> str:
        """All that was just said, without markup."""
        return to_plain("\n".join(reply.text for reply in self.replies))

    @property
    def labels(self) -> list[str]:
        """The buttons just shown."""
        return [button.label for reply in self.replies for button in reply.buttons]


def new_chat(
    app: App,
    now: datetime,
    *,
    address: str = "somebody",
    institution: str = "voorbeeld",
    hint: Language | None = None,
    channel: Channel = Channel.TERMINAL,
) -> Chat:
    """A talk with a student nobody knows yet."""
    talk = app.talk(channel, address, institution)
    return Chat(app=app, talk=talk, now=now, hint=hint, channel=channel)


run = asyncio.run
