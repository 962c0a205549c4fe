"""The chats, people and messages Telegram knows, in the shapes the Bot API gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

BOT: dict[str, Any] = {
    "id": 987654321,
    "is_bot": True,
    "first_name": "Wegwijzer",
    "username": "wegwijzer_test_bot",
}
# What students are called here. A test can look whether any of it is kept.
FIRST_NAME = "Merelvoornaam"
LAST_NAME = "Merelachternaam"
USERNAME = "merelgebruikersnaam"


class Button(NamedTuple):
    """A button below a message: it sends `data` back or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Document:
    """A file as the bot sent it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the bot said, once accepted: the words a student sees and the HTML they came from."""

    chat_id: int
    message_id: int
    text: str
    html: str
    rows: tuple[tuple[Button, ...], ...]
    method: str
    at: datetime
    document: Document | None = None

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, from top left to bottom right."""
        return tuple(button for row in self.rows for button in row)


@dataclass(frozen=True)
class Call:
    """One request of the bot, whether or not it was granted; `fault` is what it met."""

    method: str
    parameters: Mapping[str, Any]
    at: datetime
    fault: str | None = None


@dataclass
class Message:
    """A message as it is now: in the API's words, and as sent if the bot wrote it."""

    content: dict[str, Any]
    sent: Sent | None = None


@dataclass
class Chat:
    """A private chat or a group the bot can know of."""

    id: int
    type: str = "private"
    language: str | None = "nl"
    is_blocked: bool = False
    has_bot: bool = True
    messages: dict[int, Message] = field(default_factory=dict)

    def shape(self) -> dict[str, Any]:
        """The `Chat` of the Bot API."""
        if self.type != "private":
            return {"id": self.id, "type": self.type, "title": "Klas 2B"}
        return {"id": self.id, "type": self.type, **_names()}

    def person(self, user_id: int | None = None) -> dict[str, Any]:
        """The `User` who writes in it; in a private chat that is who the chat is with."""
        shape = {"id": user_id or abs(self.id), "is_bot": False, **_names()}
        return shape | ({"language_code": self.language} if self.language else {})


def _names() -> dict[str, str]:
    return {"first_name": FIRST_NAME, "last_name": LAST_NAME, "username": USERNAME}


def rows_of(markup: Mapping[str, Any] | None) -> tuple[tuple[Button, ...], ...]:
    """The buttons of an inline keyboard."""
    return tuple(
        tuple(Button(one["text"], one.get("callback_data"), one.get("url")) for one in row)
        for row in (markup or {}).get("inline_keyboard", [])
    )


def member(chat: Chat, before: str, after: str, at: int) -> dict[str, Any]:
    """The `my_chat_member` update: the bot was one thing in this chat and is now another."""
    return {
        "my_chat_member": {
            "chat": chat.shape(),
            "from": chat.person(),
            "date": at,
            "old_chat_member": _status(before),
            "new_chat_member": _status(after),
        }
    }


def _status(status: str) -> dict[str, Any]:
    shape = {"user": BOT, "status": status}
    return shape | ({"until_date": 0} if status == "kicked" else {})
