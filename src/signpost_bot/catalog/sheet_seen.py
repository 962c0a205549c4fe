"""Whether a row of a sheet says anything new, and takes back what was saved since it was made."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from signpost_bot.catalog.sheet_columns import Known
from signpost_bot.catalog.sheet_reading import SheetOffering, read_offerings
from signpost_bot.catalog.sheet_table import Table
from signpost_bot.model.document import Revision
from signpost_bot.model.offering import Offering


def is_untouched(row: SheetOffering, table: Table, held: Revision, known: Known) -> bool:
    """Whether a row of the table changes nothing in the revision that it `held`: then nobody
    touched it, and what others saved since can stay."""
    alone = [one for one in table.rows[1:] if one.number == row.row]
    read = read_offerings(replace(table, rows=(table.rows[0], *alone)), {row.key.slug: held}, known)
    return any(one.content == held.content for one in read.offerings)


def holds_what_was_saved(row: Offering, held: Offering, newest: Offering) -> bool:
    """Whether every value that was changed since the revision that the row `held` stands like
    that in the row.

    So whoever imports a sheet can go on in it, and nobody's edit gets lost, whoever made it. A
    value that differs again can be a second thought or an old sheet: nothing tells them apart.
    """
    mine, before, since = (dict(_values(one)) for one in map(_dump, (row, held, newest)))
    changed = [where for where in before | since if before.get(where) != since.get(where)]
    return all(mine.get(where) == since.get(where) for where in changed)


def _dump(offering: Offering) -> Mapping[str, object]:
    """As a revision is kept."""
    return offering.model_dump(mode="json", exclude_defaults=True)


def _values(
    body: Mapping[str, object], around: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every value of a document with its path; a list is one value."""
    for name, value in body.items():
        if isinstance(value, Mapping):
            yield from _values(value, (*around, name))
        else:
            yield (*around, name), value
