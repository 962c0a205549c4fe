"""Staff: added, listed and removed, and what waits for whom at one institution."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from signpost_bot import staffing
from signpost_bot.actions.catalog import UnknownInstitution
from signpost_bot.calendar import local_day
from signpost_bot.model.document import DocumentKey, Revision
from signpost_bot.model.institution import Institution
from signpost_bot.model.language import Document, Language
from signpost_bot.model.offering import Offering, State
from signpost_bot.model.staff import Role, Staff, StaffId, Task
from signpost_bot.staffing import is_owner, is_same_name, list_due, tasks_of, tasks_of_nobody
from signpost_bot.store import documents, locks
from signpost_bot.store import staff as store
from signpost_bot.store.database import Tx


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """What students say is not right: how many for each offering of an institution today, by slug,
    and how they are cleared once staff looked at one."""

    count: Callable[[Tx, str, date], Awaitable[Mapping[str, int]]]
    clear: Callable[[Tx, str, str], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class NewStaff:
    """What somebody is added with."""

    name: str = field(repr=False)
    role: Role
    scope: str | None
    language: Language


@dataclass(frozen=True, kw_only=True)
class UnknownOwners:
    """The names that offerings give as their owner, and that are nobody's at this institution."""

    institution: str
    names: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One institution as staff see it: who they are, its published offerings with the number of
    their newest revision, and the tasks, most urgent first."""

    institution: Institution
    staff: tuple[Staff, ...]
    offerings: tuple[tuple[Offering, int], ...]
    tasks: tuple[Task, ...]
    today: date

    def waiting_for(self, member: Staff) -> tuple[Task, ...]:
        """What this member of staff should look at."""
        return tasks_of(member, self.tasks, self.staff)

    def waiting_for_nobody(self) -> tuple[Task, ...]:
        """What nobody is asked about."""
        return tasks_of_nobody(self.tasks, self.staff)

    def member(self, name: str) -> Staff | None:
        """The member of staff of this name, however it is typed."""
        return next((one for one in self.staff if is_same_name(one.name, name)), None)


async def look(tx: Tx, doubts: Doubts, institution: str, now: datetime) -> Overview:
    """The institution as it is now; `UnknownInstitution` when there is none with this slug."""
    return await look_at(tx, doubts, institution, await documents.list_newest(tx, institution), now)


async def look_at(
    tx: Tx, doubts: Doubts, institution: str, revisions: Sequence[Revision], now: datetime
) -> Overview:
    """The same, for who read the newest revisions already."""
    found = [one.content for one in revisions if isinstance(one.content, Institution)]
    if not found:
        raise UnknownInstitution(institution, await documents.list_institutions(tx))
    offerings = tuple(
        (one.content, one.number)
        for one in revisions
        if isinstance(one.content, Offering) and one.content.state is State.PUBLISHED
    )
    today = local_day(now, found[0].tz)
    counted = await doubts.count(tx, institution, today)
    return Overview(
        institution=found[0],
        staff=await store.list_staff(tx, institution),
        offerings=offerings,
        tasks=list_due(offerings, counted, today),
        today=today,
    )


async def add(tx: Tx, overview: Overview, new: NewStaff) -> Staff | None:
    """A new member of staff; None when there is one of this name, however it is typed."""
    await locks.lock(tx, f"staff:{overview.institution.slug}")
    before = await store.list_staff(tx, overview.institution.slug)
    if any(is_same_name(one.name, new.name) for one in before):
        return None
    member = Staff(
        id=StaffId(uuid4()),
        institution=overview.institution.slug,
        name=new.name,
        role=new.role,
        scope=new.scope,
        language=new.language,
    )
    return member if await store.add_staff(tx, member, overview.today) else None


async def remove(tx: Tx, overview: Overview, member: Staff) -> tuple[Offering, ...]:
    """They can do nothing here from now on; gives the offerings that still name them."""
    await store.remove_staff(tx, member.id)
    return tuple(offering for offering, _ in overview.offerings if is_owner(member, offering))


async def list_unknown_owners(
    tx: Tx, contents: Mapping[DocumentKey, Document]
) -> tuple[UnknownOwners, ...]:
    """The owners that these documents name and who are no staff of their institution; only
    institutions that have such."""
    offerings: dict[str, list[Offering]] = {}
    for key, content in contents.items():
        if isinstance(content, Offering):
            offerings.setdefault(key.institution, []).append(content)
    found: list[UnknownOwners] = []
    for institution, owned in sorted(offerings.items()):
        names = staffing.list_unknown_owners(owned, await store.list_staff(tx, institution))
        if names:
            found.append(UnknownOwners(institution=institution, names=names))
    return tuple(found)
