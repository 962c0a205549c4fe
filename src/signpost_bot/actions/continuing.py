"""From the web to Telegram: a link that works once brings a talk along, and no yes (R1, R21)."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from signpost_bot.actions.conversation import Talk, handle_in
from signpost_bot.calendar import local_day
from signpost_bot.conversation.going_on import GO_ON, join_sessions, join_visits
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Reply, Session
from signpost_bot.model.student import StudentId
from signpost_bot.store import closings, continuations, locks, students, visits
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal, hash_token, make_token
from signpost_bot.texts import say

LASTS = timedelta(minutes=10)
PREFIX = "go_"
"""Stands before the token behind `/start`; with it that is 46 of the 64 signs Telegram allows."""
_PAYLOAD = re.compile(rf"{PREFIX}\S*")


async def find_web_talk(
    tx: Tx, seal: Seal, institution: str, address: str
) -> tuple[StudentId, Session] | None:
    """The talk of a page at this institution; None when it is over, or never was."""
    student = await students.find_student(tx, Channel.WEB, seal.fingerprint(Channel.WEB, address))
    session = await students.find_session(tx, seal, student) if student else None
    if student is None or session is None or session.institution != institution:
        return None
    return student, session


async def make_continuation(tx: Tx, student: StudentId, now: datetime) -> str | None:
    """What stands behind `?start=` in a new link; the one before no longer works. None when the
    talk is just over."""
    token = make_token()
    is_made = await continuations.add_continuation(tx, hash_token(token), student, now + LASTS, now)
    return f"{PREFIX}{token}" if is_made else None


async def go_on(tx: Tx, talk: Talk, incoming: Incoming, now: datetime) -> tuple[Reply, ...] | None:
    """The talk of the web goes on in this one; None when this is something else, as danger always
    is. A link that does not work gets a kind line and the welcome."""
    payload = incoming.start
    if incoming.alarm is not None or payload is None or not _PAYLOAD.fullmatch(payload):
        return None
    # As in every turn: one at a time.
    await locks.lock(tx, talk.address_hash)
    here = await students.find_student(tx, talk.channel, talk.address_hash)
    session = await students.find_session(tx, talk.seal, here) if here else None
    if await _bring(tx, talk, here, session, payload.removeprefix(PREFIX), now):
        return await handle_in(tx, talk, replace(incoming, start=GO_ON), now)
    language = session.language if session else incoming.hint or Language.NL
    line = Reply(text=say("further.no_such_link", language))
    return (line, *await handle_in(tx, talk, replace(incoming, start=""), now))


async def _bring(
    tx: Tx,
    talk: Talk,
    here: StudentId | None,
    session: Session | None,
    token: str,
    now: datetime,
) -> bool:
    """Bring all along and end the talk in the web; False when the link does not work. Consents
    stay behind: a yes there was to nothing here."""
    web = await continuations.spend_continuation(tx, hash_token(token), now)
    brought = await students.find_session(tx, talk.seal, web) if web else None
    if web is None or brought is None or not await closings.hold_open(tx, brought.institution):
        return False
    if here and not await students.hold_student(tx, here):
        here = session = None
    if here is None:
        catalog = await talk.catalogs.load(tx, brought.institution)
        today = local_day(now, catalog.institution.tz)
        here = await students.add_student(tx, talk.channel, talk.address_hash, today)
    await students.save_session(tx, talk.seal, here, join_sessions(session, brought))
    there = brought.institution
    kept = await visits.list_visits(tx, here, there)
    for visit in join_visits(kept, await visits.list_visits(tx, web, there)):
        await visits.save_visit(tx, here, there, visit, now)
    await continuations.move_counts(tx, web, here)
    await students.forget_student(tx, web)
    return True
