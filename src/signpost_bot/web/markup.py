"""Texts as HTML: everything is escaped, and bold words between ** become bold."""

import re

from markupsafe import Markup, escape

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def to_html(text: str) -> Markup:
    """Escaped, with the bold words in `<strong>`; line breaks are kept by the stylesheet."""
    return Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(text))))


def to_plain(text: str) -> str:
    """The bare words, for the title of a page."""
    return BOLD.sub(r"\1", text)


def to_paragraphs(text: str) -> list[str]:
    """The parts between empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
