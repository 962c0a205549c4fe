"""Links of staff: kept as a hash, spent by opening, and gone when they are too old."""

from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select

from signpost_bot.model.staff import Purpose, StaffId, StaffLink
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import staff_link
from signpost_bot.store.sealing import Seal


async def add_link(tx: Tx, seal: Seal, token_hash: str, link: StaffLink, now: datetime) -> None:
    """Keep a link until it is spent; those that are too old by `now` go."""
    await tx.execute(delete(staff_link).where(staff_link.c.expires_at <= now))
    await tx.execute(
        insert(staff_link).values(
            token_hash=token_hash,
            staff_id=link.staff_id,
            purpose=link.purpose.value,
            # One column: what is still right is this offering in this revision.
            slug=f"{link.slug}@{link.revision}" if link.slug else None,
            mail=seal.close(link.mail),
            expires_at=link.expires_at,
        )
    )


async def find_link(tx: Tx, seal: Seal, token_hash: str, now: datetime) -> StaffLink | None:
    """The link, still good; it is not spent by looking."""
    found = await tx.execute(select(staff_link).where(_is_good(token_hash, now)))
    row = found.first()
    return _link(row, seal) if row else None


async def spend_link(tx: Tx, seal: Seal, token_hash: str, now: datetime) -> StaffLink | None:
    """The link, and it never works again. Of two who open it at once one gets None."""
    found = await tx.execute(
        delete(staff_link).where(_is_good(token_hash, now)).returning(staff_link)
    )
    row = found.first()
    return _link(row, seal) if row else None


async def remove_links(tx: Tx, staff_id: StaffId, *purposes: Purpose) -> None:
    """Earlier links of these purposes no longer work."""
    same = staff_link.c.purpose.in_([purpose.value for purpose in purposes])
    await tx.execute(delete(staff_link).where(staff_link.c.staff_id == staff_id, same))


def _is_good(token_hash: str, now: datetime) -> ColumnElement[bool]:
    return and_(staff_link.c.token_hash == token_hash, staff_link.c.expires_at > now)


def _link(row: Row[tuple[object, ...]], seal: Seal) -> StaffLink:
    slug, _, revision = (row.slug or "").partition("@")
    return StaffLink(
        staff_id=StaffId(row.staff_id),
        purpose=Purpose(row.purpose),
        expires_at=row.expires_at,
        slug=slug,
        revision=int(revision or 0),
        mail=seal.open(row.mail),
    )
