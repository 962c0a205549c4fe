"""What became of one document: its revisions as they were saved, whatever the schema is now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import document


@dataclass(frozen=True, kw_only=True)
class OldRevision:
    """A revision with its body as it was written then; it may not fit the schema of today."""

    number: int
    author: str
    saved_at: datetime
    note: str
    body: Mapping[str, object]


async def list_keys(tx: Tx) -> tuple[DocumentKey, ...]:
    """Every document that was ever saved, in order."""
    columns = (document.c.institution, document.c.kind, document.c.slug)
    rows = await tx.execute(select(*columns).distinct().order_by(*columns))
    return tuple(
        DocumentKey(institution=row.institution, kind=DocumentKind(row.kind), slug=row.slug)
        for row in rows
    )


async def list_revisions(tx: Tx, key: DocumentKey) -> tuple[OldRevision, ...]:
    """All revisions of a document, the oldest first."""
    rows = await tx.execute(
        select(document)
        .where(
            document.c.institution == key.institution,
            document.c.kind == key.kind.value,
            document.c.slug == key.slug,
        )
        .order_by(document.c.revision)
    )
    return tuple(
        OldRevision(
            number=row.revision,
            author=row.author,
            saved_at=row.saved_at,
            note=row.note,
            body=json.loads(row.body),
        )
        for row in rows
    )


async def list_makers(tx: Tx, institution: str, note: str) -> Mapping[str, str]:
    """Who made the offerings whose first revision has this note, by slug."""
    rows = await tx.execute(
        select(document.c.slug, document.c.author).where(
            document.c.institution == institution,
            document.c.kind == DocumentKind.OFFERING.value,
            document.c.revision == 1,
            document.c.note == note,
        )
    )
    return {row.slug: row.author for row in rows}
