"""Recipients: all that a second look needs of the students of one batch, in six statements."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from signpost_bot.campaigns.attention import LOOKED_AHEAD, LOOKED_BACK
from signpost_bot.model.attention import Attention, Waiting
from signpost_bot.model.consent import Consent
from signpost_bot.model.outbox import OF_CAMPAIGNS, OutboxState
from signpost_bot.model.student import Recipient, StudentId, Visit
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.store.students import read_session
from signpost_bot.store.tables import consent, outbox, session, student, visit
from signpost_bot.store.visits import read_visit


async def load_recipients(
    tx: Tx, seal: Seal, ids: Collection[StudentId], now: datetime
) -> dict[StudentId, Recipient]:
    """Those that can be written to now; who has no address or never wrote is left out.

    Visits are those at the institution of their talk.
    """
    people = select(student.c.id, student.c.address).where(student.c.id.in_(ids))
    talks = select(session).where(session.c.student_id.in_(ids))
    sessions, unanswered = {}, {}
    for row in await tx.execute(talks):
        sessions[StudentId(row.student_id)] = read_session(row, seal)
        unanswered[StudentId(row.student_id)] = row.unanswered
    sent, waiting = await _load_sent(tx, ids, now), await _load_waiting(tx, ids, now)
    consents: defaultdict[StudentId, set[Consent]] = defaultdict(set)
    for row in await tx.execute(select(consent).where(consent.c.student_id.in_(ids))):
        consents[StudentId(row.student_id)].add(Consent(row.kind))
    visits: defaultdict[tuple[StudentId, str], list[Visit]] = defaultdict(list)
    planned = select(visit).where(visit.c.student_id.in_(ids)).order_by(visit.c.id)
    for row in await tx.execute(planned):
        visits[StudentId(row.student_id), row.institution].append(read_visit(row))
    return {
        who: Recipient(
            address=address,
            session=stands,
            visits=tuple(visits[who, stands.institution]),
            consents=frozenset(consents[who]),
            attention=Attention(
                sent=tuple(sent[who]),
                unanswered=unanswered[who],
                waiting=tuple(waiting[who]),
            ),
        )
        for row in await tx.execute(people)
        if (stands := sessions.get(who := StudentId(row.id)))
        and (address := seal.open(row.address))
    }


async def _load_sent(
    tx: Tx, ids: Collection[StudentId], now: datetime
) -> defaultdict[StudentId, list[datetime]]:
    """When campaigns wrote to them. What nobody knows of may have arrived, so it counts too."""
    rows = await tx.execute(
        select(outbox.c.student_id, outbox.c.claimed_at).where(
            outbox.c.student_id.in_(ids),
            outbox.c.kind.in_([kind.value for kind in OF_CAMPAIGNS]),
            outbox.c.state.in_((OutboxState.SENT.value, OutboxState.UNCERTAIN.value)),
            outbox.c.claimed_at > now - LOOKED_BACK,
        )
    )
    sent: defaultdict[StudentId, list[datetime]] = defaultdict(list)
    for row in rows:
        sent[StudentId(row.student_id)].append(row.claimed_at)
    return sent


async def _load_waiting(
    tx: Tx, ids: Collection[StudentId], now: datetime
) -> defaultdict[StudentId, list[Waiting]]:
    """What campaigns still want to say to them within a week; that may go before."""
    rows = await tx.execute(
        select(outbox.c.student_id, outbox.c.campaign, outbox.c.occasion, outbox.c.due_at).where(
            outbox.c.student_id.in_(ids),
            outbox.c.kind.in_([kind.value for kind in OF_CAMPAIGNS]),
            outbox.c.offering.is_(None),
            # What is claimed is claimed by us: nobody takes more of a student who has such a row.
            outbox.c.state.in_((OutboxState.DUE.value, OutboxState.CLAIMED.value)),
            outbox.c.due_at < now + LOOKED_AHEAD,
        )
    )
    waiting: defaultdict[StudentId, list[Waiting]] = defaultdict(list)
    for row in rows:
        one = Waiting(campaign=row.campaign, occasion=row.occasion, due_at=row.due_at)
        waiting[StudentId(row.student_id)].append(one)
    return waiting
