"""A mail: plain words to one member of staff. Students are never mailed."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mail:
    """To one address, with a subject of one line and plain text."""

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
