"""One turn of a talk: load, decide, save; the caller sends after this has returned."""

from dataclasses import dataclass, field
from datetime import datetime

from signpost_bot.actions.catalog import Catalogs
from signpost_bot.actions.counting import count_turn
from signpost_bot.actions.guests import guests_of
from signpost_bot.actions.staff import Doubts
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day
from signpost_bot.conversation import outcome
from signpost_bot.conversation.closed import take_closed_turn
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.turn import take_turn
from signpost_bot.conversation.visiting import reminder
from signpost_bot.conversation.visits_after import visit_after
from signpost_bot.model.alarm import Level
from signpost_bot.model.attendance import AttendanceCode, read_code
from signpost_bot.model.consent import Consent
from signpost_bot.model.session import Channel, Incoming, Reply
from signpost_bot.model.student import StudentId, View
from signpost_bot.model.turn import (
    AlarmRaised,
    ConsentGiven,
    ConsentWithdrawn,
    Doubted,
    Fact,
    FollowedUp,
    NothingFound,
    OfferingShown,
    Request,
    SuggestionMade,
    Turn,
    Visited,
    VisitPlanned,
)
from signpost_bot.safety.card import numbers
from signpost_bot.store import (
    closings,
    codes,
    consents,
    doubts,
    insight,
    locks,
    students,
    totals,
    visits,
)
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.texts import say


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One student's line to us: where they write from, and what a turn needs.

    `institution` is where somebody is who came without a code. `guests` are the addresses that,
    with its staff, may talk to an institution in trial; None means everybody. `doubts` are for
    staff, who write to the same bot.
    """

    database: Database
    catalogs: Catalogs
    seal: Seal
    channel: Channel
    address: str = field(repr=False)
    institution: str
    doubts: Doubts
    guests: frozenset[str] | None = None

    @property
    def address_hash(self) -> str:
        """The keyed hash by which this student is found again."""
        return self.seal.fingerprint(self.channel, self.address)


async def handle(talk: Talk, incoming: Incoming, now: datetime) -> tuple[Reply, ...]:
    """Take one turn in a transaction of its own. Raises when the database or catalog fails."""
    async with talk.database.transaction() as tx:
        return await handle_in(tx, talk, incoming, now)


async def handle_in(tx: Tx, talk: Talk, incoming: Incoming, now: datetime) -> tuple[Reply, ...]:
    """Take one turn: load, decide, write what happened; the caller's transaction saves it."""
    # One turn of a student at a time: two at once would undo each other's session.
    await locks.lock(tx, talk.address_hash)
    student = await students.find_student(tx, talk.channel, talk.address_hash)
    view, catalog, is_open = await _look(tx, talk, student, incoming)
    turn = (take_turn if is_open else take_closed_turn)(view, incoming, catalog, now)
    guests = await guests_of(tx, talk.seal, catalog.institution, talk.guests)
    is_guest = guests is None or talk.address in guests
    if is_open and not is_guest and _is_shut(incoming, turn):
        return (
            Reply(text=say("trouble.trial", turn.session.language, **numbers(catalog.national))),
        )
    scene = Scene(
        session=turn.session,
        visits=view.visits,
        consents=view.consents,
        catalog=catalog,
        channel=talk.channel,
        now=now,
    )
    if turn.request is Request.FORGET_ME:
        if student:
            await students.forget_student(tx, student)
        return (outcome.forgotten(scene),)
    if student and not await students.hold_student(tx, student):
        student = None
    if is_open:
        await _save(tx, talk, student, view, turn, catalog, now)
    elif student:
        await _save_left(tx, talk, student, view, turn, now)
    if turn.request is Request.SHOW_MY_DATA:
        where = turn.session.institution
        doubted = await doubts.list_doubts(tx, student, where) if student else ()
        counted_to = await totals.counted_to(tx, student, where) if student else None
        return (outcome.my_data(scene, view.visits, doubted, counted_to),)
    return turn.replies


def _is_shut(incoming: Incoming, turn: Turn) -> bool:
    """An institution whose cards nobody has read yet answers guests only; danger always, and who
    wants to see their data, be forgotten or hear no more."""
    if turn.request or any(isinstance(fact, ConsentWithdrawn) for fact in turn.facts):
        return False
    return incoming.alarm is None or incoming.alarm.level is not Level.STRONG


