"""What can go wrong with handing in a mail, by what can be done about it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Trouble(StrEnum):
    """What went wrong, by what can be done about it."""

    BAD_MAIL = "bad_mail"
    NOT_REACHED = "not_reached"
    NOT_SAFE = "not_safe"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    ADDRESS = "address"
    CONTENT = "content"
    LATER = "later"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class NotPosted:
    """It was not handed in, or nobody knows. What the server said is for an operator who tries
    the settings: it may quote an address."""

    trouble: Trouble
    code: int = 0
    said: str = field(default="", repr=False)
