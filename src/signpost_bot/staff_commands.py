"""The commands `staff …`: who keeps the catalogs true, and what waits for whom."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from signpost_bot import clock, staff_lists
from signpost_bot.actions import staff
from signpost_bot.actions.desk_links import MINUTES, PATH, make_sign_in
from signpost_bot.actions.staff import NewStaff, Overview
from signpost_bot.actions.staff_links import PREFIX, TIE_DAYS, make_tie, until
from signpost_bot.app import App, open_app
from signpost_bot.calendar import local_day, say_date
from signpost_bot.channels.mail.address import is_address
from signpost_bot.conversation.for_staff import say_role
from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role, Staff
from signpost_bot.settings import BadSetting, Settings, load_settings
from signpost_bot.staffing import is_in_scope
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.store.staff import login_hash_of, set_login
from signpost_bot.texts import say

OK, FAILED, MISUSED = 0, 1, 2
LONGEST_NAME, LONGEST_SCOPE, LONGEST_LOGIN = 100, 60, 254


def add_to(parser: ArgumentParser) -> None:
    """The commands and their options."""
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    added = _add(kinds, "add", add_staff, "add somebody, and print a link for them")
    added.add_argument("--role", type=Role, choices=list(Role), required=True)
    added.add_argument("--scope", metavar="FACULTY", help="only this programme or campus")
    link = _add(kinds, "link", link_staff, "a new link; the one before no longer works")
    gone = _add(kinds, "remove", remove_staff, "end somebody's access at once")
    link.add_argument("--desk", action="store_true", help="a link to sign in at the desk")
    for one in (added, link):
        one.add_argument("--mail", metavar="ADDRESS", help="the link can tie this address")
        one.add_argument("--login", metavar="LOGIN", help="how their institution signs them in")
    for one in (added, link, gone):
        one.add_argument("name", metavar="NAME")
        one.add_argument("--institution", required=True)
    listed = _add(
        kinds, "list", staff_lists.list_staff, "who they are, and whether they can be reached"
    )
    tasks = _add(kinds, "tasks", staff_lists.list_tasks, "who has to look at what")
    tasks.add_argument("--name", help="only what waits for them")
    for one in (listed, tasks):
        one.add_argument("--institution", help="only this one")


async def add_staff(given: Namespace) -> int:
    """Add somebody and print the link; 1 when the name is taken."""
    problem = _find_mistake(given)
    if problem:
        return _say_wrong(problem, given.language, MISUSED)
    settings, now, language = load_settings(), clock.now(), given.language
    new = NewStaff(
        name=" ".join(given.name.split()),
        role=given.role,
        scope=given.scope,
        language=language,
    )
    async with _open(settings, needs_key=True) as app:
        async with app.database.transaction() as tx:
            overview = await staff.look(tx, app.doubts, given.institution, now)
            school = overview.institution.name.text(language)
            member = await staff.add(tx, overview, new)
            if member is None:
                sentence = say("staff.name_taken", language, name=new.name, institution=school)
                return _say_wrong(sentence, None, FAILED)
            await _keep_login(tx, app.seal, member, given.login)
            token = await make_tie(tx, app.seal, member, given.mail or "", now)
        role = say_role(member.role, language)
        print(
            say(
                "staff.added",
                language,
                name=member.name,
                role=role,
                institution=school,
                until=_until(overview, now, language),
            )
        )
    if member.scope and not any(is_in_scope(member, one) for one, _ in overview.offerings):
        print(say("staff.scope_unused", language, scope=member.scope), file=sys.stderr)
    await _print_links(settings, token, given)
    return OK


async def link_staff(given: Namespace) -> int:
    """Print a new link for somebody, to tie a chat or address or to sign in at once; 2 when
    there is nobody of that name."""
    problem = _find_mistake(given)
    if problem:
        return _say_wrong(problem, given.language, MISUSED)
    settings, now, language = load_settings(), clock.now(), given.language
    if given.desk and not settings.web_url:
        return _say_wrong("sign_in.no_pages", language, MISUSED)
    async with _open(settings, needs_key=True) as app:
        async with app.database.transaction() as tx:
            overview = await staff.look(tx, app.doubts, given.institution, now)
            member = overview.member(given.name)
            if member is None:
                return _say_unknown(overview, given.name, language)
            await _keep_login(tx, app.seal, member, given.login)
            if given.desk:
                token = await make_sign_in(tx, app.seal, member, now)
                print(say_desk_link(member.name, token, settings.web_url, language))
                return OK
            token = await make_tie(tx, app.seal, member, given.mail or "", now)
        last = _until(overview, now, language)
        print(say("staff.linked", language, name=member.name, until=last))
    await _print_links(settings, token, given)
    return OK


async def remove_staff(given: Namespace) -> int:
    """End somebody's access, and name the offerings that still name them."""
    language = given.language
    async with _open(load_settings()) as app, app.database.transaction() as tx:
        overview = await staff.look(tx, app.doubts, given.institution, clock.now())
        member = overview.member(given.name)
        if member is None:
            return _say_unknown(overview, given.name, language)
        left = await staff.remove(tx, overview, member)
    print(say("staff.removed", language, name=member.name))
    if left:
        print(say("staff.left_behind", language))
        for offering in left:
            print(f"  {offering.slug}: {offering.title.text(language)}")
    return OK


