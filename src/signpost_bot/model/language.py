"""The two languages of the bot, and words that stand in both."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$")]


class Language(StrEnum):
    """A language a student can choose."""

    NL = "nl"
    EN = "en"


class Document(BaseModel):
    """What every catalog document has in common: frozen, and no unknown keys."""

    # The line below a field says what it is for, in the code and in the printed schema alike.
    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True
    )


class Both(Document):
    """The same words in both languages."""

    nl: Words
    """In Dutch."""
    en: Words
    """In English."""

    def text(self, language: Language) -> str:
        """The words in one language."""
        return self.nl if language is Language.NL else self.en


class Spoken(Document):
    """Things people say, per language; either side may be empty."""

    nl: tuple[Words, ...] = ()
    """In Dutch."""
    en: tuple[Words, ...] = ()
    """In English."""
