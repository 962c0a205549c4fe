"""Whether a row of a sheet takes back what was saved since it was made: if not, it may be saved."""

from collections.abc import Iterator, Mapping

from signpost_bot.model.offering import Offering


def holds_what_was_saved(row: Offering, made_from: Mapping[str, object], newest: Offering) -> bool:
    """Whether every value that was changed since the revision it was `made_from` stands like that
    in the row.

    So whoever imports a sheet can go on in it, and nobody's edit gets lost, whoever made it. A
    value that differs again can be a second thought or an old sheet: nothing tells them apart.
    """
    mine, before, since = (dict(_values(one)) for one in (_dump(row), made_from, _dump(newest)))
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
