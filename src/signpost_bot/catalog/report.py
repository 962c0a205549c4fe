"""The research report as a file, beside the catalogs and templates that it names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from signpost_bot.catalog.files import Folder, finding_at, read_as
from signpost_bot.catalog.lines import Lines
from signpost_bot.catalog.templates import Template, read_templates
from signpost_bot.model.finding import Finding
from signpost_bot.model.institution import Institution, Sort
from signpost_bot.model.offering import Offering
from signpost_bot.model.report import Approach, ResearchReport

FILE = "report.yaml"
NOT_THERE = {"offerings": "no_such_ref", "templates": "no_such_template"}


@dataclass(frozen=True, kw_only=True)
class Accounting:
    """The report (None where there is no such file), the templates, and what does not fit."""

    report: ResearchReport | None
    templates: tuple[Template, ...]
    findings: tuple[Finding, ...]


def read_accounting(folder: Path, catalogs: Folder, known_needs: frozenset[str]) -> Accounting:
    """Read the report and the templates, and hold them against the catalogs of that folder."""
    templates, findings = read_templates(folder, known_needs)
    if not (folder / FILE).exists():
        return Accounting(report=None, templates=templates, findings=findings)
    read = read_as(folder / FILE, ResearchReport)
    if isinstance(read, list):
        return Accounting(report=None, templates=templates, findings=(*findings, *read))
    report, lines = read
    named = _sorts_of(catalogs, templates)
    wrong = [
        *_check_numbers(report, lines),
        *_check_refs(report, lines, named),
        *_check_templates(report, lines, templates),
    ]
    return Accounting(report=report, templates=templates, findings=(*findings, *wrong))


def _sorts_of(catalogs: Folder, templates: tuple[Template, ...]) -> Mapping[str, Sort]:
    """For each offering and each template, by its ref: which kind of education it is for."""
    contents = [one.content for one in catalogs.documents]
    sorts = {c.slug: c.sort for c in contents if isinstance(c, Institution)}
    offerings = {
        f"{one.key.institution}/{one.key.slug}": sorts[one.key.institution]
        for one in catalogs.documents
        if isinstance(one.content, Offering) and one.key.institution in sorts
    }
    return offerings | {template.ref: template.sort for template in templates}


def _check_numbers(report: ResearchReport, lines: Lines) -> Iterator[Finding]:
    """Every number of the report stands there once, and the own work names numbers that do."""
    own = Counter(a.number for a in report.approaches if a.number is not None and not a.part)
    repeated = Counter(number for a in report.approaches for number in a.repeated_at)
    for number in range(1, report.last_number + 1):
        if (times := own[number] + repeated[number]) != 1:
            key = "number_missing" if times == 0 else "number_twice"
            yield finding_at(lines, ("approaches",), key, name=str(number))
    for i, work in enumerate(report.own_work):
        for k, number in enumerate(work.numbers):
            if number not in own:
                where = ("own_work", i, "numbers", k)
                yield finding_at(lines, where, "number_missing", name=str(number))


def _check_refs(
    report: ResearchReport, lines: Lines, named: Mapping[str, Sort]
) -> Iterator[Finding]:
    """What is named exists, and no kind of education that the report gives is left out."""
    for i, approach in enumerate(report.approaches):
        for field, key in NOT_THERE.items():
            for k, ref in enumerate(getattr(approach, field)):
                if ref not in named:
                    where = ("approaches", i, field, k)
                    yield finding_at(lines, where, key, name=ref)
        for sort in _left_out(approach, named):
            given, values = ("approaches", i, "sorts"), {"name": approach.name, "sort": sort.value}
            yield finding_at(lines, given, "sort_left_out", **values)


def _left_out(approach: Approach, named: Mapping[str, Sort]) -> list[Sort]:
    if approach.no_offering:
        return []
    served = {named[ref] for ref in (*approach.offerings, *approach.templates) if ref in named}
    return [sort for sort in approach.sorts if sort not in served]


def _check_templates(
    report: ResearchReport, lines: Lines, templates: tuple[Template, ...]
) -> list[Finding]:
    """A template that no approach names came from nowhere."""
    used = {ref for approach in report.approaches for ref in approach.templates}
    return [
        finding_at(lines, ("approaches",), "template_unnamed", name=template.ref)
        for template in templates
        if template.ref not in used
    ]
