"""New texts of offerings read by the models, after they were saved: nobody waits for it."""

import asyncio

from signpost_bot.answering.offering_vectors import MADE_BY, make_vectors
from signpost_bot.model.document import Revision
from signpost_bot.model.offering import Offering
from signpost_bot.store import documents
from signpost_bot.store.database import Database

AT_ONCE = 25
"""After each so many they are kept, and every process rebuilds that catalog."""


async def read_new_offerings(database: Database) -> int:
    """Let the models read every offering they have not read; returns how many they did.

    0.1 s an offering, 1.5 s on a busy machine, outside any transaction. Until then an offering
    is found by its words and needs. Stopping halfway loses nothing; without models nothing is done.
    """
    async with database.transaction() as tx:
        institutions = await documents.list_institutions(tx)
    done = 0
    for institution in institutions:
        async with database.transaction() as tx:
            new = await documents.list_without_vectors(tx, institution, MADE_BY)
        for start in range(0, len(new), AT_ONCE):
            made = await asyncio.to_thread(_read, new[start : start + AT_ONCE])
            if not made:
                return done
            async with database.transaction() as tx:
                await documents.save_vectors(tx, made, MADE_BY)
            done += len(made)
    return done


def _read(revisions: tuple[Revision, ...]) -> list[tuple[Revision, bytes]]:
    return [
        (revision, vectors)
        for revision in revisions
        if isinstance(revision.content, Offering)
        and (vectors := make_vectors(revision.content)) is not None
    ]
