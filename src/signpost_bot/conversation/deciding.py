"""What becomes of one row of the outbox now: sent, dropped with a reason, or later."""

from dataclasses import replace
from datetime import datetime

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import after_quiet
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.second_look import Said, Wait, look_again
from signpost_bot.model.outbox import Outgoing, Reason
from signpost_bot.model.session import Channel
from signpost_bot.model.student import Recipient


def taken_up(who: Recipient, row: Outgoing) -> Recipient:
    """The student when this row no longer waits, whatever becomes of it."""
    return replace(who, attention=who.attention.without(row.campaign, row.occasion))


def decide(
    who: Recipient,
    row: Outgoing,
    catalog: IndexedCatalog,
    now: datetime,
    *,
    is_guest: bool = True,
    is_closed: bool = False,
) -> tuple[Recipient, Said | Reason | Wait]:
    """What becomes of it, and the student as they are after it: the next row has to know of this
    one. Pure; delivery sends what it says, and the simulation of a year shows it.
    """
    attention = taken_up(who, row).attention
    scene = Scene(
        session=who.session,
        visits=who.visits,
        consents=who.consents,
        catalog=catalog,
        channel=Channel.TELEGRAM,
        now=now,
    )
    found = look_again(scene, row, attention, is_guest=is_guest, is_closed=is_closed)
    morning = after_quiet(now, catalog.institution.tz)
    if isinstance(found, Said) and morning > now:
        # Late, and now it is night: the phone stays silent until the morning.
        found = Wait(until=morning)
    if isinstance(found, Said) and row.is_of_campaign:
        attention = attention.after_one(now, is_of_year=row.is_of_year)
    return replace(who, attention=attention), found