def _add(
    kinds: Any, name: str, command: Callable[[Namespace], Awaitable[int]], help: str
) -> ArgumentParser:
    one: ArgumentParser = kinds.add_parser(name, help=help)
    # Also the language in which the bot speaks to who is added.
    one.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
    one.set_defaults(command=command)
    return one


@asynccontextmanager
async def _open(settings: Settings, *, needs_key: bool = False) -> AsyncIterator[App]:
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    if needs_key and key is None:
        # With a key made up for this run, nobody could ever open what is sealed here.
        raise BadSetting("SIGNPOST_SECRET_KEY: this command needs it; see docs/settings.md")
    async with open_app(settings.database_url, settings.offerings, key, clock.now()) as app:
        yield app


def _find_mistake(given: Namespace) -> str | None:
    """The key of the sentence about the first thing that cannot be used."""
    checks = {
        "staff.bad_name": _is_line(given.name, LONGEST_NAME),
        "staff.bad_scope": _is_line(getattr(given, "scope", None) or "x", LONGEST_SCOPE),
        "staff.bad_login": given.login is None or _is_line(given.login, LONGEST_LOGIN),
        "staff.bad_mail": given.mail is None or is_address(given.mail),
    }
    return next((key for key, is_good in checks.items() if not is_good), None)


def _is_line(text: str, longest: int) -> bool:
    """Words on one line, without signs that cannot be seen."""
    return bool(text.strip()) and len(text) <= longest and text.isprintable()


async def _keep_login(tx: Tx, seal: Seal, member: Staff, login: str | None) -> None:
    if login is not None:
        await set_login(tx, member.id, login_hash_of(seal, login))


def _until(overview: Overview, now: datetime, language: Language) -> str:
    return say_date(local_day(until(now, TIE_DAYS), overview.institution.tz), language)


async def _print_links(settings: Settings, token: str, given: Namespace) -> None:
    """The link as Telegram takes it, or what to send; and as a page, for a mail address."""
    # The library of Telegram takes a second to read, which the other commands need not wait for.
    from signpost_bot import serving

    language, payload = given.language, f"{PREFIX}{token}"
    if username := await serving.find_username(settings):
        link = f"https://t.me/{username}?start={payload}"
        print(say("staff.by_chat", language, link=link))
    else:
        print(say("staff.by_sentence", language, payload=payload))
    if given.mail:
        for line in say_mail_link(token, settings.web_url or None, language):
            print(line)


def say_desk_link(name: str, token: str, web_url: str, language: Language) -> str:
    """The link that signs somebody in at the desk."""
    link = f"{web_url}{PATH}{token}"
    return say("sign_in.printed", language, name=name, minutes=MINUTES, link=link)


def say_mail_link(token: str, web_url: str | None, language: Language) -> tuple[str, ...]:
    """The link that ties a mail address, where there are pages for it."""
    if web_url is None:
        return (say("staff.no_pages", language),)
    return (say("staff.by_mail", language, link=f"{web_url}/staff/{token}"),)


def _say_unknown(overview: Overview, name: str, language: Language) -> int:
    school = overview.institution.name.text(language)
    sentence = say("staff.unknown", language, name=name, institution=school)
    return _say_wrong(sentence, None, MISUSED)


def _say_wrong(sentence: str, language: Language | None, code: int) -> int:
    """A sentence, or the key of one in this language, on the other stream."""
    said = say(sentence, language) if language else sentence
    print(f"signpost-bot: {said}", file=sys.stderr)
    return code
