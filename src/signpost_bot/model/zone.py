"""A time zone: a name that the time zone database knows."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator

# It looks through a tree of files, which takes 18 ms, and an institution is read on every page.
_list_zones = cache(available_timezones)


def _known_zone(name: str) -> str:
    if name not in _list_zones():
        raise ValueError("unknown_zone")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
"""The name of a time zone, such as Europe/Amsterdam."""
