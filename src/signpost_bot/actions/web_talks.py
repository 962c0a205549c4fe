"""The talk in a page: opened without a trace, kept within its limits, and gone when it is over."""

from dataclasses import dataclass
from datetime import datetime

from signpost_bot.actions.catalog import Catalogs, UnknownInstitution
from signpost_bot.actions.conversation import Talk, handle_in
from signpost_bot.conversation.closed import HELP, name_of, take_closed_turn
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.institution import Institution
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Reply, Session
from signpost_bot.model.student import StudentId, View
from signpost_bot.model.web_talk import IDLE, MOST_SUGGESTED, WebTalk, begin
from signpost_bot.safety.card import numbers
from signpost_bot.store import closings, locks, students, web_talks
from signpost_bot.store.database import Database, Tx
from signpost_bot.texts import say

PASS_ON = "pass"
"""The button that passes words on."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What a new page shows; nothing of it is kept."""

    institution: Institution
    replies: tuple[Reply, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came of one message: the replies, whether there is a talk now that can end, and in
    which language it goes on."""

    replies: tuple[Reply, ...]
    has_begun: bool
    language: Language


async def open_page(
    database: Database, catalogs: Catalogs, institution: str, language: Language, now: datetime
) -> Opened | None:
    """The first words of an institution, or why it does not talk (yet, or any more); None when
    there is none. Nothing is kept before somebody says something."""
    async with database.transaction() as tx:
        is_closed = await closings.find_closing(tx, institution) is not None
        try:
            catalog = await catalogs.load_left(tx, institution)
        except UnknownInstitution:
            return None
    known = catalog.institution
    if known.is_in_trial and not is_closed:
        trial = Reply(text=say("trouble.trial", language, **numbers(catalog.national)))
        return Opened(institution=known, replies=(trial,))
    start = Incoming(channel=Channel.WEB, start="", hint=language)
    nobody = View(session=None, visits=())
    turn = (take_closed_turn if is_closed else take_turn)(nobody, start, catalog, now)
    return Opened(institution=known, replies=turn.replies)


async def answer(talk: Talk, incoming: Incoming, now: datetime, *, has_begun: bool) -> Said:
    """One message, in a transaction of its own. A talk that is over is erased and a new one begins;
    too much at once gets a kind line. Danger and help are answered whatever else is so."""
    async with talk.database.transaction() as tx:
        await locks.lock(tx, talk.address_hash)
        student, stands = await _find(tx, talk, now)
        session = await students.find_session(tx, talk.seal, student) if student else None
        language = session.language if session else incoming.hint or Language.NL
        passes_on = _passes_on(session, incoming)
        refused = _refuse(incoming, stands, now, passes_on=passes_on)
        replies: tuple[Reply, ...]
        if refused:
            replies = (Reply(text=say(refused, language)),)
        else:
            replies = await handle_in(tx, talk, incoming, now)
        if has_begun and student is None:
            replies = (Reply(text=say("chat.over", language)), *replies)
        student = await students.find_student(tx, talk.channel, talk.address_hash)
        if student is None:
            return Said(replies=replies, has_begun=False, language=language)
        stands = stands.count(now, passes_on=passes_on and refused is None)
        await web_talks.save_talk(tx, student, stands)
        session = await students.find_session(tx, talk.seal, student)
        language = session.language if session else language
        return Said(replies=replies, has_begun=True, language=language)


async def end(talk: Talk) -> None:
    """Forget at once whoever has this talk."""
    async with talk.database.transaction() as tx:
        await locks.lock(tx, talk.address_hash)
        student = await students.find_student(tx, talk.channel, talk.address_hash)
        if student:
            await students.forget_student(tx, student)


async def end_idle(database: Database, now: datetime) -> int:
    """Erase the students of all talks that are over; how many."""
    async with database.transaction() as tx:
        return await web_talks.forget_idle(tx, now - IDLE)


async def _find(tx: Tx, talk: Talk, now: datetime) -> tuple[StudentId | None, WebTalk]:
    """Who has this talk and how it stands; one that is over is erased."""
    student = await students.find_student(tx, talk.channel, talk.address_hash)
    stands = await web_talks.find_talk(tx, student) if student else None
    if student and (stands is None or stands.is_over(now)):
        await students.forget_student(tx, student)
        return None, begin(now)
    return student, stands or begin(now)


def _passes_on(session: Session | None, incoming: Incoming) -> bool:
    return incoming.choice == PASS_ON and session is not None and bool(session.pending)


def _refuse(incoming: Incoming, stands: WebTalk, now: datetime, *, passes_on: bool) -> str | None:
    """Why this is not answered now, as a key of words; None when it is."""
    if incoming.alarm or name_of(incoming) in HELP:
        return None
    if stands.is_full(now):
        return "chat.too_fast"
    return "chat.enough_passed" if passes_on and stands.suggested >= MOST_SUGGESTED else None
