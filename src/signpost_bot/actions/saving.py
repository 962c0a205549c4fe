"""The next revision of a document, which keeps what the models made of texts that stay."""

from datetime import datetime

from signpost_bot.answering.index import texts_of
from signpost_bot.answering.offering_vectors import MADE_BY
from signpost_bot.model.document import DocumentKey
from signpost_bot.model.language import Document
from signpost_bot.model.offering import Offering
from signpost_bot.store import documents
from signpost_bot.store.database import Tx


async def save_next(
    tx: Tx,
    key: DocumentKey,
    before: Document | None,
    content: Document,
    *,
    author: str,
    note: str,
    now: datetime,
) -> int:
    """Save `content` after `before`, the newest; gives its number.

    While the texts are the same nothing is read again, and the offering is found as well as it was.
    """
    vectors = None
    if _says_the_same(before, content):
        vectors = (await documents.load_vectors(tx, key.institution, MADE_BY)).get(key.slug)
    return await documents.add_revision(
        tx, key, content, author=author, note=note, now=now, vectors=vectors, models=MADE_BY
    )


def _says_the_same(before: Document | None, after: Document) -> bool:
    if not (isinstance(before, Offering) and isinstance(after, Offering)):
        return False
    return texts_of(before) == texts_of(after)
