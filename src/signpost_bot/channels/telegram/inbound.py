"""A Telegram update as what the talk needs of it, and nothing more; never a name."""

from dataclasses import dataclass, field

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from signpost_bot.model.inbox import Received
from signpost_bot.model.language import Language

START = "/start"


@dataclass(frozen=True, kw_only=True)
class GroupMet:
    """Somebody put the bot in a group: it says one line and leaves."""

    address: int = field(repr=False)
    hint: Language | None


def read_update(update: Update) -> Received | GroupMet | None:
    """What came in; None for kinds of update that mean nothing to the talk."""
    chat, hint = update.effective_chat, _hint(update)
    if chat is None or chat.type == ChatType.CHANNEL:
        return None
    if chat.type != ChatType.PRIVATE:
        return GroupMet(address=chat.id, hint=hint)
    if update.callback_query:
        return _tapped(update.update_id, update.callback_query, str(chat.id), hint)
    if update.message:
        return _written(update.update_id, update.message, str(chat.id), hint)
    return None


def _written(number: int, message: Message, address: str, hint: Language | None) -> Received:
    # A photo or voice message has no text: the talk says that it can only read words.
    text = message.text or message.caption or ""
    command, _, payload = text.partition(" ")
    return Received(
        update_id=number,
        address=address,
        written_at=message.date,
        text="" if command == START else text,
        start=payload.strip() if command == START else None,
        hint=hint,
    )


def _tapped(
    number: int, query: CallbackQuery, address: str, hint: Language | None
) -> Received | None:
    if query.message is None or query.data is None:
        return None
    return Received(
        update_id=number,
        address=address,
        # An old message that Telegram no longer shows has the date 0; the tap itself is new.
        written_at=query.message.date,
        choice=query.data,
        hint=hint,
        message_id=query.message.message_id,
        tap_id=query.id,
    )


def _hint(update: Update) -> Language | None:
    """Telegram's own language of the student, "nl" or "pt-br"; only ours count."""
    code = (update.effective_user and update.effective_user.language_code) or ""
    short = code.partition("-")[0].lower()
    if not short:
        return None
    return Language(short) if short in list(Language) else Language.EN
