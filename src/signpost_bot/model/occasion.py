"""An occasion: one time a campaign goes out, and to which students."""

from dataclasses import dataclass
from datetime import date, datetime

from signpost_bot.model.campaign import CampaignKind, Circle


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """From when it is due, and until when it makes sense.

    `key` stays the same when staff move the period or the event, so that what waits moves along
    and nobody gets it twice. It is for those in all of `circles` and in none of `without`; with
    `began_on` only for those who began that day.
    """

    campaign: str
    kind: CampaignKind = CampaignKind.NUDGE
    key: str
    due_at: datetime
    best_before: datetime
    circles: tuple[Circle, ...] = ()
    without: tuple[Circle, ...] = ()
    began_on: date | None = None
