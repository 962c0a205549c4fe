"""Which revision of each document a folder of files last held: by an apply or an export."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import delete, insert, select

from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import seen_revision


async def load_seen(tx: Tx, folder: Path) -> dict[DocumentKey, int]:
    """The number of the revision that this folder last held, for each document it ever held."""
    rows = await tx.execute(select(seen_revision).where(seen_revision.c.folder == _name(folder)))
    return {
        DocumentKey(
            institution=row.institution, kind=DocumentKind(row.kind), slug=row.slug
        ): row.revision
        for row in rows
    }


async def save_seen(tx: Tx, folder: Path, seen: Mapping[DocumentKey, int]) -> None:
    """From now on this is what the folder last held."""
    await tx.execute(delete(seen_revision).where(seen_revision.c.folder == _name(folder)))
    rows = [
        {
            "folder": _name(folder),
            "institution": key.institution,
            "kind": key.kind.value,
            "slug": key.slug,
            "revision": number,
        }
        for key, number in seen.items()
    ]
    if rows:
        await tx.execute(insert(seen_revision), rows)


def _name(folder: Path) -> str:
    # A path can carry somebody's name, and is not needed: only whether it is the same one.
    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
