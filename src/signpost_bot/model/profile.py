"""A profile: what a student chose to tell of themselves, so that answers suit them better."""

from dataclasses import dataclass

LAST_YEAR = 5
"""The fifth year and all later ones are told as one."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything may stay unknown. `campus` and `programme` are slugs of the student's own
    institution; in another one a profile means nothing."""

    year: int | None = None
    campus: str | None = None
    programme: str | None = None
    international: bool | None = None
    wants_online: bool | None = None
