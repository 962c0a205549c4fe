"""The research report against the catalogs: as text for staff, or as JSON for a program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill

from signpost_bot.catalog.coverage import Coverage
from signpost_bot.model.language import Both, Language
from signpost_bot.model.report import Approach, ResearchReport
from signpost_bot.texts import say

WIDTH = 100
INDENT = " " * 4


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many approaches became what; one with both offerings and templates counts twice."""

    approaches: int
    offerings: int
    templates: int
    no_offering: int


def count(report: ResearchReport) -> Counts:
    """The totals under the table."""
    return Counts(
        approaches=len(report.approaches),
        offerings=sum(bool(one.offerings) for one in report.approaches),
        templates=sum(bool(one.templates) for one in report.approaches),
        no_offering=sum(bool(one.no_offering) for one in report.approaches),
    )


def to_text(
    report: ResearchReport, coverages: Sequence[Coverage], language: Language
) -> Iterator[str]:
    """Line by line: the table, the elements, the needs, the institution's own work."""
    yield say("report.table", language)
    for approach in report.approaches:
        yield from _approach(approach, language)
    totals = count(report)
    yield say("report.counts", language, **vars(totals))
    yield ""
    yield from _elements(report, coverages, language)
    yield ""
    yield from _gaps(coverages, language)
    yield ""
    yield from _own_work(report, language)


def _approach(approach: Approach, language: Language) -> Iterator[str]:
    own = () if approach.number is None else (approach.number,)
    numbers = ", ".join(str(number) for number in (*own, *approach.repeated_at)) or "-"
    sorts = "/".join(approach.sorts)
    yield f"{numbers:>9}  {approach.name}" + (f" ({sorts})" if sorts else "")
    if approach.offerings:
        yield _wrapped(say("report.offerings", language, refs=", ".join(approach.offerings)))
    if approach.templates:
        yield _wrapped(say("report.templates", language, refs=", ".join(approach.templates)))
    if approach.no_offering:
        reason = approach.no_offering.text(language)
        yield _wrapped(say("report.no_offering", language, reason=reason))
    if approach.note:
        yield _wrapped(say("report.note", language, note=approach.note.text(language)))
    yield _wrapped(say("report.where", language, where=approach.where))


def _elements(
    report: ResearchReport, coverages: Sequence[Coverage], language: Language
) -> Iterator[str]:
    yield say("report.elements", language)
    names = [coverage.institution.slug for coverage in coverages]
    titles = {e.number: f"{e.number:>2} {e.title.text(language)}" for e in report.elements}
    left = max((len(title) for title in titles.values()), default=0)
    yield INDENT + "  ".join(["".ljust(left), *names])
    for number, title in titles.items():
        cells = [
            str(coverage.elements[number] or "·").rjust(len(name))
            for coverage, name in zip(coverages, names, strict=True)
        ]
        yield INDENT + "  ".join([title.ljust(left), *cells])


def _gaps(coverages: Sequence[Coverage], language: Language) -> Iterator[str]:
    yield say("report.gaps", language)
    for coverage in coverages:
        yield say(
            "report.gaps_of",
            language,
            name=coverage.institution.name.text(language),
            offerings=coverage.offerings,
            gaps=len(coverage.gaps),
        )
        with_template = [gap for gap in coverage.gaps if gap.templates]
        for gap in with_template:
            title = gap.need.title.text(language)
            refs = ", ".join(gap.templates)
            yield _wrapped(say("report.gap_with_template", language, need=title, refs=refs))
        rest = [gap.need.title.text(language) for gap in coverage.gaps if not gap.templates]
        if rest:
            yield _wrapped(say("report.gaps_without", language, needs=" · ".join(rest)))


def _own_work(report: ResearchReport, language: Language) -> Iterator[str]:
    yield say("report.own_work", language)
    for work in report.own_work:
        yield INDENT + work.title.text(language)
        yield _wrapped(work.asks.text(language), INDENT * 2)
        numbers = ", ".join(str(number) for number in work.numbers)
        where = f"{work.where}; Bijlage 7: {numbers}" if numbers else work.where
        yield _wrapped(say("report.where", language, where=where), INDENT * 2)


def _wrapped(text: str, indent: str = " " * 11) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def to_json(
    report: ResearchReport, coverages: Sequence[Coverage], language: Language
) -> dict[str, object]:
    """The same, for a program; the words are in one language."""
    titles = {element.number: element.title.text(language) for element in report.elements}
    return {
        "approaches": [_approach_row(one, language) for one in report.approaches],
        "counts": vars(count(report)),
        "elements": [
            {
                "number": number,
                "title": title,
                "offerings": {c.institution.slug: c.elements[number] for c in coverages},
            }
            for number, title in titles.items()
        ],
        "needs_without_offering": {
            coverage.institution.slug: [
                {"need": gap.need.slug, "templates": list(gap.templates)} for gap in coverage.gaps
            ]
            for coverage in coverages
        },
        "own_work": [
            {
                "slug": work.slug,
                "title": work.title.text(language),
                "asks": work.asks.text(language),
                "numbers": list(work.numbers),
                "where": work.where,
            }
            for work in report.own_work
        ],
    }


def _approach_row(approach: Approach, language: Language) -> dict[str, object]:
    def said(words: Both | None) -> str | None:
        return words.text(language) if words else None

    return {
        "number": approach.number,
        "part": approach.part,
        "repeated_at": list(approach.repeated_at),
        "name": approach.name,
        "where": approach.where,
        "sorts": list(approach.sorts),
        "offerings": list(approach.offerings),
        "templates": list(approach.templates),
        "no_offering": said(approach.no_offering),
        "note": said(approach.note),
    }
