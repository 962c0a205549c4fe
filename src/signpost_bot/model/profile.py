"""A profile: what a student chose to tell of themselves, so that answers suit them better."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LAST_YEAR = 5
"""The fifth year and all later ones are told as one."""

EARLIER = date(2000, 1, 1)
"""Kept as the day of who began before the starts that can be chosen: so long ago that no message
counts from it."""


class ProfileField(StrEnum):
    """What a student may tell, as the fields of a profile are called. Of two that would help as
    much, the first here is asked first."""

    YEAR = "year"
    PROGRAMME = "programme"
    CAMPUS = "campus"
    INTERNATIONAL = "international"
    BEGAN_ON = "began_on"
    MENTOR = "mentor"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything may stay unknown. `campus` and `programme` are slugs of the student's own
    institution; in another one a profile means nothing. `began_on` is the day they began there,
    `mentor` the offering with their own mentor or SLB'er, whom they chose themselves (R8)."""

    year: int | None = None
    campus: str | None = None
    programme: str | None = None
    international: bool | None = None
    wants_online: bool | None = None
    began_on: date | None = None
    mentor: str | None = None

    def tells(self, field: ProfileField) -> bool:
        """Whether this is known."""
        return getattr(self, field) is not None
