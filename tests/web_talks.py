"""A talk in a web page as it stands in the database."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Session
from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store import students, visits
from signpost_bot.store.database import Database
from signpost_bot.store.sealing import Seal

ADDRESS = "qzx-the-conversation-id-of-a-page-qzx"


async def begin_web_talk(
    database: Database,
    seal: Seal,
    now: datetime,
    *,
    address: str = ADDRESS,
    plans: Iterable[str | Visit] = (),
    **session: Any,
) -> StudentId:
    """A student in a page, at `voorbeeld` in Dutch, with plans for these offerings."""
    stands = Session(**({"institution": "voorbeeld", "language": Language.NL} | session))
    async with database.transaction() as tx:
        who = await students.add_student(
            tx, Channel.WEB, seal.fingerprint(Channel.WEB, address), now.date()
        )
        await students.save_session(tx, seal, who, stands)
        for plan in plans:
            planned = plan if isinstance(plan, Visit) else plan_for(plan)
            await visits.save_visit(tx, who, stands.institution, planned, now)
    return who


def plan_for(slug: str, **more: Any) -> Visit:
    """A plan to go to an offering."""
    return Visit(**({"offering": slug, "state": VisitState.PLANNED} | more))
