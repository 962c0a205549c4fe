"""Links of staff that work once: made, shown on a page, and spent; only their hash is kept."""

from datetime import datetime, timedelta

from signpost_bot.actions.staff import Doubts, look
from signpost_bot.actions.still_right import confirm
from signpost_bot.conversation import for_staff
from signpost_bot.model.staff import ChangedSince, LinkPage, Purpose, Staff, StaffLink
from signpost_bot.staffing import LESS, REMIND_EVERY
from signpost_bot.store import staff as store
from signpost_bot.store import staff_links
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal, hash_token, is_token, make_token
from signpost_bot.texts import say

TIE_DAYS, RIGHT_DAYS = 7, 28
"""How long a link can be opened: one to tie, and one in a mail that may be read late."""
PREFIX = "staff_"
"""Stands before the token behind `/start`; with it that is 49 of the 64 signs Telegram allows."""


async def make_tie(tx: Tx, seal: Seal, member: Staff, mail: str, now: datetime) -> str:
    """The token of a new link to tie a chat, or this mail address; earlier ones no longer work."""
    await staff_links.remove_links(tx, member.id, Purpose.TIE)
    link = StaffLink(
        staff_id=member.id, purpose=Purpose.TIE, expires_at=until(now, TIE_DAYS), mail=mail
    )
    return await make_link(tx, seal, link, now)


async def make_link(tx: Tx, seal: Seal, link: StaffLink, now: datetime) -> str:
    """The token of a new link. It is nowhere else: it cannot be looked up again."""
    token = make_token()
    await staff_links.add_link(tx, seal, hash_token(token), link, now)
    return token


def until(now: datetime, days: int) -> datetime:
    """The moment so many days on."""
    return now + timedelta(days=days)


async def spend_tie(tx: Tx, seal: Seal, payload: str, now: datetime) -> Staff | None:
    """The member of staff whose link to tie this is, and the link is spent. None for one that is
    wrong, used, too old, or made for something else."""
    return await spend_of(tx, seal, payload.removeprefix(PREFIX), Purpose.TIE, now)


async def look_at(tx: Tx, seal: Seal, token: str, purpose: Purpose, now: datetime) -> Staff | None:
    """The member of staff whose link of this purpose it is, not spent by looking; None for one
    that is wrong, used, too old, or made for something else."""
    if not is_token(token):
        return None
    link = await staff_links.find_link(tx, seal, hash_token(token), now)
    if link is None or link.purpose is not purpose:
        return None
    return await store.find_staff(tx, link.staff_id)


async def spend_of(tx: Tx, seal: Seal, token: str, purpose: Purpose, now: datetime) -> Staff | None:
    """As `look_at`, and the link never works again. Of two who spend it at once one gets None."""
    member = await look_at(tx, seal, token, purpose, now)
    if member is None or not await staff_links.spend_link(tx, seal, hash_token(token), now):
        return None
    return member


async def show_page(
    database: Database, seal: Seal, doubts: Doubts, token: str, now: datetime
) -> LinkPage | None:
    """What a link would do, without doing it: programs that read mail open links too. None for
    one that does not work."""
    async with database.transaction() as tx:
        found = await _find_for_page(tx, seal, token, now)
        if found is None:
            return None
        link, member = found
        return await _describe(tx, doubts, link, member, token, now)


async def press_button(
    database: Database, seal: Seal, doubts: Doubts, token: str, now: datetime
) -> LinkPage | None:
    """Spend the link and say what came of it; None for one that does not work."""
    async with database.transaction() as tx:
        found = await _find_for_page(tx, seal, token, now)
        if found is None:
            return None
        link, member = found
        if link.purpose is Purpose.TIE and not link.mail:
            return await _describe(tx, doubts, link, member, token, now)
        if not await staff_links.spend_link(tx, seal, hash_token(token), now):
            return None
        return await _carry_out(tx, seal, doubts, link, member, now)


async def _find_for_page(
    tx: Tx, seal: Seal, token: str, now: datetime
) -> tuple[StaffLink, Staff] | None:
    """The link and whose it is. One that signs in has a page of its own, and none here."""
    if not is_token(token):
        return None
    link = await staff_links.find_link(tx, seal, hash_token(token), now)
    member = await store.find_staff(tx, link.staff_id) if link else None
    if link is None or member is None or link.purpose is Purpose.SIGN_IN:
        return None
    return link, member


async def _describe(
    tx: Tx, doubts: Doubts, link: StaffLink, member: Staff, token: str, now: datetime
) -> LinkPage:
    language = member.language
    overview = await look(tx, doubts, member.institution, now)
    if link.purpose is Purpose.TIE and not link.mail:
        return LinkPage(text=say("staff.page_chat_only", language), language=language)
    if link.purpose is Purpose.TIE:
        name = overview.institution.name.text(language)
        text = say("staff.page_tie", language, name=member.name, institution=name)
        button = say("staff.page_tie_button", language)
    elif link.purpose is Purpose.LESS:
        text, button = say("staff.page_less", language), say("staff.page_less_button", language)
    else:
        offering = next((one for one, _ in overview.offerings if one.slug == link.slug), None)
        if offering is None:
            return LinkPage(text=say("staff.gone", language), language=language)
        about = for_staff.describe(offering, language)
        text = f"{say('staff.page_right', language)}\n\n{about}"
        button = say("staff.right_now", language)
    return LinkPage(text=text, language=language, button=button, token=token)


async def _carry_out(
    tx: Tx, seal: Seal, doubts: Doubts, link: StaffLink, member: Staff, now: datetime
) -> LinkPage:
    language = member.language
    if link.purpose is Purpose.TIE:
        await store.tie_mail(tx, seal, member.id, link.mail)
        await start_anew(tx, member)
        text = say("staff.tied_mail", language, name=member.name)
        return LinkPage(text=text, language=language)
    if link.purpose is Purpose.LESS:
        await ask_less(tx, doubts, member, now)
        return LinkPage(text=for_staff.less(language), language=language)
    verdict = await confirm(tx, doubts, member, link.slug, link.revision, now)
    text = for_staff.verdict(member, verdict).text
    if not isinstance(verdict, ChangedSince):
        return LinkPage(text=text, language=language)
    again = StaffLink(
        staff_id=member.id,
        purpose=Purpose.RIGHT,
        expires_at=until(now, RIGHT_DAYS),
        slug=link.slug,
        revision=verdict.revision,
    )
    token = await make_link(tx, seal, again, now)
    button = say("staff.right_now", language)
    return LinkPage(text=text, language=language, button=button, token=token)


async def start_anew(tx: Tx, member: Staff) -> None:
    """Whom nothing could reach until now waits for no reminder that never came."""
    if not member.is_tied:
        await store.set_reminded(tx, member.id, None)


async def ask_less(tx: Tx, doubts: Doubts, member: Staff, now: datetime) -> None:
    """No reminder for four weeks from now."""
    overview = await look(tx, doubts, member.institution, now)
    await store.set_reminded(tx, member.id, overview.today + LESS - REMIND_EVERY)
