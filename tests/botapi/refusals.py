"""Telegram's refusals, in its words and shapes, and the checks that lead to them."""

import re
from typing import Any
from urllib.parse import urlsplit

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
MOST_COMMANDS = 100


class Refusal(Exception):
    """An answer with `"ok": false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """What Telegram says in JSON."""
        said = {"ok": False, "error_code": self.code, "description": self.description}
        return said | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> Refusal:
    """A 400, with what is wrong about the request."""
    return Refusal(400, f"Bad Request: {reason}")


def blocked() -> Refusal:
    """The student has blocked the bot."""
    return Refusal(403, "Forbidden: bot was blocked by the user")


def deactivated() -> Refusal:
    """The student's account is gone."""
    return Refusal(403, "Forbidden: user is deactivated")


def flood(seconds: int) -> Refusal:
    """Too much at once."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def broken() -> Refusal:
    """Something went wrong at Telegram."""
    return Refusal(500, "Internal Server Error")


def unauthorized() -> Refusal:
    """A token that looks right and is not known."""
    return Refusal(401, "Unauthorized")


def no_such_address() -> Refusal:
    """A token that cannot be one."""
    return Refusal(404, "Not Found")


def no_such_method() -> Refusal:
    """A method Telegram does not have, or that this stand-in does not know."""
    return Refusal(404, "Not Found: method not found")


def other_poller() -> Refusal:
    """A newer getUpdates came while this one waited."""
    return Refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
        "is running",
    )


def webhook_is_set() -> Refusal:
    """Polling is impossible as long as there is a webhook."""
    return Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first",
    )


def not_modified() -> Refusal:
    """An edit that changes nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message"
    )


def old_query() -> Refusal:
    """A tap that was answered before, is too old, or never was."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def check_keyboard(markup: Any) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard; one wrong button and the whole message is refused."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    for row in rows:
        for button in row:
            _check_button(button)
    return [row for row in rows if row]


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad_request("inline keyboard button text must be non-empty")
    if "url" in button:
        _check_url(button["url"])
    elif "callback_data" in button:
        if not 1 <= len(button["callback_data"].encode()) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not button.keys() & {"copy_text", "web_app", "switch_inline_query", "login_url"}:
        raise bad_request("text buttons are unallowed in the inline keyboard")


def _check_url(url: str) -> None:
    """Only http, https and tg: what else a browser would open, Telegram refuses.

    `tel:112` is read as a host with a port, hence what Telegram says of it.
    """
    scheme, colon, _ = url.partition(":")
    if colon and scheme.lower() == "tg":
        return
    if scheme.lower() not in ("http", "https"):
        reason = "Unsupported URL protocol" if "://" in url else "Wrong HTTP URL"
        if scheme.lower() in ("tel", "sms"):
            reason = "Wrong port number specified in the URL"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")
    host = urlsplit(url).hostname or ""
    if "." not in host.strip("."):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_commands(commands: list[dict[str, str]]) -> None:
    """At most a hundred, with names and descriptions of the right length."""
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def check_language(code: str) -> None:
    """Two letters, or none for everybody else."""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
