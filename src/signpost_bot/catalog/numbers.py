"""The two national numbers that have to be right: one wrong digit could cost a life."""

from signpost_bot.catalog.lines import Lines
from signpost_bot.catalog.spots import Where
from signpost_bot.model.finding import Finding
from signpost_bot.model.national import National

NUMBERS = {"112": ("112",), "113": ("113", "0800-0113")}
"""The slug of a line, and what its phone may be."""


def check_numbers(national: National, lines: Lines) -> list[Finding]:
    """112 and 113 have to be there, each with its own number."""
    return [found for slug in NUMBERS for found in _check(slug, national, lines)]


def _check(slug: str, national: National, lines: Lines) -> list[Finding]:
    for i, line in enumerate(national.lines):
        at: Where = ("lines", i)
        if line.slug == slug and line.phone is None:
            hidden = lines.find_remark(at, "phone")
            values = (("name", slug),)
            return [Finding(spot=hidden or lines.spot(at), key="files.line_missing", values=values)]
        if line.slug == slug:
            right = line.phone in NUMBERS[slug]
            return [] if right else [_finding(lines, (*at, "phone"), "wrong_number", slug)]
        if line.phone in NUMBERS[slug]:  # it is there, under another name
            return [_finding(lines, (*at, "slug"), "line_missing", slug)]
    return [_finding(lines, ("lines",), "line_missing", slug)]


def _finding(lines: Lines, where: Where, key: str, slug: str) -> Finding:
    return Finding(spot=lines.spot(where), key=f"files.{key}", values=(("name", slug),))
