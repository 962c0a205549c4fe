"""What the bot says: messages, documents, edits and answers to taps, checked as Telegram does."""

from typing import Any

from botapi import entities, refusals
from botapi.chats import BOT, Chat, Document, Message, Sent, rows_of
from botapi.refusals import bad_request
from botapi.telegram import Telegram

Parameters = dict[str, Any]


def send_message(telegram: Telegram, given: Parameters) -> object:
    """Words, with buttons below them."""
    text = _text(given, "text", refusals.LONGEST_TEXT, "message is too long")
    if not text.plain:
        raise bad_request("message text is empty" if not text.written else "text must be non-empty")
    return _send(telegram, "sendMessage", given, "text", text)


def send_document(telegram: Telegram, given: Parameters) -> object:
    """A file, with a caption."""
    longest = refusals.LONGEST_CAPTION
    caption = _text(given, "caption", longest, "message caption is too long")
    document = given.get("document")
    if not isinstance(document, Document):
        raise bad_request("there is no document in the request")
    if not document.content:
        raise bad_request("file must be non-empty")
    return _send(telegram, "sendDocument", given, "caption", caption, document)


def edit_message_text(telegram: Telegram, given: Parameters) -> object:
    """Other words in place of those that stand; a keyboard that is not given again goes."""
    text = _text(given, "text", refusals.LONGEST_TEXT, "MESSAGE_TOO_LONG")
    if not text.plain:
        raise bad_request("message text is empty")
    content = {"text": text.plain, "entities": list(text.entities)}
    return _edit(telegram, "editMessageText", given, content, text)


def edit_message_reply_markup(telegram: Telegram, given: Parameters) -> object:
    """Other buttons, or none."""
    return _edit(telegram, "editMessageReplyMarkup", given, {}, None)


def delete_message(telegram: Telegram, given: Parameters) -> object:
    """A message goes."""
    chat = telegram.chat(given)
    if chat.messages.pop(given.get("message_id", 0), None) is None:
        raise bad_request("message to delete not found")
    return True


def answer_callback_query(telegram: Telegram, given: Parameters) -> object:
    """The button stops turning; once for each tap."""
    number = given.get("callback_query_id", "")
    if number not in telegram.open_queries:
        raise refusals.old_query()
    if len(given.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    telegram.open_queries.remove(number)
    return True


def send_chat_action(telegram: Telegram, given: Parameters) -> object:
    """The bot is typing."""
    telegram.open_chat(given)
    return True


def _text(given: Parameters, name: str, longest: int, too_long: str) -> entities.Text:
    """The words as they will stand; Telegram counts after it has read the HTML."""
    written = given.get(name, "")
    mode = given.get("parse_mode", "").lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    text = entities.parse(written) if mode else entities.plain(written)
    if entities.length(text.plain) > longest:
        raise bad_request(too_long)
    return text


def _send(
    telegram: Telegram,
    method: str,
    given: Parameters,
    name: str,
    text: entities.Text,
    document: Document | None = None,
) -> object:
    """A new message by the bot: every check first, then it stands in the chat."""
    rows = refusals.check_keyboard(given["reply_markup"]) if "reply_markup" in given else []
    chat = telegram.open_chat(given)
    _check_reply(chat, given.get("reply_parameters"))
    content = telegram.next_message(chat) | {"from": BOT}
    if text.plain:
        content |= {name: text.plain}
    if text.entities:
        content |= {f"{name}_entities" if document else "entities": list(text.entities)}
    if rows:
        content |= {"reply_markup": {"inline_keyboard": rows}}
    if document:
        content |= {"document": _file(document)}
    chat.messages[content["message_id"]] = Message(content)
    telegram.keep(_sent(telegram, method, content, text.written, document))
    return content


def _edit(
    telegram: Telegram,
    method: str,
    given: Parameters,
    changes: Parameters,
    text: entities.Text | None,
) -> object:
    """The same message with other content; one that stays as it was is refused."""
    rows = refusals.check_keyboard(given["reply_markup"]) if "reply_markup" in given else []
    message = telegram.chat(given).messages.get(given.get("message_id", 0))
    if message is None:
        raise bad_request("message to edit not found")
    before = message.sent
    if before is None:
        raise bad_request("message can't be edited")
    if text is not None and before.document is not None:
        raise bad_request("there is no text in the message to edit")
    bare = {key: part for key, part in message.content.items() if key != "reply_markup"}
    bare.pop("edit_date", None)
    after = bare | changes | ({"reply_markup": {"inline_keyboard": rows}} if rows else {})
    after = {key: part for key, part in after.items() if part != [] or key != "entities"}
    if after == {key: part for key, part in message.content.items() if key != "edit_date"}:
        raise refusals.not_modified()
    message.content = after | {"edit_date": int(telegram.clock().timestamp())}
    html = text.written if text else before.html
    telegram.keep(_sent(telegram, method, message.content, html, before.document))
    return message.content


def _check_reply(chat: Chat, reply: Parameters | None) -> None:
    if reply is None or reply.get("allow_sending_without_reply"):
        return
    if reply["message_id"] not in chat.messages:
        raise bad_request("message to be replied not found")


def _file(document: Document) -> Parameters:
    return {
        "file_id": f"file-{abs(hash(document))}",
        "file_unique_id": f"unique-{abs(hash(document))}",
        "file_name": document.name,
        "mime_type": document.media_type,
        "file_size": len(document.content),
    }


def _sent(
    telegram: Telegram,
    method: str,
    content: Parameters,
    html: str,
    document: Document | None,
) -> Sent:
    return Sent(
        chat_id=content["chat"]["id"],
        message_id=content["message_id"],
        text=str(content.get("text", content.get("caption", ""))),
        html=html,
        rows=rows_of(content.get("reply_markup")),
        method=method,
        at=telegram.clock(),
        document=document,
    )
