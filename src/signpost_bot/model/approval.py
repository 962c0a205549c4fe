"""An approval: the yes of a member of staff to the words of a campaign."""

from dataclasses import dataclass

from signpost_bot.model.staff import StaffId


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who said yes, by id, to which words of a campaign; whether they approve or write."""

    campaign: str
    words_hash: str
    staff_id: StaffId
    is_approver: bool
