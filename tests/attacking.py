"""Every address of the site, and what is posted there by who should not."""

from types import MappingProxyType

from desking import OpenDesk
from sqlalchemy import func, select
from starlette.routing import Route

from signpost_bot.pages import list_routes
from signpost_bot.store.school_tables import audit, document, story_draft

OPEN = ("/desk/sign-in", "/desk/in/{token}", "/desk/sign-out", "/desk/sign-out-everywhere")
"""Addresses for who is not signed in, or is not any more: signing out would end each test."""
FILLED = {
    "slug": "huiskamer",
    "number": "1",
    "revision": "1",
    "id": "1",
    "token": "x" * 43,
    "file": "aanbod.xlsx",
    "institution": "voorbeeld",
}
PRESSED = MappingProxyType(
    {
        "revision": "1",
        "seen": "1",
        "state": "retired",
        "title.nl": "Gekaapt",
        "language": "nl",
        "back": "/desk",
        "checked": "true",
    }
)
"""Fields with which each page does what its button does, for who may."""


def addresses(desk: OpenDesk, method: str, under: str = "/desk") -> list[str]:
    """Every address that takes this method, filled in."""
    routes = list_routes(desk.app, lambda: desk.now, "http://127.0.0.1")
    ours = [one for one in routes if isinstance(one, Route) and one.path.startswith(under)]
    assert len(ours) > 10
    return [
        one.path.format(**FILLED)
        for one in ours
        if method in (one.methods or ()) and one.path not in OPEN
    ]


async def kept(desk: OpenDesk) -> tuple[int, ...]:
    """How much there is that a page could have changed."""
    async with desk.app.database.transaction() as tx:
        counts = [
            (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (document, audit, story_draft)
        ]
    return tuple(counts)
