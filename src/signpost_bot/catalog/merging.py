"""Two edits of one offering as one: what each side changed, and where both did."""

from dataclasses import dataclass

from signpost_bot.model.offering import Offering

TOGETHER = ("join", "link", "contact", "seats")
"""How one takes part: these lean on each other, so they are taken from one side as one. Taken one
by one, two offerings that can be joined could become one that cannot."""


@dataclass(frozen=True, kw_only=True)
class Merge:
    """`merged` has what either side changed; `taken_over` names the fields that only they changed,
    `clashes` those that both changed, each to something else: there it says what I say."""

    merged: Offering
    taken_over: tuple[str, ...]
    clashes: tuple[str, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether `merged` says exactly what I typed: there is nothing to tell me."""
        return not (self.taken_over or self.clashes)


def merge(base: Offering | None, mine: Offering, theirs: Offering) -> Merge:
    """My edit and theirs, both made from `base`, field by field.

    When nobody knows what mine was made from, every difference is a clash.
    """
    differing = differing_fields(mine, theirs)
    if base is None:
        return Merge(merged=mine, taken_over=(), clashes=differing)
    touched = _whole(differing_fields(base, mine))
    taken_over = tuple(name for name in differing if name not in touched)
    changed_there = _whole(differing_fields(base, theirs))
    clashes = tuple(name for name in differing if name in touched and name in changed_there)
    update = {name: getattr(theirs, name) for name in taken_over}
    return Merge(merged=mine.model_copy(update=update), taken_over=taken_over, clashes=clashes)


def differing_fields(one: Offering, other: Offering) -> tuple[str, ...]:
    """The top-level fields in which two offerings differ, in the order of the schema."""
    names = type(one).model_fields
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def _whole(names: tuple[str, ...]) -> frozenset[str]:
    """With one field of a group the whole group counts as touched."""
    return frozenset((*names, *(TOGETHER if set(names) & set(TOGETHER) else ())))
