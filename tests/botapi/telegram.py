"""Telegram as a test sees it: students who write, tap and block, and what the bot said to them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from botapi import chats, refusals
from botapi.chats import BOT, Call, Chat, Message, Sent
from botapi.faults import Faults
from botapi.refusals import Refusal
from botapi.updates import Signal, Updates

TOKEN = "987654321:STAND-IN_no_secret_of_anybody_here"
PATIENCE = 5.0


def _now() -> datetime:
    return datetime.now(UTC)


class Telegram:
    """All that Telegram remembers of one bot; its methods are what other people do.

    Use it in the event loop it was made in. `clock` is what Telegram thinks is the time.
    """

    def __init__(self, clock: Callable[[], datetime] = _now) -> None:
        self.token = TOKEN
        self.clock = clock
        self.signal = Signal()
        self.updates = Updates(self.signal)
        self.faults = Faults(self._fault_was_added)
        self.chats: dict[int, Chat] = {}
        self.sent: list[Sent] = []
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str]] = []
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.names: dict[str, str] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.menu_buttons: dict[int | None, dict[str, Any]] = {}
        self.webhook: dict[str, Any] = {}
        self.open_queries: set[str] = set()
        self._said: defaultdict[int, list[Sent]] = defaultdict(list)
        self._message_ids = count(1001)
        self._query_ids = count(5_000_000_000_000_001)

    @property
    def confirmed(self) -> int:
        """The highest update id the bot has confirmed."""
        return self.updates.confirmed

    def meet(
        self, chat_id: int, *, language: str | None = "nl", chat_type: str = "private"
    ) -> Chat:
        """Make a chat known, as if the student had started the bot before; no update comes."""
        chat = self.chats.setdefault(chat_id, Chat(chat_id, chat_type))
        chat.language = language
        return chat

    def write(
        self,
        chat_id: int,
        text: str,
        *,
        date: datetime | None = None,
        language: str | None = "nl",
        chat_type: str = "private",
        message_id: int | None = None,
    ) -> int:
        """A student writes; gives the update's id. `/start CODE` is what a deep link sends."""
        chat = self.meet(chat_id, language=language, chat_type=chat_type)
        content = self.next_message(chat, date, message_id)
        content |= {"from": chat.person(), "text": text}
        if text.startswith("/"):
            length = len(text.split()[0])
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self.updates.add({"message": content})

    def tap(self, chat_id: int, message: Sent | int, data: str) -> int:
        """A student taps a button; of a message that is gone, Telegram only tells the number."""
        chat = self.meet(chat_id, language=self._language_of(chat_id))
        number = message if isinstance(message, int) else message.message_id
        gone = Message({"message_id": number, "chat": chat.shape(), "date": 0})
        query_id = str(next(self._query_ids))
        query = {
            "id": query_id,
            "from": chat.person(),
            "message": chat.messages.get(number, gone).content,
            "chat_instance": f"-{abs(chat_id)}001",
            "data": data,
        }
        self.open_queries.add(query_id)
        return self.updates.add({"callback_query": query})

    def let_queries_grow_old(self) -> None:
        """From now on the taps that were not answered are too old to answer."""
        self.open_queries.clear()

    def block(self, chat_id: int) -> int:
        """A student blocks the bot; what it sends is refused from now on."""
        chat = self.meet(chat_id, language=self._language_of(chat_id))
        chat.is_blocked = True
        return self.updates.add(chats.member(chat, "member", "kicked", self._seconds()))

    def unblock(self, chat_id: int) -> int:
        """A student lets the bot in again."""
        chat = self.meet(chat_id, language=self._language_of(chat_id))
        chat.is_blocked = False
        return self.updates.add(chats.member(chat, "kicked", "member", self._seconds()))

    def join_group(self, chat_id: int) -> int:
        """Somebody adds the bot to a group: the update about it, then the notice in the group."""
        chat = self.meet(chat_id, chat_type="group")
        chat.has_bot = True
        added = self.updates.add(chats.member(chat, "left", "member", self._seconds()))
        notice = self.next_message(chat) | {"from": chat.person(), "new_chat_members": [BOT]}
        self.updates.add({"message": notice})
        return added

    def raw_update(self, content: dict[str, Any]) -> int:
        """An update of any kind, delivered even to a bot that did not ask for its kind."""
        return self.updates.add(content, is_raw=True)

    def repeat(self, update_id: int) -> None:
        """Telegram delivers an update again, though it was confirmed."""
        self.updates.repeat(update_id)

    def messages(self, chat_id: int) -> tuple[Sent, ...]:
        """What of the bot's words stands in the chat now, after edits and deletions."""
        chat = self.chats.get(chat_id, Chat(chat_id))
        return tuple(one.sent for one in chat.messages.values() if one.sent is not None)

    def said_to(self, chat_id: int) -> tuple[Sent, ...]:
        """All the bot said to a chat, edits too, in the order it was accepted."""
        return tuple(self._said[chat_id])

    def called(self, method: str) -> tuple[Call, ...]:
        """Every request for a method."""
        return tuple(call for call in self.calls if call.method == method)

    async def sent_to(
        self, chat_id: int, count: int = 1, seconds: float = PATIENCE
    ) -> tuple[Sent, ...]:
        """Wait until the bot has said so much to a chat; each edit counts as one."""
        if await self.signal.until(lambda: len(self._said[chat_id]) >= count, seconds):
            return self.said_to(chat_id)
        said = [(sent.method, sent.text) for sent in self.said_to(chat_id)]
        raise AssertionError(
            f"{len(said)} of {count} messages to {chat_id} in {seconds} s: {said}; "
            f"refused: {self.refused}; last calls: {[call.method for call in self.calls[-5:]]}"
        )

    async def until(self, is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something is so here; looked at after each request and each update."""
        if not await self.signal.until(is_so, seconds):
            raise AssertionError(f"not so after {seconds} s; refused: {self.refused}")

    def chat(self, given: Mapping[str, Any]) -> Chat:
        """The chat a request is about; refused if the bot cannot know of it."""
        chat = self.chats.get(given.get("chat_id", 0))
        if chat is None:
            raise refusals.bad_request("chat not found")
        return chat

    def open_chat(self, given: Mapping[str, Any]) -> Chat:
        """The same, if the bot may speak there."""
        chat = self.chat(given)
        if chat.is_blocked:
            raise refusals.blocked()
        if not chat.has_bot:
            raise Refusal(403, "Forbidden: bot is not a member of the group chat")
        return chat

    def next_message(
        self, chat: Chat, date: datetime | None = None, message_id: int | None = None
    ) -> dict[str, Any]:
        """A new message in a chat, empty as yet; who fills it, fills what the chat remembers."""
        number = message_id or next(self._message_ids)
        at = int(date.timestamp()) if date else self._seconds()
        content = {"message_id": number, "date": at, "chat": chat.shape()}
        chat.messages[number] = Message(content)
        return content

    def record(self, call: Call) -> None:
        """A request came in."""
        self.calls.append(call)
        self.signal.give()

    def refuse(self, method: str, description: str) -> None:
        """A request was not granted."""
        self.refused.append((method, description))
        self.signal.give()

    def keep(self, sent: Sent) -> None:
        """Something the bot said was accepted: it stands in the chat and in what was sent."""
        self.chats[sent.chat_id].messages[sent.message_id].sent = sent
        self.sent.append(sent)
        self._said[sent.chat_id].append(sent)
        self.signal.give()

    def _language_of(self, chat_id: int) -> str | None:
        return self.chats[chat_id].language if chat_id in self.chats else "nl"

    def _seconds(self) -> int:
        return int(self.clock().timestamp())

    def _fault_was_added(self, method: str) -> None:
        if method in ("*", "getUpdates"):
            self.updates.end_poll()
