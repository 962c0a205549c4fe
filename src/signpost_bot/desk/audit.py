"""Who did what: an approver sees all of their institution, others what they did themselves."""

from starlette.responses import Response
from starlette.routing import Route

from signpost_bot.desk.frame import Caller, Desk, desk_route, show
from signpost_bot.desk.saying import say_moment
from signpost_bot.desk.signing_in import OFF_EVERYWHERE
from signpost_bot.model.audit import AuditEntry
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role
from signpost_bot.store import audit
from signpost_bot.texts import say

NEWEST = 200


def routes(desk: Desk) -> list[Route]:
    """One page."""
    return [desk_route(desk, "/desk/audit", get=_list)]


async def _list(caller: Caller) -> Response:
    sees_all = caller.member.role is Role.APPROVER
    async with caller.desk.database.transaction() as tx:
        name = None if sees_all else caller.member.name
        entries = await audit.list_entries(tx, caller.institution, NEWEST, name)
        catalog = await caller.desk.catalogs.load(tx, caller.institution)
    tz = catalog.institution.tz
    lines = [
        (say_moment(one.done_at, tz, caller.language), one.name, _say(one, caller.language))
        for one in entries
    ]
    return show(
        caller,
        "deeds.html",
        heading=say("audit.heading", caller.language),
        sees_all=sees_all,
        lines=lines,
        newest=NEWEST,
        everywhere=OFF_EVERYWHERE,
    )


def _say(entry: AuditEntry, language: Language) -> str:
    return say(f"audit.{entry.what}", language, about=entry.about)
