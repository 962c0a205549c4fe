"""`voorbeeld` as if it were a real school whose cards were read, with staff and exams to come."""

from datetime import timedelta
from uuid import uuid4

from builders import make_staff
from reached import EARLY
from talking import BOT

from signpost_bot.actions.approvals import Approving, NotApproved, approve
from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.campaign import Campaign, CampaignState
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.language import Both
from signpost_bot.model.staff import Role, StaffId
from signpost_bot.store import documents, staff

REVIEW = {"by": "Kim", "role": "zorgcoördinator", "on": "2026-11-01"}


async def make_real(app: App, *, is_in_trial: bool = False) -> None:
    """It is no longer fictional. Noor and Bas approve, Wim writes, Vera reads."""
    async with app.database.transaction() as tx:
        about = (await app.catalogs.load(tx, "voorbeeld")).institution
        real = about.model_validate(
            about.model_dump(exclude_none=True)
            | {"fictional": False, "safety_review": None if is_in_trial else REVIEW}
        )
        key = DocumentKey(
            institution="voorbeeld", kind=DocumentKind.INSTITUTION, slug="institution"
        )
        await documents.add_revision(tx, key, real, author="a", note="", now=EARLY)
        for name, role in (
            ("Noor", Role.APPROVER),
            ("Bas", Role.APPROVER),
            ("Wim", Role.WRITER),
            ("Vera", Role.VIEWER),
        ):
            member = make_staff(id=StaffId(uuid4()), name=name, role=role)
            await staff.add_staff(tx, member, EARLY.date())


async def say_yes(app: App, *names: str, slug: str = "tentamens") -> Approving | NotApproved:
    """These members of staff approve a campaign, one after the other; what the last one hears."""
    for name in names:
        found = await approve(app.database, "voorbeeld", slug, name, EARLY)
    return found


async def write(app: App, opening: str) -> None:
    """Somebody writes another opening for the campaign before the exams."""
    async with app.database.transaction() as tx:
        campaign = (await app.catalogs.load(tx, "voorbeeld")).campaign("tentamens")
        assert isinstance(campaign, Campaign)
        assert campaign.nudge
        words = Both(nl=opening, en=opening)
        nudge = campaign.nudge.model_copy(update={"opening": words})
        content = campaign.model_copy(update={"nudge": nudge, "state": CampaignState.RUNNING})
        key = DocumentKey(institution="voorbeeld", kind=DocumentKind.CAMPAIGN, slug="tentamens")
        await documents.add_revision(tx, key, content, author="Wim", note="", now=EARLY)


async def plan_again(app: App, days: int = 0) -> int:
    """What planning adds so many days later."""
    now = EARLY + timedelta(days=days)
    return await plan_ahead(app.database, app.catalogs, BOT, now)


async def tie(app: App, institution: str, chat: str) -> None:
    """Somebody of the staff of a school writes from this chat."""
    member = make_staff(id=StaffId(uuid4()), institution=institution, name=f"from {chat}")
    async with app.database.transaction() as tx:
        await staff.add_staff(tx, member, EARLY.date())
        await staff.tie_chat(tx, app.seal, member.id, chat, BOT)
