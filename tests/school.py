"""A small school in a database, with staff, for tests of what staff do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from builders import make_institution, make_national, make_offering, make_staff
from running import with_database

from signpost_bot.actions.staff import Doubts
from signpost_bot.model.audit import Deed
from signpost_bot.model.document import NATIONWIDE, DocumentKey, DocumentKind, Revision
from signpost_bot.model.offering import Offering
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store import audit, documents, staff
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
"""A Monday, eleven o'clock in Dutch time."""
SEAL = Seal.from_secret("a secret of the tests, long enough to be one")
BOT = "7"


@dataclass
class School:
    """The database of a school, and what students doubt there: `(institution, slug)`."""

    database: Database
    doubted: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def doubts(self) -> Doubts:
        """The doubts as the code is handed them."""

        async def count(_: Tx, institution: str, today: date) -> Mapping[str, int]:
            return {slug: n for (where, slug), n in self.doubted.items() if where == institution}

        async def clear(_: Tx, institution: str, slug: str) -> None:
            self.doubted.pop((institution, slug), None)

        return Doubts(count=count, clear=clear)

    async def save(self, offering: Offering, institution: str = "voorbeeld") -> int:
        """Save an offering; gives its revision."""
        key = DocumentKey(institution=institution, kind=DocumentKind.OFFERING, slug=offering.slug)
        async with self.database.transaction() as tx:
            return await documents.add_revision(
                tx, key, offering, author="test", note="", now=NOW, vectors=b"made", models=MODELS
            )

    async def open(self, institution: str = "voorbeeld") -> None:
        """Save what every school has."""
        about = make_institution(slug=institution)
        kind = DocumentKind.INSTITUTION
        key = DocumentKey(institution=institution, kind=kind, slug=kind.value)
        async with self.database.transaction() as tx:
            await documents.add_revision(tx, key, about, author="test", note="", now=NOW)

    async def hire(self, chat: str = "", mail: str = "", **changes: object) -> Staff:
        """Somebody of the staff, with a chat or mail address tied."""
        member = make_staff(**changes)
        async with self.database.transaction() as tx:
            await staff.add_staff(tx, member, NOW.date())
            if chat:
                await staff.tie_chat(tx, SEAL, member.id, chat, BOT)
            if mail:
                await staff.tie_mail(tx, SEAL, member.id, mail)
            found = await staff.find_staff(tx, member.id)
        assert found
        return found

    async def hire_author(self, name: str = "Sam", **changes: str) -> Staff:
        """A student who drafts."""
        return await self.hire(name=name, role=Role.STUDENT_AUTHOR, **changes)

    async def deeds(self) -> list[tuple[str, Deed, str]]:
        """Who did what about which document, the first first."""
        async with self.database.transaction() as tx:
            entries = await audit.list_entries(tx, "voorbeeld", 10)
        return [(one.name, one.what, one.about) for one in reversed(entries)]

    async def newest(self, slug: str, institution: str = "voorbeeld") -> Revision:
        """The newest revision of an offering."""
        async with self.database.transaction() as tx:
            rows = await documents.list_newest(tx, institution)
        return next(one for one in rows if one.key.slug == slug)


MODELS = "models of the tests"


def due(slug: str = "huiskamer", **more: object) -> Offering:
    """An offering whose check was due on 1 June 2026."""
    return make_offering(slug=slug, checked_on="2026-03-03", review_every=90, **more)


def at_school(url: str, scenario: Callable[[School], Awaitable[None]]) -> None:
    """Run a scenario at a school that has no offerings yet."""

    async def whole(database: Database) -> None:
        school = School(database=database)
        key = DocumentKey(institution=NATIONWIDE, kind=DocumentKind.NATIONAL, slug="national")
        async with database.transaction() as tx:
            national = make_national()
            await documents.add_revision(tx, key, national, author="test", note="", now=NOW)
        await school.open()
        await scenario(school)

    with_database(url, whole)
