"""Offerings that student authors drafted: whose they are, and which wait for staff."""

from dataclasses import dataclass, field

from signpost_bot.model.document import DocumentKey, Revision
from signpost_bot.model.offering import Offering, State
from signpost_bot.model.staff import Staff
from signpost_bot.store import documents, history
from signpost_bot.store.database import Tx

NOTE = "drafted"
"""The note of what a student author saves. Only the desk writes it, and only for them: a draft of a
colleague who has, or had, the same name is not taken for theirs."""


@dataclass(frozen=True, kw_only=True)
class WaitingOffering:
    """A draft of a student author, in its newest revision; staff may have changed it since."""

    revision: Revision
    offering: Offering
    author: str = field(repr=False)


async def is_own_draft(tx: Tx, member: Staff, key: DocumentKey) -> bool:
    """Whether this student author made it, and nobody ever made more of it than a draft: what
    students saw once is of those who published it, also when they take it back."""
    old = await history.list_revisions(tx, key)
    if not old or old[0].note != NOTE or old[0].author != member.name:
        return False
    return all(one.body.get("state") == State.DRAFT for one in old)


async def list_waiting(tx: Tx, institution: str) -> tuple[WaitingOffering, ...]:
    """The drafts of all student authors, also of those who left, by slug."""
    makers = await history.list_makers(tx, institution, NOTE)
    if not makers:
        return ()
    return tuple(
        WaitingOffering(revision=one, offering=one.content, author=makers[one.key.slug])
        for one in await documents.list_newest(tx, institution)
        if isinstance(one.content, Offering)
        and one.key.slug in makers
        and one.content.state is State.DRAFT
    )
