"""The methods of the Bot API this stand-in knows; `METHODS` at the end shows all of them."""

from collections.abc import Awaitable, Callable
from typing import Any

from botapi import chats, profile, refusals, sending
from botapi.chats import BOT
from botapi.refusals import bad_request
from botapi.telegram import Telegram

Parameters = dict[str, Any]


def get_me(telegram: Telegram, given: Parameters) -> object:
    """Who the bot is."""
    return BOT | {
        "first_name": telegram.names.get("", BOT["first_name"]),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(telegram: Telegram, given: Parameters) -> object:
    """What students did, at once or when they do."""
    if telegram.webhook.get("url"):
        raise refusals.webhook_is_set()
    return await telegram.updates.poll(
        given.get("offset", 0),
        min(given.get("limit", 100), 100),
        min(given.get("timeout", 0), 50),
        given.get("allowed_updates", []),
    )


def get_chat(telegram: Telegram, given: Parameters) -> object:
    """Whom a chat is with."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return telegram.chat(given).shape() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {**dict.fromkeys(gifts, True), "gifts_from_channels": True},
    }


def leave_chat(telegram: Telegram, given: Parameters) -> object:
    """The bot leaves a group."""
    chat = telegram.open_chat(given)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.has_bot = False
    at = int(telegram.clock().timestamp())
    left = chats.member(chat, "member", "left", at)
    left["my_chat_member"]["from"] = BOT
    telegram.updates.add(left)
    return True


def set_webhook(telegram: Telegram, given: Parameters) -> object:
    """Ask for updates at an address; they are not sent there, only polling stops."""
    if given.get("url") and not given["url"].startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    telegram.webhook = dict(given)
    return True


def delete_webhook(telegram: Telegram, given: Parameters) -> object:
    """Back to polling."""
    telegram.webhook = {}
    if given.get("drop_pending_updates"):
        telegram.updates.forget()
    return True


def get_webhook_info(telegram: Telegram, given: Parameters) -> object:
    """Where updates go."""
    return {
        "url": telegram.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": telegram.updates.waiting,
    }


METHODS: dict[str, Callable[[Telegram, Parameters], object | Awaitable[object]]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": sending.answer_callback_query,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    **profile.METHODS,
}
