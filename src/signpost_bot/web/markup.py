"""Texts as HTML: everything is escaped, and bold words between ** become bold."""

import re

from markupsafe import Markup, escape

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
ADDRESS = re.compile(r"(https://[^\s<>\"']*[^\s<>\"'.,;:!?)])")
PHONE = re.compile(r"\+?[0-9][0-9 -]{1,18}[0-9]")
"""112, 113, 0800-0188: how an escaped text still has them."""


def to_html(text: str) -> Markup:
    """Escaped, with the bold words in `<strong>`; line breaks are kept by the stylesheet."""
    return Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(text))))


def to_html_with_links(text: str) -> Markup:
    """The same, with web addresses and bold phone numbers to tap. An address ends before the full
    stop or comma of its sentence."""
    html = BOLD.sub(_bold, str(escape(text)))
    return Markup(
        ADDRESS.sub(r'<a href="\1" target="_blank" rel="noreferrer noopener">\1</a>', html)
    )


def _bold(found: re.Match[str]) -> str:
    said = found[1]
    if not PHONE.fullmatch(said):
        return f"<strong>{said}</strong>"
    return f'<strong><a href="tel:{said.replace("-", "").replace(" ", "")}">{said}</a></strong>'


def to_plain(text: str) -> str:
    """The bare words, for the title of a page."""
    return BOLD.sub(r"\1", text)


def to_paragraphs(text: str) -> list[str]:
    """The parts between empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
