"""Spots: where each value stands of what somebody wrote, in a file or in a row of a sheet."""

from collections.abc import Hashable
from typing import Protocol

from signpost_bot.model.finding import Spot

Where = tuple[Hashable, ...]
"""The path to a value: keys and indexes."""


class Spots(Protocol):
    """What somebody wrote, and where each value of it stands: in a file, or in a row of a sheet."""

    @property
    def values(self) -> object:
        """The values as text, in lists and mappings."""

    def holds(self, where: Where) -> bool:
        """Whether there is such a value."""

    def spot(self, where: Where) -> Spot:
        """Where a value stands, or the nearest thing around it."""

    def spot_of_value(self, where: Where) -> Spot:
        """The same; but the name, where something hides what stands behind it."""

    def spot_inside(self, where: Where, part: str) -> Spot:
        """Where this part of a value stands."""

    def find_remark(self, where: Where, name: str) -> Spot | None:
        """Where a field of this part is written but does not count, if it is."""
