"""A profile: what a student chose to tell of themselves, so that answers suit them better."""

from dataclasses import dataclass
from datetime import date

LAST_YEAR = 5
"""The fifth year and all later ones are told as one."""


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
