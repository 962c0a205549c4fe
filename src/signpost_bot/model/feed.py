"""A feed: what a student took along from the web as a calendar to follow, and nothing of them."""

from dataclasses import dataclass
from datetime import date

from signpost_bot.model.language import Language


@dataclass(frozen=True, kw_only=True)
class Feed:
    """The times of these offerings (slugs), and the peaks of the year, up to and with `keep_to`.

    No student stands in it: who erases their talk keeps the calendar on their phone.
    """

    institution: str
    language: Language
    offerings: tuple[str, ...]
    keep_to: date
