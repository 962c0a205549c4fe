"""Recipients: all that a second look needs of the students of one batch, in four statements."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from signpost_bot.model.consent import Consent
from signpost_bot.model.student import Recipient, StudentId, Visit
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.store.students import read_session
from signpost_bot.store.tables import consent, session, student, visit
from signpost_bot.store.visits import read_visit


async def load_recipients(
    tx: Tx, seal: Seal, ids: Collection[StudentId]
) -> dict[StudentId, Recipient]:
    """Those that can be written to now; who has no address or never wrote is left out.

    Visits are those at the institution of their talk.
    """
    people = select(student.c.id, student.c.address).where(student.c.id.in_(ids))
    talks = select(session).where(session.c.student_id.in_(ids))
    sessions = {
        StudentId(row.student_id): read_session(row, seal) for row in await tx.execute(talks)
    }
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
        )
        for row in await tx.execute(people)
        if (stands := sessions.get(who := StudentId(row.id)))
        and (address := seal.open(row.address))
    }
