"""A mail: plain words to one address."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to a member of staff; never to a student, and never about one."""

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
