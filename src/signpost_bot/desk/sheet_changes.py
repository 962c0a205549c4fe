"""What a sheet changes, row by row, as a page shows it."""

from dataclasses import dataclass
from datetime import datetime

from signpost_bot.actions.sheets import ImportedSheet
from signpost_bot.calendar import say_date
from signpost_bot.catalog.comparing import Pair
from signpost_bot.catalog.read_back import read_back
from signpost_bot.catalog.sheet_cells import write_cells
from signpost_bot.catalog.sheet_reading import SheetOffering
from signpost_bot.desk.saying import say_author
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row: the offering, the columns that change, how its moments were read; and who saved it
    since the sheet was made, and when."""

    row: int
    slug: str
    title: str
    is_new: bool
    headers: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    author: str = ""
    saved_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The rows that change something, those that somebody else changed since (`unseen` would be
    undone, `behind` stays as it is), those that are not theirs, and how many say the same."""

    changed: tuple[Change, ...]
    unseen: tuple[Change, ...]
    behind: tuple[Change, ...]
    not_theirs: tuple[Change, ...]
    same: int


def list_changes(done: ImportedSheet, now: datetime, language: Language) -> Changes:
    """The piles of an import in words."""

    def changed(old: Offering, new: Offering) -> tuple[str, ...]:
        before, after = (write_cells(one, 0, language, done.known) for one in (old, new))
        return tuple(
            column.header(language) for column, cell in after.items() if before[column] != cell
        )

    def describe(pair: Pair[SheetOffering]) -> Change:
        old = pair.saved.content if pair.saved else None
        saved_on = pair.saved.saved_at.astimezone(done.school.tz).date() if pair.saved else None
        return Change(
            row=pair.file.row,
            slug=pair.file.key.slug,
            title=pair.file.content.title.text(language),
            is_new=old is None,
            headers=changed(old, pair.file.content) if isinstance(old, Offering) else (),
            moments=tuple(read_back(pair.file.content, old, done.school, now, language)),
            author=say_author(pair.saved.author, language) if pair.saved else "",
            saved_on=say_date(saved_on, language) if saved_on else "",
        )

    found = done.found
    return Changes(
        changed=tuple(map(describe, found.changed)),
        unseen=tuple(map(describe, found.unseen)),
        behind=tuple(map(describe, found.behind)),
        not_theirs=tuple(map(describe, done.not_theirs)),
        same=len(found.same),
    )
