"""Who saved something, and when, in the words of the desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from signpost_bot.model.language import Language
from signpost_bot.texts import say

_NOBODY = {"files": "saving.by_files", "unknown": "saving.by_unknown"}
"""What stands where a name would: the files filled the database, or a command ran as nobody."""


def say_author(author: str, language: Language) -> str:
    """A name as it is, or what it means where nobody is named."""
    return say(_NOBODY[author], language) if author in _NOBODY else author


def say_moment(moment: datetime, tz: ZoneInfo, language: Language) -> str:
    """ "dinsdag 24 november 2026, 10:00"."""
    return format_datetime(moment.astimezone(tz), "EEEE d MMMM y, HH:mm", locale=language.value)
