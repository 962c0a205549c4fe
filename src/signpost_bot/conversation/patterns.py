"""Patterns for what people type, from a YAML file of ours, put together from named pieces."""

import re
from collections.abc import Mapping

from signpost_bot.texts import read_packaged


def read_patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """One pattern for each kind in `conversation/<name>`. `<name>` is a piece that came before;
    the pieces `start` and `end`, if there are any, stand around every pattern."""
    kinds = read_packaged("conversation", name)
    pieces: dict[str, str] = {}
    for piece, text in kinds.pop("pieces").items():
        pieces[piece] = _fill(text, pieces)
    start, end = pieces.get("start", ""), pieces.get("end", "")
    return {
        kind: re.compile(f"{start}(?:{'|'.join(_fill(row, pieces) for row in rows)}){end}")
        for kind, rows in kinds.items()
    }


def _fill(text: str, pieces: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda found: pieces[found[1]], text)
