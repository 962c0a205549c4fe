"""Approving a campaign: the yes of one member of staff, and whose is still needed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from signpost_bot.actions.catalog import load_documents
from signpost_bot.campaigns.approving import (
    is_approved,
    is_of,
    needs_approval,
    sounds_like_danger,
    words_hash,
)
from signpost_bot.model.approval import Approval
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.staff import Role, Staff
from signpost_bot.staffing import is_same_name, may_approve
from signpost_bot.store import approvals, locks
from signpost_bot.store import staff as members
from signpost_bot.store.database import Database


class NotApproved(StrEnum):
    """Why no yes was kept."""

    NO_CAMPAIGN = "no_campaign"
    NO_STAFF = "no_staff"
    NOT_THEIRS = "not_theirs"


@dataclass(frozen=True, kw_only=True)
class Approving:
    """A yes that is kept, and how the campaign stands with it."""

    campaign: Campaign
    member: Staff
    is_approved: bool
    is_needed: bool
    lacks_approver: bool
    sounds_like_danger: bool


async def approve(
    database: Database, institution: str, slug: str, name: str, now: datetime
) -> Approving | NotApproved:
    """Keep the yes of this member of staff to the words as they are now; `UnknownInstitution`."""
    async with database.transaction() as tx:
        # Nobody changes the words while somebody says yes to them.
        await locks.lock(tx, f"catalog:{institution}")
        catalog = await load_documents(tx, institution)
        campaign = catalog.campaign(slug)
        if campaign is None:
            return NotApproved.NO_CAMPAIGN
        staff = await members.list_staff(tx, institution)
        member = next((one for one in staff if is_same_name(one.name, name)), None)
        if member is None:
            return NotApproved.NO_STAFF
        if not may_approve(member, campaign):
            return NotApproved.NOT_THEIRS
        yes = Approval(
            campaign=slug,
            words_hash=words_hash(campaign),
            staff_id=member.id,
            is_approver=member.role is Role.APPROVER,
        )
        await approvals.add_approval(tx, institution, yes, now)
        given = await approvals.list_approvals(tx, institution)
    here = [one for one in given if is_of(one, campaign)]
    return Approving(
        campaign=campaign,
        member=member,
        is_approved=is_approved(campaign, catalog.institution, given),
        is_needed=needs_approval(campaign, catalog.institution),
        lacks_approver=not any(one.is_approver for one in here),
        sounds_like_danger=sounds_like_danger(campaign),
    )
