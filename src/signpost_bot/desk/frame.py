"""The frame of every desk page: who asks is signed in, is of this institution, and may do it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions.catalog import Catalogs
from signpost_bot.actions.conditions import Conditions
from signpost_bot.actions.desk_sessions import find_signed_in
from signpost_bot.actions.staff import Doubts
from signpost_bot.actions.staff_reminders import SendMail
from signpost_bot.desk.limits import Limits
from signpost_bot.desk.provider import Provider
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Staff
from signpost_bot.store.database import Database
from signpost_bot.store.sealing import Seal
from signpost_bot.web.templates import render, say_no

SIGN_IN = "/desk/sign-in"
HOME = "/desk"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What desk pages need. `origin` is the address from outside: behind https the cookie goes
    over nothing else. `send_mail` and `provider` are None where there is no such way to sign in.
    """

    database: Database
    catalogs: Catalogs
    seal: Seal
    doubts: Doubts
    conditions: Conditions
    clock: Callable[[], datetime]
    origin: str
    send_mail: SendMail | None = None
    provider: Provider | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def cookie(self) -> str:
        """The name of the cookie; a browser takes `__Host-` only from this very host by https."""
        return "__Host-desk" if self.is_https else "desk"

    @property
    def is_https(self) -> bool:
        """Whether the pages are reached by https; else they are for this machine only."""
        return self.origin.startswith("https:")


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks for a page, and when. There is no institution in any address: it is theirs."""

    desk: Desk
    request: Request
    member: Staff = field(repr=False)
    now: datetime

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.member.language

    @property
    def institution(self) -> str:
        """The institution of the page, of everything on it, and of all that it can change."""
        return self.member.institution


Answer = Callable[[Caller], Awaitable[Response]]
"""What a page does; it opens its own transaction."""
May = Callable[[Staff], bool]


def anyone(_: Staff) -> bool:
    """Whoever is signed in."""
    return True


def edits(member: Staff) -> bool:
    """Who may change offerings; which ones, the page looks at."""
    return member.role.edits


def desk_route(
    desk: Desk,
    path: str,
    *,
    get: Answer | None = None,
    post: Answer | None = None,
    may: May = anyone,
) -> Route:
    """One address of the desk. Who is not signed in is sent to the sign-in page; who may not gets
    a page that says so, and nothing happens."""
    answers = {"GET": get, "POST": post}

    async def answer(request: Request) -> Response:
        wanted = answers["GET" if request.method == "HEAD" else request.method]
        if wanted is None:
            raise HTTPException(405)
        now = desk.clock()
        async with desk.database.transaction() as tx:
            member = await find_signed_in(tx, request.cookies.get(desk.cookie, ""), now)
        if member is None:
            if request.method == "POST":
                return say_no(request, 401, "signed_out")
            return RedirectResponse(SIGN_IN, 303)
        if not may(member):
            return say_no(request, 403, "not_allowed", member.language)
        return await wanted(Caller(desk=desk, request=request, member=member, now=now))

    return Route(path, answer, methods=[name for name, one in answers.items() if one])


def show(caller: Caller, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page of the desk, with its menu; `values` are what the template is filled with."""
    here = caller.request.url.path
    values |= {"member": caller.member, "here": here}
    return render(f"desk/{template}", caller.language, status, **values)


def desk_routes(desk: Desk, *parts: Callable[[Desk], Sequence[Route]]) -> list[Route]:
    """The addresses of all parts of the desk."""
    return [route for part in parts for route in part(desk)]
