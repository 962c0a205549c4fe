"""A simulated year as an SVG picture: students as rows, weeks as columns, periods behind them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from signpost_bot.calendar import say_date, say_days, say_moment_of, say_month
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period, PeriodKind
from signpost_bot.model.language import Language
from signpost_bot.model.outbox import OutboxKind
from signpost_bot.model.persona import Persona
from signpost_bot.model.simulated import Decision, SimulatedMessage
from signpost_bot.simulation.telling import monday_of, say_reason, say_what
from signpost_bot.texts import say

LEFT, TOP, WEEK, BELOW, MARK = 110, 52, 20, 48, 5
"""Pixels: the names, the months, a week, the legend, and half a mark."""

APART, FEWEST = 2 * MARK + 3, 3
"""From one mark to the next in the same week, and how many of them every row has room for."""

SHADED = (
    PeriodKind.INTRODUCTION,
    PeriodKind.EXAMS,
    PeriodKind.RESITS,
    PeriodKind.DEADLINE,
    PeriodKind.HOLIDAY,
)
"""What stands behind the marks; teaching is what is left white."""

STYLE = """
svg { font-family: system-ui, sans-serif; font-size: 12px; background: #fff; }
text { fill: #1c1c1c; } .line { stroke: #8a8a8a; stroke-width: 1; } .small { font-size: 10px; }
.introduction { fill: #d9efd8; } .exams { fill: #ffdcc2; } .resits { fill: #ffeec2; }
.deadline { fill: #f6c9d6; } .holiday { fill: #d6e6fa; }
.nudge { fill: #0b5cad; } .checkin { fill: #7a2d86; } .reminder { fill: #1d6b3a; }
.drop { stroke: #a3262a; stroke-width: 2; fill: none; }
@media (prefers-color-scheme: dark) {
svg { background: #16181d; } text { fill: #ececec; } .line { stroke: #7c828c; }
.introduction { fill: #23402a; } .exams { fill: #5a3315; } .resits { fill: #4e4113; }
.deadline { fill: #5b2336; } .holiday { fill: #1f3a5f; }
.nudge { fill: #8cc4ff; } .checkin { fill: #e3a8ee; } .reminder { fill: #86dba4; }
.drop { stroke: #ff9a94; }
}
"""
"""Light and dark; each mark has a shape of its own too, so that colour is never needed."""


def to_svg(
    personas: Sequence[Persona],
    messages: Sequence[SimulatedMessage],
    catalog: Catalog,
    first: date,
    last: date,
    language: Language,
) -> bytes:
    """The picture as a file: with a title and a description for who hears it."""
    start = first - timedelta(days=first.weekday())
    weeks = (last - start).days // 7 + 1
    row = _height_of_row(messages, catalog)
    width, rows = LEFT + weeks * WEEK + 10, len(personas) * row
    height = TOP + rows + BELOW
    named = {"role": "img", "aria-labelledby": "title about", "viewBox": f"0 0 {width} {height}"}
    size = {"width": str(width), "height": str(height)}
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **named, **size})
    _describe(svg, personas, messages, catalog, first, last, language)
    SubElement(svg, "style").text = STYLE
    for period in _shaded(catalog, start, last):
        _add_period(svg, period, start, last, rows, language)
    _add_months(svg, start, last, rows, language)
    for i, persona in enumerate(personas):
        _add_line(svg, TOP + i * row, weeks)
        _write(svg, 8, TOP + (i + 0.5) * row + 4, persona.slug)
        of_them = [one for one in messages if one.student == persona.slug]
        _add_marks(svg, TOP + i * row, of_them, catalog, start, language)
    _add_line(svg, TOP + rows, weeks)
    _add_legend(svg, TOP + rows + 28, {one.kind for one in _shaded(catalog, start, last)}, language)
    indent(svg)
    whole: bytes = tostring(svg, encoding="utf-8", xml_declaration=True)
    return whole


def _height_of_row(messages: Sequence[SimulatedMessage], catalog: Catalog) -> int:
    """As high as the fullest week of a student asks for, and the same for all."""
    weeks = Counter((one.student, monday_of(one, catalog)) for one in messages)
    return APART * max([FEWEST, *weeks.values()]) + MARK


def _describe(
    svg: Element,
    personas: Sequence[Persona],
    messages: Sequence[SimulatedMessage],
    catalog: Catalog,
    first: date,
    last: date,
    language: Language,
) -> None:
    school = catalog.institution.name.text(language)
    days = {"first": say_date(first, language), "last": say_date(last, language)}
    title = say("year.picture_title", language, school=school, **days)
    SubElement(svg, "title", id="title").text = title
    counts = []
    for persona in personas:
        theirs = [one.decision for one in messages if one.student == persona.slug]
        sent, dropped = theirs.count(Decision.SEND), theirs.count(Decision.DROP)
        values = {"slug": persona.slug, "sent": sent, "dropped": dropped}
        counts.append(say("year.picture_counts", language, **values))
    about = say("year.picture_about", language, counts="; ".join(counts))
    SubElement(svg, "desc", id="about").text = about


def _shaded(catalog: Catalog, first: date, last: date) -> list[Period]:
    periods = catalog.calendar.periods if catalog.calendar else ()
    return [
        one
        for one in periods
        if one.kind in SHADED and one.first_on <= last and one.last_on >= first
    ]


def _x(day: date, start: date) -> float:
    return LEFT + (day - start).days * WEEK / 7


def _add_period(
    svg: Element, period: Period, start: date, last: date, rows: int, language: Language
) -> None:
    left = _x(max(period.first_on, start), start)
    right = _x(min(period.last_on, last) + timedelta(days=1), start)
    sides = {"x": f"{left:.1f}", "width": f"{right - left:.1f}", "y": str(TOP), "height": str(rows)}
    band = SubElement(svg, "rect", sides | {"class": period.kind.value})
    days = say_days(period.first_on, period.last_on, language)
    SubElement(band, "title").text = f"{period.title.text(language)}: {days}"


def _add_months(svg: Element, start: date, last: date, rows: int, language: Language) -> None:
    _write(svg, 8, TOP - 6, say("year.week_short", language), "small")
    day = start
    while day <= last:
        if day.day == 1:
            x = f"{_x(day, start):.1f}"
            sides = {"x1": x, "x2": x, "y1": str(TOP - 18), "y2": str(TOP + rows)}
            SubElement(svg, "line", sides | {"class": "line", "stroke-dasharray": "1 4"})
            _write(svg, _x(day, start) + 4, TOP - 24, say_month(day, language))
        if day.weekday() == 0 and day.isocalendar().week % 4 == 0:
            _write(svg, _x(day, start) + 2, TOP - 6, str(day.isocalendar().week), "small")
        day += timedelta(days=1)


def _add_line(svg: Element, y: int, weeks: int) -> None:
    sides = {"x1": "0", "x2": str(LEFT + weeks * WEEK), "y1": str(y), "y2": str(y)}
    SubElement(svg, "line", sides | {"class": "line"})


def _add_marks(
    svg: Element,
    top: int,
    messages: Sequence[SimulatedMessage],
    catalog: Catalog,
    start: date,
    language: Language,
) -> None:
    """Those of one week stand below each other."""
    weeks: dict[date, int] = defaultdict(int)
    for one in messages:
        monday = monday_of(one, catalog)
        y = top + MARK + 5 + weeks[monday] * APART
        weeks[monday] += 1
        mark = _mark(svg, one.kind, one.decision, _x(monday, start) + WEEK / 2, y)
        when = say_moment_of(one.at, catalog.institution.tz, language)
        said = f"{one.student}, {when}: {say_what(one, language)}"
        reason = say_reason(one, language)
        words = f"{said} ({reason})" if reason else f"{said}\n{one.text}"
        SubElement(mark, "title").text = words


def _mark(svg: Element, kind: OutboxKind, decision: Decision, x: float, y: float) -> Element:
    if decision is Decision.DROP:
        cross = f"M{x - 4} {y - 4} L{x + 4} {y + 4} M{x + 4} {y - 4} L{x - 4} {y + 4}"
        return SubElement(svg, "path", {"d": cross, "class": "drop"})
    if kind is OutboxKind.AFTER_VISIT:  # drawn as the question it is
        kind = OutboxKind.CHECKIN
    named = {"class": kind.value}
    if kind is OutboxKind.NUDGE:
        return SubElement(svg, "circle", {"cx": str(x), "cy": str(y), "r": str(MARK), **named})
    if kind is OutboxKind.CHECKIN:
        sides = {"x": str(x - MARK), "y": str(y - MARK), "width": "10", "height": "10"}
        return SubElement(svg, "rect", sides | named)
    corners = f"{x},{y - MARK} {x + MARK + 1},{y + MARK} {x - MARK - 1},{y + MARK}"
    return SubElement(svg, "polygon", {"points": corners, **named})


def _add_legend(svg: Element, y: int, kinds: set[PeriodKind], language: Language) -> None:
    x = 12
    for kind in (OutboxKind.NUDGE, OutboxKind.CHECKIN, OutboxKind.REMINDER):
        _mark(svg, kind, Decision.SEND, x, y - 4)
        x = _write(svg, x + 12, y, say(f"year.kind_{kind}", language))
    _mark(svg, OutboxKind.NUDGE, Decision.DROP, x, y - 4)
    x = _write(svg, x + 12, y, say("year.mark_dropped", language))
    for shaded in (one for one in SHADED if one in kinds):
        sides = {"x": str(x - 6), "y": str(y - 12), "width": "16", "height": "16"}
        SubElement(svg, "rect", sides | {"class": shaded.value})
        x = _write(svg, x + 16, y, say(f"year.period_{shaded}", language))


def _write(svg: Element, x: float, y: float, words: str, style: str = "") -> int:
    """Text there; gives where the next thing can stand after it."""
    text = SubElement(svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}"})
    if style:
        text.set("class", style)
    text.text = words
    return int(x + 8 * len(words) + 22)
