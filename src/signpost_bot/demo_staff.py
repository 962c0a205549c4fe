"""The made-up staff of the demo: one of each kind, added once."""

from collections.abc import Mapping
from types import MappingProxyType

from signpost_bot.actions import staff
from signpost_bot.actions.staff import NewStaff, Overview
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store.database import Tx

INSTITUTION = "voorbeeld"
MEMBERS: Mapping[Role, str] = MappingProxyType(
    {
        Role.APPROVER: "Anouk de Vries",
        Role.STUDENT_AUTHOR: "Yasmin el Idrissi",
        Role.VIEWER: "Joris Bakker",
    }
)
"""Who plays each role. The first looks at what nobody has in their name."""


async def find_or_add(tx: Tx, overview: Overview, role: Role, language: Language) -> Staff | None:
    """Who plays this role, also when somebody removed them at the desk; None for a role that
    nobody plays."""
    name = MEMBERS.get(role)
    if name is None:
        return None
    new = NewStaff(name=name, role=role, scope=None, language=language)
    return overview.member(name) or await staff.add(tx, overview, new)
