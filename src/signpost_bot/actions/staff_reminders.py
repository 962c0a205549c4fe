"""Reminders for staff: at most one a week to each, on working days, with what waits for them."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from signpost_bot.actions.catalog import UnknownInstitution
from signpost_bot.actions.delivery import Send
from signpost_bot.actions.staff import Doubts, Overview, look
from signpost_bot.actions.staff_links import RIGHT_DAYS, make_link, until
from signpost_bot.conversation import for_staff
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import Refused, SendResult, TryLater, Uncertain
from signpost_bot.model.staff import Purpose, Staff, StaffAddress, StaffLink, Task
from signpost_bot.staffing import REMIND_EVERY
from signpost_bot.store import closings, staff_links
from signpost_bot.store import staff as store
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal

FROM, TO = time(9), time(17)
"""Office hours, in the zone of the institution."""
SATURDAY = 5
A_DAY = timedelta(days=1)

SendMail = Callable[[Mail], Awaitable[SendResult]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How this process reaches staff: as which bot, and by mail when there is a server for that
    and `web_url`, where the pages behind its links are."""

    bot_id: str
    send: Send
    send_mail: SendMail | None = None
    web_url: str | None = None

    @property
    def has_mail(self) -> bool:
        """Whether a mail can be sent whose links lead somewhere."""
        return self.send_mail is not None and self.web_url is not None


class Reached(StrEnum):
    """What became of one reminder."""

    SENT = "sent"
    UNCERTAIN = "uncertain"
    LATER = "later"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, kw_only=True)
class _Reminder:
    """A claimed reminder: to whom, about what, and the day it is there."""

    member: Staff
    address: StaffAddress
    tasks: tuple[Task, ...]
    today: date


async def remind_staff(
    database: Database, seal: Seal, doubts: Doubts, ways: Ways, now: datetime
) -> Counter[Reached]:
    """Remind everybody for whom something waits and whose turn it is; how many went which way.

    Each is claimed and committed before sending: a crash can lose a reminder, never repeat it.
    """
    async with database.transaction() as tx:
        institutions = sorted({one.institution for one in await store.list_staff(tx)})
    claimed: list[_Reminder] = []
    for institution in institutions:
        # Each by itself: on SQLite students wait for as long as a transaction takes.
        async with database.transaction() as tx:
            claimed += await _claim(tx, seal, doubts, ways, institution, now)
    counts: Counter[Reached] = Counter()
    waiting = 0
    for one in claimed:
        reached = await _remind(database, seal, ways, one, now)
        counts[reached] += 1
        waiting += len(one.tasks) if reached is Reached.UNREACHABLE else 0
    if counts[Reached.UNREACHABLE]:
        log.warning(
            "%d of the staff have no chat or mail address that works; %d offerings wait for them",
            counts[Reached.UNREACHABLE],
            waiting,
        )
    return counts


async def _claim(
    tx: Tx, seal: Seal, doubts: Doubts, ways: Ways, institution: str, now: datetime
) -> list[_Reminder]:
    if not await closings.hold_open(tx, institution):
        return []
    try:
        overview = await look(tx, doubts, institution, now)
    except (ValueError, UnknownInstitution) as error:
        # One institution whose catalog cannot be read must not keep the others waiting.
        log.error("staff of %s got no reminder: %s", institution, type(error).__name__)
        return []
    if not is_office_hour(now, overview):
        return []
    claimed: list[_Reminder] = []
    addresses = await store.list_addresses(tx, seal, institution)
    today, before = overview.today, overview.today - REMIND_EVERY
    for member in overview.staff:
        address, tasks = addresses[member.id], overview.waiting_for(member)
        # Another bot has this chat, and another process speaks for it.
        is_ours = not address.chat or address.bot_id == ways.bot_id
        if tasks and is_ours and await store.claim_reminder(tx, member.id, before, today):
            claimed.append(_Reminder(member=member, address=address, tasks=tasks, today=today))
    return claimed


def is_office_hour(now: datetime, overview: Overview) -> bool:
    """Whether people are at work there: Monday to Friday, from 9 to 17."""
    there = now.astimezone(overview.institution.tz)
    return there.weekday() < SATURDAY and FROM <= there.time() < TO


async def _remind(
    database: Database, seal: Seal, ways: Ways, one: _Reminder, now: datetime
) -> Reached:
    """By Telegram when a chat is tied that still works, else by mail; or nobody is reached."""
    reached = Reached.UNREACHABLE
    if one.address.chat:
        result = await _send(ways, one)
        reached = _reached(result)
        if isinstance(result, Refused) and result.unreachable:
            async with database.transaction() as tx:
                await store.untie_chat(tx, one.member.id)
    if reached is Reached.UNREACHABLE and one.address.mail and ways.has_mail:
        reached = await _mail(database, seal, ways, one, now)
    if reached is Reached.LATER:
        async with database.transaction() as tx:
            await store.set_reminded(tx, one.member.id, one.today + A_DAY - REMIND_EVERY)
    return reached


async def _send(ways: Ways, one: _Reminder) -> SendResult:
    try:
        return await ways.send(one.address.chat, for_staff.reminder(one.member, one.tasks))
    except Exception as error:
        log.error("a reminder may not have been sent: %s", type(error).__name__)
        return Uncertain()


def _reached(result: SendResult) -> Reached:
    match result:
        case TryLater():
            return Reached.LATER
        case Uncertain():
            return Reached.UNCERTAIN
        case Refused():
            return Reached.UNREACHABLE
    return Reached.SENT


async def _mail(
    database: Database, seal: Seal, ways: Ways, one: _Reminder, now: datetime
) -> Reached:
    assert ways.send_mail
    async with database.transaction() as tx:
        tokens = await _make_links(tx, seal, one, now)
    *links, less = [f"{ways.web_url}/staff/{token}" for token in tokens]
    mail = for_staff.reminder_mail(one.member, one.address.mail, one.tasks, links, less)
    try:
        return _reached(await ways.send_mail(mail))
    except Exception as error:
        log.error("a mail may not have been sent: %s", type(error).__name__)
        return Reached.UNCERTAIN


async def _make_links(tx: Tx, seal: Seal, one: _Reminder, now: datetime) -> Sequence[str]:
    """A token for each task in the mail, and at the end one for less; those of the mail before
    no longer work."""
    await staff_links.remove_links(tx, one.member.id, Purpose.RIGHT, Purpose.LESS)
    rights = [
        StaffLink(
            staff_id=one.member.id,
            purpose=Purpose.RIGHT,
            expires_at=until(now, RIGHT_DAYS),
            slug=task.offering.slug,
            revision=task.revision,
        )
        for task in one.tasks[: for_staff.AT_ONCE]
    ]
    less = StaffLink(
        staff_id=one.member.id, purpose=Purpose.LESS, expires_at=until(now, RIGHT_DAYS)
    )
    return [await make_link(tx, seal, link, now) for link in (*rights, less)]
