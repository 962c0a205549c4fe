"""One revision as a row of the history of an offering: who, when, and what changed in words."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from signpost_bot.actions.editing import offering_of
from signpost_bot.actions.revisions import undone_to
from signpost_bot.catalog.changes import Change, list_changes
from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.desk.saying import say_author, say_moment
from signpost_bot.model.document import Revision
from signpost_bot.model.language import Language
from signpost_bot.store.history import OldRevision
from signpost_bot.texts import say

Read = tuple[OldRevision, Revision | None]
"""A revision as it was saved, and as a document; None when it fits the schema no more."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A revision on the page. `remark` says what no change can say, such as that it was the first;
    `can_be_shown` is whether its card can be made."""

    number: int
    author: str
    when: str
    remark: str
    changes: tuple[Change, ...]
    can_be_shown: bool


def say_row(was: Read | None, now: Read, known: Known, tz: ZoneInfo, language: Language) -> Row:
    """A revision beside the one before it; None for the first."""
    old, revision = now
    before = was[1] if was else None
    changes: tuple[Change, ...] = ()
    if before and revision:
        changes = list_changes(offering_of(before), offering_of(revision), language, known)
    return Row(
        number=old.number,
        author=say_author(old.author, language),
        when=say_moment(old.saved_at, tz, language),
        remark=_remark(was, now, is_changed=bool(changes), language=language),
        changes=changes,
        can_be_shown=revision is not None,
    )


def _remark(was: Read | None, now: Read, *, is_changed: bool, language: Language) -> str:
    old, revision = now
    if revision is None:
        return say("saving.cannot_be_shown", language)
    if was is None:
        return say("saving.first", language)
    if was[1] is None:
        return say("saving.cannot_be_compared", language)
    if (number := undone_to(old)) is not None:
        return say("saving.went_back", language, number=number)
    return "" if is_changed else say("saving.no_changes", language)
