"""Staff in a private chat: a link that ties it, and the buttons of a reminder. No student here."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from signpost_bot.actions import staff_links
from signpost_bot.actions.desk_links import MINUTES, PATH, make_sign_in
from signpost_bot.actions.staff import Doubts, look
from signpost_bot.actions.still_right import confirm
from signpost_bot.conversation import for_staff
from signpost_bot.model.language import Language
from signpost_bot.model.session import Incoming, Reply
from signpost_bot.model.staff import Staff
from signpost_bot.store import staff as store
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal

DESK = "/desk"
"""What staff send to get a link to sign in; from who is no staff the talk answers it."""
_PAYLOAD = re.compile(rf"{staff_links.PREFIX}\S*")
_RIGHT = re.compile(r"staff:right:(\d{1,9}):([a-z0-9_-]{1,48})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class StaffChat:
    """A private chat that may be of a member of staff, and what an answer there needs. `web_url`
    is where the pages are, None when there are none."""

    seal: Seal
    doubts: Doubts
    address: str = field(repr=False)
    bot_id: str
    web_url: str | None = None


async def answer_staff(
    tx: Tx, chat: StaffChat, incoming: Incoming, now: datetime
) -> tuple[Reply, ...] | None:
    """What staff get to read; None when this is for the student's talk, as danger always is."""
    if incoming.alarm is not None:
        return None
    language = incoming.hint or Language.NL
    if incoming.start is not None and _PAYLOAD.fullmatch(incoming.start):
        return (await _tie(tx, chat, incoming.start, language, now),)
    if incoming.choice is not None and incoming.choice.startswith("staff:"):
        return (await _tapped(tx, chat, incoming.choice, language, now),)
    if incoming.text.strip().casefold() == DESK and (member := await _find_member(tx, chat)):
        return (await _give_link(tx, chat, member, now),)
    return None


async def _find_member(tx: Tx, chat: StaffChat) -> Staff | None:
    return await store.find_by_chat(tx, store.chat_hash_of(chat.seal, chat.address))


async def _give_link(tx: Tx, chat: StaffChat, member: Staff, now: datetime) -> Reply:
    if chat.web_url is None:
        return for_staff.no_desk(member.language)
    token = await make_sign_in(tx, chat.seal, member, now)
    return for_staff.sign_in_link(member, f"{chat.web_url}{PATH}{token}", MINUTES)


async def _tie(tx: Tx, chat: StaffChat, payload: str, language: Language, now: datetime) -> Reply:
    member = await staff_links.spend_tie(tx, chat.seal, payload, now)
    if member is None:
        return for_staff.no_such_link(language)
    await store.tie_chat(tx, chat.seal, member.id, chat.address, chat.bot_id)
    await staff_links.start_anew(tx, member)
    overview = await look(tx, chat.doubts, member.institution, now)
    return for_staff.tied(member, overview.institution)


async def _tapped(tx: Tx, chat: StaffChat, choice: str, language: Language, now: datetime) -> Reply:
    member = await _find_member(tx, chat)
    if member is None:
        return for_staff.not_your_chat(language)
    if found := _RIGHT.fullmatch(choice):
        revision, slug = int(found[1]), found[2]
        verdict = await confirm(tx, chat.doubts, member, slug, revision, now)
        return for_staff.verdict(member, verdict)
    if choice == for_staff.LESS:
        await staff_links.ask_less(tx, chat.doubts, member, now)
        return Reply(text=for_staff.less(member.language))
    overview = await look(tx, chat.doubts, member.institution, now)
    return for_staff.reminder(member, overview.waiting_for(member))
