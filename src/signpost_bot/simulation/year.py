"""A year of messages to personas, dry: planned and decided by what plans and sends for real."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.campaigns.attention import LOOKED_AHEAD, LOOKED_BACK
from signpost_bot.campaigns.planning import AHEAD, list_ahead, list_occasions
from signpost_bot.conversation.deciding import decide
from signpost_bot.conversation.second_look import Said, Wait
from signpost_bot.model.attention import Attention, Waiting
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.outbox import Outgoing
from signpost_bot.model.persona import Persona
from signpost_bot.model.simulated import SimulatedMessage
from signpost_bot.model.student import Recipient
from signpost_bot.simulation.clock import Clock
from signpost_bot.simulation.days import Tap, begin, list_taps, reacts_to, settled, take_tap
from signpost_bot.simulation.planned import Key, key_of, plan_rows

REACTS_AFTER = timedelta(hours=1)
"""So long after a message who reacts to it taps "why do I get this?"."""

Starts = dict[date | None, list[Occasion]]
"""Occasions by the own start they are about; under None those that are about no start."""


@dataclass
class _Life:
    """How far a persona is: who they are now, what waits for them, what they still do."""

    persona: Persona
    taps: list[Tap]
    who: Recipient | None = None
    waiting: list[Outgoing] = field(default_factory=list)
    planned: set[Key] = field(default_factory=set)
    got: int = 0


def simulate(
    personas: Iterable[Persona], catalog: IndexedCatalog, from_at: datetime, until: datetime
) -> Iterator[SimulatedMessage]:
    """Every message from `from_at` (aware) before `until`, in order, with what was dropped.

    It begins when the first of them came in, so that a part of a year is a part of the whole.
    The catalog stays what it is now: what staff change in between nobody knows.
    """
    lives = [_Life(one, list(list_taps(one, catalog))) for one in personas]
    begins = min((life.taps[0].at for life in lives), default=until)
    clock = Clock(begins, (tap.at for life in lives for tap in life.taps))
    starts = {None, *(life.persona.told.began_on for life in lives)}
    for one in list_occasions(catalog, begins, until):
        if one.began_on in starts:
            clock.set(max(begins, one.due_at - AHEAD), one.due_at)
    seen: set[tuple[str, str]] = set()
    for now in clock.until(until):
        ahead = list_ahead(catalog, now)
        every = _by_start(ahead)
        new = _by_start(one for one in ahead if (one.campaign, one.key) not in seen)
        seen = {(one.campaign, one.key) for one in ahead}
        for life in lives:
            for message in _live_on(life, catalog, clock, every, new):
                if message.at >= from_at:
                    yield message


def _live_on(
    life: _Life, catalog: IndexedCatalog, clock: Clock, every: Starts, new: Starts
) -> Iterator[SimulatedMessage]:
    """What happens to one of them now: they tap, rows are planned, what is due is decided."""
    # Who did nothing is meant for the same as before, so only what is new can be theirs.
    occasions = every if _tap(life, catalog, clock) else new
    if life.who is None:
        return
    theirs = [*occasions.get(None, ()), *_of_start(occasions, life.who)]
    if not (theirs or life.who.visits or life.waiting):
        return
    rows = plan_rows(life.who, theirs, life.planned, catalog, clock.now)
    life.planned |= {key_of(row) for row in rows}
    life.waiting += rows
    clock.set(*(row.due_at for row in rows))
    due = sorted((row for row in life.waiting if row.due_at <= clock.now), key=_due_at)
    for row in due:
        message = _decide(life, row, catalog, clock)
        if message:
            yield message


def _tap(life: _Life, catalog: IndexedCatalog, clock: Clock) -> bool:
    """Whether they tapped something now; what they agreed on sets the clock."""
    due = [tap for tap in life.taps if tap.at <= clock.now]
    life.taps = life.taps[len(due) :]
    for tap in due:
        if life.who is None:
            life.who = begin(life.persona, catalog)
        else:
            life.who = take_tap(life.who, tap, catalog)
        for visit in life.who.visits:
            for at in (visit.remind_at, visit.following.ask_at):
                if at:
                    clock.set(max(clock.now, at - AHEAD))
    return bool(due)


def _decide(
    life: _Life, row: Outgoing, catalog: IndexedCatalog, clock: Clock
) -> SimulatedMessage | None:
    """What becomes of a row; None when it waits on."""
    if life.who is None:
        return None
    who = replace(life.who, attention=_attention(life.who, life.waiting, clock.now))
    after, found = decide(who, row, catalog, clock.now)
    life.waiting.remove(row)
    if isinstance(found, Wait):
        life.waiting.append(replace(row, due_at=found.until))
        clock.set(found.until)
        return None
    life.who = settled(after, row, catalog, clock.now, has_arrived=isinstance(found, Said))
    message = SimulatedMessage(
        at=clock.now,
        student=life.persona.slug,
        kind=row.kind,
        campaign=row.campaign or None,
        offering=found.offering if isinstance(found, Said) else row.offering,
        text=found.reply.text if isinstance(found, Said) else "",
        reason=None if isinstance(found, Said) else found,
    )
    if isinstance(found, Said) and row.is_of_campaign:
        life.got += 1
        if reacts_to(life.persona, life.got):
            tap = Tap(at=clock.now + REACTS_AFTER, choice=f"why:{row.campaign}")
            life.taps = sorted([*life.taps, tap])
            clock.set(tap.at)
    return message


def _attention(who: Recipient, waiting: Sequence[Outgoing], now: datetime) -> Attention:
    """What a second look may know: what was sent lately, and what waits in the coming week."""
    return replace(
        who.attention,
        sent=tuple(at for at in who.attention.sent if at > now - LOOKED_BACK),
        waiting=tuple(
            Waiting(campaign=one.campaign, occasion=one.occasion, due_at=one.due_at)
            for one in waiting
            if one.is_of_year and one.due_at < now + LOOKED_AHEAD
        ),
    )


def _by_start(occasions: Iterable[Occasion]) -> Starts:
    found: Starts = defaultdict(list)
    for one in occasions:
        found[one.began_on].append(one)
    return found


def _of_start(occasions: Starts, who: Recipient) -> Sequence[Occasion]:
    began_on = who.session.profile.began_on
    return occasions.get(began_on, ()) if began_on else ()


def _due_at(row: Outgoing) -> datetime:
    return row.due_at
