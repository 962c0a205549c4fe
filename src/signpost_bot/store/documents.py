"""Catalog documents as revisions: the newest counts, nothing is overwritten."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, and_, func, insert, select, update

from signpost_bot.model.document import (
    NATIONWIDE,
    SCHEMAS,
    DocumentKey,
    DocumentKind,
    Revision,
)
from signpost_bot.model.language import Document
from signpost_bot.store.database import Tx
from signpost_bot.store.locks import lock
from signpost_bot.store.school_tables import approval, document


async def list_institutions(tx: Tx) -> tuple[str, ...]:
    """Slugs of all institutions that have a document, in order."""
    rows = await tx.execute(
        select(document.c.institution)
        .where(document.c.institution != NATIONWIDE)
        .distinct()
        .order_by(document.c.institution)
    )
    return tuple(row.institution for row in rows)


async def is_empty(tx: Tx) -> bool:
    """Whether nothing was ever saved; the national lines stay when every institution closed."""
    return (await tx.execute(select(document.c.id).limit(1))).first() is None


async def load_version(tx: Tx, institution: str) -> int:
    """A number that moves whenever anything in this institution's catalog is saved, approved, or
    read by the models afterwards."""
    # Not the highest id: ids are given out before the commit, so a lower one can come later.
    found = await tx.execute(
        select(func.count() + func.count(document.c.vectors))
        .select_from(document)
        .where(document.c.institution.in_((institution, NATIONWIDE)))
    )
    given = select(func.count()).where(approval.c.institution == institution)
    return int(found.scalar_one()) + int((await tx.execute(given)).scalar_one())


async def list_newest(tx: Tx, institution: str) -> tuple[Revision, ...]:
    """The newest revision of each document of an institution, by kind and slug."""
    newest = (
        select(document.c.kind, document.c.slug, func.max(document.c.revision).label("revision"))
        .where(document.c.institution == institution)
        .group_by(document.c.kind, document.c.slug)
        .subquery()
    )
    same = and_(
        document.c.institution == institution,
        document.c.kind == newest.c.kind,
        document.c.slug == newest.c.slug,
        document.c.revision == newest.c.revision,
    )
    rows = await tx.execute(
        select(document).join(newest, same).order_by(document.c.kind, document.c.slug)
    )
    return tuple(_revision(row) for row in rows)


async def find_newest(tx: Tx, key: DocumentKey) -> Revision | None:
    """The newest revision of one document; None when it was never saved."""
    asked = (
        select(document)
        .where(
            document.c.institution == key.institution,
            document.c.kind == key.kind.value,
            document.c.slug == key.slug,
        )
        .order_by(document.c.revision.desc())
        .limit(1)
    )
    row = (await tx.execute(asked)).first()
    return _revision(row) if row else None


async def load_vectors(tx: Tx, institution: str, models: str) -> dict[str, bytes]:
    """What these models made of the newest revision of each offering, by slug."""
    same = (document.c.institution == institution) & (
        document.c.kind == DocumentKind.OFFERING.value
    )
    newest = (
        select(document.c.slug, func.max(document.c.revision).label("revision"))
        .where(same)
        .group_by(document.c.slug)
        .subquery()
    )
    of_newest = and_(
        same, document.c.slug == newest.c.slug, document.c.revision == newest.c.revision
    )
    rows = await tx.execute(
        select(document.c.slug, document.c.vectors)
        .join(newest, of_newest)
        .where(document.c.models == models, document.c.vectors.is_not(None))
    )
    return {row.slug: row.vectors for row in rows}


async def add_revision(
    tx: Tx,
    key: DocumentKey,
    content: Document,
    *,
    author: str,
    note: str,
    now: datetime,
    vectors: bytes | None = None,
    models: str | None = None,
) -> int:
    """Save `content` as the next revision of `key`; returns its number, from 1. `vectors` are
    what `models` made of it."""
    await lock(tx, f"catalog:{key.institution}")
    found = await tx.execute(
        select(func.coalesce(func.max(document.c.revision), 0)).where(
            document.c.institution == key.institution,
            document.c.kind == key.kind,
            document.c.slug == key.slug,
        )
    )
    number = int(found.scalar_one()) + 1
    await tx.execute(
        insert(document).values(
            institution=key.institution,
            kind=key.kind.value,
            slug=key.slug,
            revision=number,
            body=content.model_dump_json(exclude_defaults=True),
            author=author,
            saved_at=now,
            note=note,
            vectors=vectors,
            models=models if vectors else None,
        )
    )
    return number


async def add_revisions(
    tx: Tx, contents: Mapping[DocumentKey, Document], *, author: str, note: str, now: datetime
) -> dict[DocumentKey, int]:
    """Save many at once, each as the next revision of its key; returns their numbers."""
    numbers: dict[DocumentKey, int] = {}
    for institution in sorted({key.institution for key in contents}):
        await lock(tx, f"catalog:{institution}")
        rows = await tx.execute(
            select(document.c.kind, document.c.slug, func.max(document.c.revision).label("newest"))
            .where(document.c.institution == institution)
            .group_by(document.c.kind, document.c.slug)
        )
        newest = {(row.kind, row.slug): row.newest for row in rows}
        for key in contents:
            if key.institution == institution:
                numbers[key] = newest.get((key.kind.value, key.slug), 0) + 1
    rows_to_add = [
        {
            "institution": key.institution,
            "kind": key.kind.value,
            "slug": key.slug,
            "revision": numbers[key],
            "body": content.model_dump_json(exclude_defaults=True),
            "author": author,
            "saved_at": now,
            "note": note,
        }
        for key, content in contents.items()
    ]
    if rows_to_add:
        await tx.execute(insert(document), rows_to_add)
    return numbers


async def list_without_vectors(tx: Tx, institution: str, models: str) -> tuple[Revision, ...]:
    """The newest revisions of offerings that these models have not read yet."""
    made = await load_vectors(tx, institution, models)
    return tuple(
        revision
        for revision in await list_newest(tx, institution)
        if revision.key.kind is DocumentKind.OFFERING and revision.key.slug not in made
    )


async def save_vectors(tx: Tx, made: Sequence[tuple[Revision, bytes]], models: str) -> None:
    """Keep with each of these revisions what the models made of it."""
    for revision, vectors in made:
        key = revision.key
        await tx.execute(
            update(document)
            .where(
                document.c.institution == key.institution,
                document.c.kind == key.kind.value,
                document.c.slug == key.slug,
                document.c.revision == revision.number,
            )
            .values(vectors=vectors, models=models)
        )


def _revision(row: Row[tuple[object, ...]]) -> Revision:
    kind = DocumentKind(row.kind)
    return Revision(
        key=DocumentKey(institution=row.institution, kind=kind, slug=row.slug),
        number=row.revision,
        content=SCHEMAS[kind].model_validate_json(row.body),
        author=row.author,
        saved_at=row.saved_at,
        note=row.note,
    )
