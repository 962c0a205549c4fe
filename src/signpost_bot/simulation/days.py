"""The days of a persona: how they begin, what they tap when, and what that changes of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import at_local
from signpost_bot.campaigns.following import after_sending, plan_of
from signpost_bot.conversation.turn import take_turn
from signpost_bot.conversation.visits_after import visit_after
from signpost_bot.model.outbox import Outgoing, visit_occasion
from signpost_bot.model.persona import Persona, Reacts
from signpost_bot.model.session import Channel, Incoming, Session
from signpost_bot.model.student import Recipient, View, Visit
from signpost_bot.model.turn import ConsentGiven, Fact, FollowedUp, Visited, VisitPlanned

NOON = time(12)
"""When they do what they do on a day."""


@dataclass(frozen=True, kw_only=True, order=True)
class Tap:
    """A button that a persona taps, by its id; without one they come in and say yes."""

    at: datetime
    choice: str = ""


def list_taps(persona: Persona, catalog: IndexedCatalog) -> tuple[Tap, ...]:
    """All they do, in order; nothing of it before they came in."""
    begins = _at(persona.joined_on, catalog)
    found = sorted(tap for tap in _taps(persona, catalog) if tap.at >= begins)
    return (Tap(at=begins), *found)


def begin(persona: Persona, catalog: IndexedCatalog) -> Recipient:
    """The student on the day they came in, with what they told and said yes to."""
    session = Session(
        institution=catalog.institution.slug,
        language=persona.language,
        profile=persona.told.profile,
    )
    return Recipient(address=persona.slug, session=session, consents=frozenset(persona.consents))


def take_tap(who: Recipient, tap: Tap, catalog: IndexedCatalog) -> Recipient:
    """The student after a tap, as the talk decides it. Whoever taps anything reacts."""
    incoming = Incoming(channel=Channel.TELEGRAM, choice=tap.choice)
    view = View(session=who.session, visits=who.visits, consents=who.consents)
    turn = take_turn(view, incoming, catalog, tap.at)
    who = reacted(replace(who, session=turn.session))
    for fact in turn.facts:
        who = _after(who, fact)
    return who


def settled(
    who: Recipient, row: Outgoing, catalog: IndexedCatalog, now: datetime, *, has_arrived: bool
) -> Recipient:
    """The student after a row about a visit went out or was dropped: a reminder has come, and of a
    question the plan says what comes next."""
    visit = next((one for one in who.visits if one.offering == row.offering), None)
    if visit is None:
        return who
    if visit.remind_at and visit.remind_at <= now:
        visit = replace(visit, remind_at=None)
    at = visit.following.ask_at
    if at and visit_occasion(visit.offering, at) == row.occasion:
        offering = catalog.offering(visit.offering)
        plan = plan_of(offering, catalog) if offering else None
        then = after_sending(plan, visit.following, now, has_arrived=has_arrived)
        visit = replace(visit, following=then)
    return replace(who, visits=_with(who.visits, visit))


def reacted(who: Recipient) -> Recipient:
    """The same student after any word or tap of theirs."""
    return replace(who, attention=replace(who.attention, unanswered=0))


def reacts_to(persona: Persona, number: int) -> bool:
    """Whether they react to this one of the messages they got, counted from 1."""
    match persona.reacts:
        case Reacts.ALWAYS:
            return True
        case Reacts.SOMETIMES:
            return number % 2 == 0
    return False


def _taps(persona: Persona, catalog: IndexedCatalog) -> Iterator[Tap]:
    for visit in persona.visits:
        if visit.remind_on:
            yield Tap(at=_at(visit.remind_on, catalog), choice=f"remind:{visit.offering}")
        if visit.went_on:
            yield Tap(at=_at(visit.went_on, catalog), choice=f"went:{visit.offering}")
    for day in persona.quiet_on:
        yield Tap(at=_at(day, catalog), choice="quiet")


def _at(day: date, catalog: IndexedCatalog) -> datetime:
    return at_local(day, NOON, catalog.institution.tz)


def _after(who: Recipient, fact: Fact) -> Recipient:
    match fact:
        case ConsentGiven(kind=kind):
            return replace(who, consents=who.consents | {kind})
        case VisitPlanned() | Visited() | FollowedUp():
            return replace(who, visits=_with(who.visits, visit_after(who.visits, fact)))
    return who


def _with(visits: tuple[Visit, ...], one: Visit) -> tuple[Visit, ...]:
    if all(visit.offering != one.offering for visit in visits):
        return (*visits, one)
    return tuple(one if visit.offering == one.offering else visit for visit in visits)
