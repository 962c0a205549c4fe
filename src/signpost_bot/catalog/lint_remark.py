"""A remark of the lint about one place of a document, before anybody knows its line."""

from dataclasses import dataclass

from signpost_bot.catalog.lines import Lines
from signpost_bot.catalog.spots import Where
from signpost_bot.model.finding import Finding, Level


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is wrong where: a key of `words/` with its values."""

    where: Where
    key: str
    level: Level
    values: tuple[tuple[str, str], ...] = ()


def remark(where: Where, key: str, level: Level, **values: str) -> Remark:
    """A remark with its values in a fixed order."""
    return Remark(where=where, key=key, level=level, values=tuple(sorted(values.items())))


def to_finding(remark: Remark, lines: Lines) -> Finding:
    """The same with file, line and column."""
    spot = lines.spot(remark.where)
    return Finding(spot=spot, key=remark.key, values=remark.values, level=remark.level)
