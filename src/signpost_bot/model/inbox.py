"""What a channel brings in and what it still has to send; both wait sealed in the database."""

from dataclasses import dataclass, field
from datetime import datetime

from signpost_bot.model.session import Reply


@dataclass(frozen=True, kw_only=True)
class Received:
    """One update of a channel: only the fields the talk needs, never a name.

    One of `text`, `choice` and `start` is there. `message_id` is the message whose button was
    tapped, `tap_id` what has to be confirmed for that.
    """

    update_id: int
    address: str = field(repr=False)
    written_at: datetime
    text: str = field(default="", repr=False)
    choice: str | None = None
    # Behind a start may stand the token of a link.
    start: str | None = field(default=None, repr=False)
    hint: str | None = None
    message_id: int | None = None
    tap_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class WaitingReply:
    """One reply on its way: where it goes, and the message it takes the place of, if any."""

    number: int
    address: str = field(repr=False)
    reply: Reply
    replaces: int | None = None
