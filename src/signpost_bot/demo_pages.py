"""The pages that only the demo has: what there is to try, who to be at the desk, a week later."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from signpost_bot.actions import staff
from signpost_bot.actions.desk_sessions import find_signed_in, sign_in
from signpost_bot.actions.staff import Overview
from signpost_bot.calendar import local_day, say_date, say_moment_of
from signpost_bot.conversation.for_staff import say_role, why
from signpost_bot.demo_staff import INSTITUTION, MEMBERS, find_or_add
from signpost_bot.desk.frame import HOME, SIGN_IN, Desk
from signpost_bot.desk.signing_in import let_in
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role, Staff
from signpost_bot.web.site import build_site
from signpost_bot.web.templates import read_language, render

PAGE, DESK = "/demo", "/demo/desk"
WEEK = timedelta(days=7)
MOST = 8
"""So many tasks of staff are named; the desk shows all."""


@dataclass(frozen=True, kw_only=True)
class FellDue:
    """What the student in the terminal got, and when."""

    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What these pages need. `let_pass` moves the one clock of the demo, and `fell_due` is all
    that came of it so far; the demo began at `began_at`."""

    desk: Desk
    let_pass: Callable[[timedelta], Awaitable[object]]
    fell_due: Sequence[FellDue]
    began_at: datetime
    language: Language | None


def build_demo_site(demo: Demo, routes: Sequence[BaseRoute], host: str) -> ASGIApp:
    """All pages and those of the demo, which come first.

    They answer under the name of this machine only: a site elsewhere whose name is suddenly said
    to be 127.0.0.1 would be of the same origin, and could press the buttons.
    """
    site = build_site([*demo_routes(demo), *routes], demo.desk.origin)
    return TrustedHostMiddleware(site, allowed_hosts=[host, "localhost"], www_redirect=False)


def demo_routes(demo: Demo) -> list[Route]:
    """Their addresses. Who has to sign in chooses who to be: nobody here has a mail or a bot."""

    async def show_all(request: Request) -> Response:
        return await _show(demo, request, "demo")

    async def show_desk(request: Request) -> Response:
        return await _show(demo, request, "desk")

    async def begin(request: Request) -> Response:
        return await _sign_in(demo, request)

    async def pass_week(request: Request) -> Response:
        return await _pass_week(demo, request)

    return [
        Route(PAGE, show_all, methods=["GET"]),
        Route(DESK, show_desk, methods=["GET"]),
        Route("/demo/sign-in", begin, methods=["POST"]),
        Route("/demo/week", pass_week, methods=["POST"]),
        Route("/", lambda _: RedirectResponse(PAGE, 303), methods=["GET"]),
        Route(SIGN_IN, lambda _: RedirectResponse(DESK, 303), methods=["GET"]),
    ]


async def _show(demo: Demo, request: Request, template: str) -> Response:
    """What there is; looking changes nothing."""
    language, now = demo.language or read_language(request), demo.desk.clock()
    async with demo.desk.database.transaction() as tx:
        overview = await staff.look(tx, demo.desk.doubts, INSTITUTION, now)
    tz = overview.institution.tz
    waiting = _list_waiting(demo, overview, language)
    return render(
        f"demo/{template}.html",
        language,
        institution=overview.institution,
        today=say_date(overview.today, language),
        members=[(role, name, say_role(role, language)) for role, name in MEMBERS.items()],
        fell_due=[(say_moment_of(one.at, tz, language), one.text) for one in demo.fell_due],
        waiting=waiting[:MOST],
        more=len(waiting[MOST:]),
    )


def _list_waiting(
    demo: Demo, overview: Overview, language: Language
) -> list[tuple[str, str, str, bool]]:
    """What waits for the first of the staff: slug, title, why, and whether it came up since the
    demo began."""
    member = overview.member(next(iter(MEMBERS.values())))
    began_on = local_day(demo.began_at, overview.institution.tz)
    return [
        (
            task.offering.slug,
            task.offering.title.text(language),
            why(task, language),
            task.due_on is not None and task.due_on > began_on,
        )
        for task in (overview.waiting_for(member) if member else ())
    ]


async def _sign_in(demo: Demo, request: Request) -> Response:
    """At the desk as whoever plays the role that was chosen."""
    role = (await request.form()).get("role")
    language = demo.language or read_language(request)
    if role not in list(Role):
        raise HTTPException(404)
    now = demo.desk.clock()
    async with demo.desk.database.transaction() as tx:
        overview = await staff.look(tx, demo.desk.doubts, INSTITUTION, now)
        member = await find_or_add(tx, overview, Role(role), language)
    if member is None:
        raise HTTPException(404)
    return await _let_in(demo, member, HOME)


async def _pass_week(demo: Demo, request: Request) -> Response:
    """A week later for everybody; who was signed in still is."""
    desk = demo.desk
    async with desk.database.transaction() as tx:
        member = await find_signed_in(tx, request.cookies.get(desk.cookie, ""), desk.clock())
    await demo.let_pass(WEEK)
    due = f"{PAGE}#due"
    return await _let_in(demo, member, due) if member else RedirectResponse(due, 303)


async def _let_in(demo: Demo, member: Staff, to: str) -> Response:
    async with demo.desk.database.transaction() as tx:
        token = await sign_in(tx, member, demo.desk.clock())
    return let_in(demo.desk, token, to)