async def collect_due(talk: Talk, now: datetime) -> tuple[Reply, ...]:
    """The reminders of this student that fell due, each given out once."""
    async with talk.database.transaction() as tx:
        student = await students.find_student(tx, talk.channel, talk.address_hash)
        session = await students.find_session(tx, talk.seal, student) if student else None
        if student is None or session is None:
            return ()
        catalog = await talk.catalogs.load(tx, session.institution)
        due = await visits.take_due_reminders(tx, student, session.institution, now)
        scene = Scene(session=session, visits=(), catalog=catalog, channel=talk.channel, now=now)
        # Late is dropped, never sent stale: what has begun needs no reminder.
        return tuple(
            reminder(scene, offering, visit)
            for visit in due
            if visit.starts_at and visit.starts_at > now
            if (offering := catalog.offering(visit.offering))
        )


async def _look(
    tx: Tx, talk: Talk, student: StudentId | None, incoming: Incoming
) -> tuple[View, IndexedCatalog, bool]:
    """What there is, and whether the institution is open: then it stays so for this turn."""
    session = await students.find_session(tx, talk.seal, student) if student else None
    institution = session.institution if session else talk.institution
    asked = (incoming.start or "").partition("_")[0]
    if asked and asked in {*await talk.catalogs.list_known(tx), *await closings.list_closed(tx)}:
        institution = asked
    scanned = await _find_code(tx, incoming)
    institution = scanned.institution if scanned else institution
    is_open = await closings.hold_open(tx, institution)
    catalog = await talk.catalogs.load_left(tx, institution)
    kept = await visits.list_visits(tx, student, institution) if student else ()
    yes = await consents.list_consents(tx, student) if student else frozenset()
    view = View(session=session, visits=kept, consents=yes, scanned=scanned)
    return view, catalog, is_open


async def _find_code(tx: Tx, incoming: Incoming) -> AttendanceCode | None:
    code = read_code(incoming.start or "")
    return await codes.find_code(tx, code) if code else None


async def _save(
    tx: Tx,
    talk: Talk,
    student: StudentId | None,
    view: View,
    turn: Turn,
    catalog: IndexedCatalog,
    now: datetime,
) -> None:
    today = local_day(now, catalog.institution.tz)
    if student is None:
        student = await students.add_student(tx, talk.channel, talk.address_hash, today)
    await students.save_session(tx, talk.seal, student, turn.session)
    # In one order: two turns that count the same offerings crosswise would wait for each other.
    for fact in sorted(turn.facts, key=repr):
        await _write(tx, talk, student, view, turn.session.institution, fact, now)
    await count_turn(tx, student, catalog, turn.facts, now)


async def _save_left(
    tx: Tx, talk: Talk, student: StudentId, view: View, turn: Turn, now: datetime
) -> None:
    """At a closed institution nobody is added and nothing counted. Whose talk was there goes on
    until it is erased, so that a card is followed up; a talk elsewhere stays where it is."""
    if view.session and view.session.institution == turn.session.institution:
        await students.save_session(tx, talk.seal, student, turn.session)
    for fact in turn.facts:
        await _write(tx, talk, student, view, turn.session.institution, fact, now)


async def _write(
    tx: Tx, talk: Talk, student: StudentId, view: View, institution: str, fact: Fact, now: datetime
) -> None:
    """Write down one thing that happened. Counts never carry a student."""
    today = now.date()
    match fact:
        case OfferingShown(offering=slug):
            await insight.add_count(tx, institution, "shown", slug, today)
        case NothingFound():
            await insight.add_count(tx, institution, "nothing_found", "", today)
        case AlarmRaised(alarm=alarm):
            await insight.add_count(tx, institution, f"alarm_{alarm.level}", "", today)
        case VisitPlanned() | Visited() | FollowedUp():
            await visits.save_visit(tx, student, institution, visit_after(view.visits, fact), now)
        case ConsentGiven() | ConsentWithdrawn():
            await _write_consent(tx, student, fact, now)
        case Doubted(offering=slug):
            await doubts.add_doubt(tx, student, institution, slug, today)
        case SuggestionMade(words=words):
            await insight.add_suggestion(tx, talk.seal, institution, words, today)


async def _write_consent(
    tx: Tx, student: StudentId, fact: ConsentGiven | ConsentWithdrawn, now: datetime
) -> None:
    """A yes, or no longer: then what was agreed on earlier is called off too."""
    if isinstance(fact, ConsentGiven):
        await consents.give_consent(tx, student, fact.kind, now)
        return
    await consents.withdraw_consent(tx, student, fact.kind)
    if fact.kind is Consent.REMINDERS:
        await visits.stop_reminders(tx, student)
    if fact.kind is Consent.VISITS:
        await visits.stop_asking(tx, student)
