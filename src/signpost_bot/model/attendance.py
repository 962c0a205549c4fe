"""Attendance: the code that is scanned at the end of one offering on one day, by whoever wants."""

from dataclasses import dataclass
from datetime import date

PREFIX = "went_"
"""Stands before the code behind `/start`; with it that is 37 of the 64 signs Telegram allows."""


@dataclass(frozen=True, kw_only=True)
class AttendanceCode:
    """One code. It says nothing of who scans it; a student is never on a list of names."""

    code: str
    institution: str
    offering: str
    held_on: date
