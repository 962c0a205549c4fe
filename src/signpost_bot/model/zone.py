"""A time zone: a name that the time zone database knows."""

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("unknown_zone")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
"""The name of a time zone, such as Europe/Amsterdam."""
