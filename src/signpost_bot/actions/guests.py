"""Guests: who may talk to an institution in trial and hears it first; nobody else does."""

from signpost_bot.model.institution import Institution
from signpost_bot.store import staff
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal


async def guests_of(
    tx: Tx, seal: Seal, institution: Institution, listed: frozenset[str] | None
) -> frozenset[str] | None:
    """The addresses of its guests: those on the list, and its own staff in the chat that they tied
    to themselves. None is everybody: it is not in trial, or no list is kept at all."""
    if listed is None or not institution.is_in_trial:
        return None
    tied = await staff.list_addresses(tx, seal, institution.slug)
    return listed | {one.chat for one in tied.values() if one.chat}
