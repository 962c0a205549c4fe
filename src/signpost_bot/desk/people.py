"""The page of people: whom students meet, who keeps the offerings true, and who is only named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from signpost_bot.conversation.for_staff import say_role, say_tie
from signpost_bot.desk.frame import Caller, Desk, desk_route, show
from signpost_bot.model.language import Both, Language
from signpost_bot.model.offering import Offering, Person, State
from signpost_bot.model.staff import Role, Staff
from signpost_bot.staffing import is_owner, list_unknown_owners
from signpost_bot.texts import say

PAGE = "/desk/people"
LANGUAGES = {Language.NL: "overview.language_nl", Language.EN: "overview.language_en"}


@dataclass(frozen=True, kw_only=True)
class Met:
    """Somebody whom students meet, as they stand in these offerings."""

    person: Person = field(repr=False)
    offerings: tuple[Offering, ...]

    @property
    def where(self) -> tuple[Both, ...]:
        """Where to find them: their own place, else those of their offerings, each once."""
        if self.person.where:
            return (self.person.where,)
        places = (one.place.where for one in self.offerings if one.place)
        return tuple(dict.fromkeys(where for where in places if where))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A name under which offerings are kept true, and these offerings."""

    name: str = field(repr=False)
    offerings: tuple[Offering, ...]


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A member of staff; what only those who approve get to see is empty for others."""

    name: str = field(repr=False)
    role: str
    scope: str = ""
    language: str = ""
    reached: str = ""
    offerings: tuple[Offering, ...] = ()


def routes(desk: Desk) -> list[Route]:
    """The one page."""

    async def list_people(caller: Caller) -> Response:
        standing = await desk.conditions.look(
            desk.database, desk.doubts, caller.institution, caller.now
        )
        everything = [one.offering for one in standing.conditions]
        offerings = [one for one in everything if one.state is not State.RETIRED]
        staff = standing.overview.staff
        return show(
            caller,
            "people.html",
            heading=say("overview.people", caller.language),
            met=list_met(offerings),
            staff=[_describe(one, caller.member, offerings) for one in staff],
            unknown=list_named_only(offerings, staff),
            sees_all=_sees_all(caller.member),
        )

    return [desk_route(desk, PAGE, get=list_people)]


def list_met(offerings: Iterable[Offering]) -> tuple[Met, ...]:
    """Everybody whom students meet, by name. Who stands in two offerings with two roles, or at two
    places, is there twice: so one sees that they differ."""
    found: dict[Person, list[Offering]] = {}
    for offering in offerings:
        for person in offering.persons:
            found.setdefault(person, []).append(offering)
    met = [Met(person=one, offerings=tuple(where)) for one, where in found.items()]
    return tuple(sorted(met, key=lambda one: one.person.name.casefold()))


def list_named_only(offerings: Sequence[Offering], staff: Sequence[Staff]) -> tuple[Kept, ...]:
    """The names that offerings give as who keeps them true, and that are nobody's on the list."""
    return tuple(
        Kept(name=name, offerings=tuple(one for one in offerings if one.owner == name))
        for name in list_unknown_owners(offerings, staff)
    )


def _sees_all(member: Staff) -> bool:
    return member.role is Role.APPROVER


def _describe(one: Staff, reader: Staff, offerings: Sequence[Offering]) -> Colleague:
    language = reader.language
    role = say_role(one.role, language)
    if not _sees_all(reader):
        return Colleague(name=one.name, role=role)
    return Colleague(
        name=one.name,
        role=role,
        scope=one.scope or say("staff.whole", language),
        language=say(LANGUAGES[one.language], language),
        reached=say_tie(one, language),
        offerings=tuple(offering for offering in offerings if is_owner(one, offering)),
    )
