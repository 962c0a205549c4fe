"""What students see of the bot before it speaks: commands, name, descriptions and menu button."""

import json
from collections.abc import Callable
from typing import Any

from botapi import refusals
from botapi.refusals import bad_request
from botapi.telegram import Telegram

Parameters = dict[str, Any]
Method = Callable[[Telegram, Parameters], object]

EVERYWHERE = {"type": "default"}


def scope_key(scope: Parameters | None) -> str:
    """How a scope is written as a key; none is the default scope."""
    return json.dumps(scope or EVERYWHERE, sort_keys=True)


def set_my_commands(telegram: Telegram, given: Parameters) -> object:
    """The commands of one scope in one language."""
    commands = given.get("commands", [])
    refusals.check_commands(commands)
    telegram.commands[_place(given)] = [
        {"command": one["command"].lstrip("/"), "description": one["description"]}
        for one in commands
    ]
    return True


def get_my_commands(telegram: Telegram, given: Parameters) -> object:
    """Those of exactly this scope and language; there is no falling back here."""
    return telegram.commands.get(_place(given), [])


def delete_my_commands(telegram: Telegram, given: Parameters) -> object:
    """None of this scope and language any more."""
    telegram.commands.pop(_place(given), None)
    return True


def set_chat_menu_button(telegram: Telegram, given: Parameters) -> object:
    """What stands beside the field students write in, in one chat or in all."""
    chat_id = telegram.chat(given).id if "chat_id" in given else None
    telegram.menu_buttons[chat_id] = given.get("menu_button", EVERYWHERE)
    return True


def get_chat_menu_button(telegram: Telegram, given: Parameters) -> object:
    """What stands there now."""
    everywhere = telegram.menu_buttons.get(None, EVERYWHERE)
    return telegram.menu_buttons.get(given.get("chat_id"), everywhere)


def _place(given: Parameters) -> tuple[str, str]:
    refusals.check_language(given.get("language_code", ""))
    return scope_key(given.get("scope")), given.get("language_code", "")


def _words(
    field: str, longest: int, shelf: Callable[[Telegram], dict[str, str]]
) -> tuple[Method, Method]:
    """Setting and getting one text per language; an empty one goes."""

    def put(telegram: Telegram, given: Parameters) -> object:
        language, text = given.get("language_code", ""), given.get(field, "")
        refusals.check_language(language)
        if len(text) > longest:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        shelf(telegram)[language] = text
        if not text:
            del shelf(telegram)[language]
        return True

    def get(telegram: Telegram, given: Parameters) -> object:
        texts = shelf(telegram)
        return {field: texts.get(given.get("language_code", ""), texts.get("", ""))}

    return put, get


SET_NAME, GET_NAME = _words("name", 64, lambda telegram: telegram.names)
SET_DESCRIPTION, GET_DESCRIPTION = _words(
    "description", 512, lambda telegram: telegram.descriptions
)
SET_SHORT, GET_SHORT = _words(
    "short_description", 120, lambda telegram: telegram.short_descriptions
)

METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": SET_NAME,
    "getMyName": GET_NAME,
    "setMyDescription": SET_DESCRIPTION,
    "getMyDescription": GET_DESCRIPTION,
    "setMyShortDescription": SET_SHORT,
    "getMyShortDescription": GET_SHORT,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
