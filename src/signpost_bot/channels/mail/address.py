"""Mail addresses: the plain kind that every mail server takes, and who a mail comes from."""

import re
from dataclasses import dataclass

LONGEST = 254
"""Of an address in SMTP: RFC 5321, 4.5.3.1.3, without its angle brackets."""
LONGEST_NAME = 100
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_LOCAL}@{_LABEL}(?:\.{_LABEL})+")
_SENDER = re.compile(r"\s*(?P<name>[^<>\"\x00-\x1f\x7f]*?)\s*<(?P<address>[^<>]*)>\s*")


@dataclass(frozen=True)
class Sender:
    """Who a mail comes from: an address, and perhaps a name before it."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


def is_address(text: str) -> bool:
    """Whether this is a mail address in plain letters, such as noor@school.nl.

    Addresses with other letters (RFC 6531) are left out: few servers take them, and look-alikes
    are hard to see.
    """
    return len(text) <= LONGEST and bool(_ADDRESS.fullmatch(text))


def read_sender(text: str) -> Sender:
    """`Name <address>` or only an address; `ValueError` with what to write instead."""
    found = _SENDER.fullmatch(text)
    sender = Sender(found["address"], found["name"]) if found else Sender(text.strip())
    if not is_address(sender.address) or len(sender.name) > LONGEST_NAME:
        raise ValueError(
            "this is no mail address in plain letters; write wegwijzer@school.nl "
            "or Wegwijzer <wegwijzer@school.nl>"
        )
    return sender
