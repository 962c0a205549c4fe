"""Faults a test can switch on: Telegram that refuses, floods, breaks off, or answers too late."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from botapi import refusals
from botapi.refusals import Refusal

ANY = "*"


class FaultKind(StrEnum):
    """What goes wrong. Before `DROPPED_AFTER` the message is not accepted; from there on it is."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    FLOOD = "flood"
    BROKEN = "broken"
    BAD_GATEWAY = "bad_gateway"
    DROPPED_BEFORE = "dropped_before"
    BAD_REQUEST = "bad_request"
    WRONG_TOKEN = "wrong_token"
    DROPPED_AFTER = "dropped_after"
    SLOW_AFTER = "slow_after"

    @property
    def is_accepted(self) -> bool:
        """Whether Telegram does what it was asked before things go wrong."""
        return self in (FaultKind.DROPPED_AFTER, FaultKind.SLOW_AFTER)


@dataclass
class Fault:
    """One fault and how often it still happens; `left` is None for always."""

    method: str
    kind: FaultKind
    left: int | None
    chat_id: int | None
    retry_after: int
    seconds: float
    text: str

    def meets(self, method: str, chat_id: object) -> bool:
        """Whether this call is one it was meant for."""
        return self.left != 0 and self.method in (ANY, method) and self.chat_id in (None, chat_id)

    def refusal(self) -> Refusal:
        """What Telegram says, for the kinds that say something."""
        answers: dict[FaultKind, Callable[[], Refusal]] = {
            FaultKind.BLOCKED: refusals.blocked,
            FaultKind.DEACTIVATED: refusals.deactivated,
            FaultKind.FLOOD: lambda: refusals.flood(self.retry_after),
            FaultKind.BROKEN: refusals.broken,
            FaultKind.BAD_REQUEST: lambda: refusals.bad_request(self.text),
            FaultKind.WRONG_TOKEN: refusals.unauthorized,
        }
        return answers[self.kind]()


class Faults:
    """The faults that are on, oldest first; a call meets one at most."""

    def __init__(self, changed: Callable[[str], None]) -> None:
        self._faults: list[Fault] = []
        self._changed = changed

    def add(
        self,
        method: str,
        kind: FaultKind | str,
        times: int | None = 1,
        *,
        chat_id: int | None = None,
        retry_after: int = 1,
        seconds: float = 1.0,
        text: str = "something is wrong with it",
    ) -> Fault:
        """Switch one on, for `times` calls of a method ("*": of any), or always (None).

        `seconds` is how late a SLOW_AFTER answer comes, `text` what BAD_REQUEST says after
        "Bad Request: ". A poll that waits is ended empty, so that the next one meets the fault.
        """
        fault = Fault(method, FaultKind(kind), times, chat_id, retry_after, seconds, text)
        self._faults.append(fault)
        self._changed(method)
        return fault

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The first fault this call meets; it has then happened once more."""
        fault = next((one for one in self._faults if one.meets(method, chat_id)), None)
        if fault is not None and fault.left is not None:
            fault.left -= 1
        return fault

    def clear(self) -> None:
        """Switch all off."""
        self._faults.clear()
