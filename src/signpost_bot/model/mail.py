"""A mail: plain words to one member of staff. Students are never mailed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mail:
    """To one address, with a subject of one line and plain text."""

    to: str
    subject: str
    text: str
