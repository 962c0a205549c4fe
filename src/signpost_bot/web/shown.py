"""What a page of a one-time link says; whoever makes such links makes it."""

from typing import Protocol

from signpost_bot.model.language import Language


class Shown(Protocol):
    """What a page says, in paragraphs. A `button` sends `token` back; without one there is
    nothing to press."""

    @property
    def text(self) -> str:
        """The words; the first paragraph is the heading."""

    @property
    def language(self) -> Language:
        """The language they are in."""

    @property
    def button(self) -> str:
        """What stands on the button; empty for none."""

    @property
    def token(self) -> str:
        """What the button sends."""
