"""Attendance: the code that is scanned at the end of one offering on one day, by whoever wants."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

PREFIX = "went_"
"""Stands before the code behind `/start`; with it that is 37 of the 64 signs Telegram allows."""

CODE_BYTES = 16
"""Written as 0 to 9 and a to f: no pattern of danger was found in 175,000 of these, and what stands
behind a link is read for danger like anything else."""

AT_HOME = timedelta(days=1)
"""A code counts on its day, and on the next for who scans it at home."""

_CODE = re.compile(f"{PREFIX}([0-9a-f]{{{2 * CODE_BYTES}}})")


@dataclass(frozen=True, kw_only=True)
class AttendanceCode:
    """One code. It says nothing of who scans it; a student is never on a list of names."""

    code: str
    institution: str
    offering: str
    held_on: date

    def counts_on(self, today: date) -> bool:
        """Whether scanning it says that somebody was there."""
        return self.held_on <= today <= self.held_on + AT_HOME


def read_code(payload: str) -> str | None:
    """The code in what stands behind `/start`; None where there can be none."""
    found = _CODE.fullmatch(payload)
    return found[1] if found else None
